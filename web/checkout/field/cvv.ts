import { caretBehind, digitsAfter, digitsOf, type Edit, type Typed } from './caret';

export type CvvFault = 'empty' | 'length';

/** Four digits may always be typed: the number, and with it the brand, may come after the CVV. */
export const formatCvv = (text: string): string => digitsOf(text).slice(0, 4);

export function editCvv(typed: Typed): Edit {
  const { digits, digitsBeforeCaret } = digitsAfter(typed);
  const text = formatCvv(digits);
  return { text, caret: caretBehind(text, digitsBeforeCaret, typed.change) };
}

export function faultOfCvv(text: string, length: number): CvvFault | undefined {
  if (text === '') return 'empty';
  return text.length === length ? undefined : 'length';
}
