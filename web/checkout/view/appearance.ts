import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { hosted, type Appearance } from '../appearance';

export const Shown = createContext<Appearance>(hosted);
export const useAppearance = (): Appearance => useContext(Shown);
