import type { JSX } from 'preact';

const icon = (path: string, size: number): JSX.Element => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
    <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);

export const Chevron = (): JSX.Element => icon('M6 9l6 6 6-6', 18);
export const Close = (): JSX.Element => icon('M6 6l12 12M18 6L6 18', 22);
export const Check = (): JSX.Element => icon('M5 13l4.5 4.5L19 7.5', 26);
export const Cross = (): JSX.Element => icon('M7 7l10 10M17 7L7 17', 26);
export const Clock = (): JSX.Element => icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2', 26);
export const Back = (): JSX.Element => icon('M9 14l-5-5 5-5M4 9h10a6 6 0 0 1 0 12h-3', 26);
export const Question = (): JSX.Element => icon('M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5v.1', 26);
