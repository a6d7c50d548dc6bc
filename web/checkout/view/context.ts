import type { Translate } from '../../i18n/messages';
import type { Event } from '../event';

export interface Locale {
  lang: string;
  t: Translate;
  decline: (code: number) => string;
  /** The texts of what follows the first screen are there too. */
  complete: boolean;
}

export type Dispatch = (event: Event) => void;
