export interface Edit {
  text: string;
  caret: number;
}

/** How the browser arrived at `raw`: typed or pasted, or one of the two delete keys. */
export type Change = 'insert' | 'back' | 'forward';

export interface Typed {
  before: string;
  raw: string;
  caret: number;
  change: Change;
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * The digits after a change. Deleting a separator would change nothing, as it is put back at once;
 * the payer meant the digit beside it. Separators missing all at once were not deleted: the browser filled the same number in.
 */
export function digitsAfter({ before, raw, caret, change }: Typed): { digits: string; digitsBeforeCaret: number } {
  const digits = digitsOf(raw);
  const left = digitsOf(raw.slice(0, caret)).length;
  const oneDeleted = change !== 'insert' && before.length - raw.length === 1;
  if (!oneDeleted || digits.length === 0 || digits !== digitsOf(before)) return { digits, digitsBeforeCaret: left };
  const removed = change === 'back' ? left - 1 : left;
  if (removed < 0) return { digits, digitsBeforeCaret: left };
  return { digits: digits.slice(0, removed) + digits.slice(removed + 1), digitsBeforeCaret: removed };
}

/** The place in `text` behind its n-th digit, or other character that counts, past a separator when the payer is typing forward. */
export function caretBehind(text: string, n: number, change: Change, counts = /\d/): number {
  let seen = 0;
  let at = 0;
  while (at < text.length && seen < n) {
    if (counts.test(text.charAt(at))) seen++;
    at++;
  }
  if (change !== 'insert' || n === 0) return at;
  while (at < text.length && !counts.test(text.charAt(at))) at++;
  return at;
}
