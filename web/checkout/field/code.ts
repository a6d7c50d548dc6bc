import { caretBehind, type Edit, type Typed } from './caret';

export const codeLength = 4;
export type CodeFault = 'short' | 'wrong';

/** Letters and digits, as they stand in the description of the hold. */
export const formatCode = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase().slice(0, codeLength);

export function editCode({ raw, caret, change }: Typed): Edit {
  const text = formatCode(raw);
  return { text, caret: caretBehind(text, formatCode(raw.slice(0, caret)).length, change, /./) };
}
