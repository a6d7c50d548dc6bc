import type { Messages } from './messages';

/**
 * Languages that nobody speaks, for eyes and tests alone: one with accents and texts two fifths longer, which shows what is not
 * translated or has no room, and one that is written from right to left.
 */
export const pseudoLanguages = ['en-XA', 'ar-XB'] as const;

const accents: Readonly<Record<string, string>> = {
  a: 'á', c: 'ç', d: 'ð', e: 'é', g: 'ğ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', n: 'ñ', o: 'ö', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', w: 'ŵ', y: 'ý', z: 'ž',
  A: 'Å', C: 'Ç', D: 'Ð', E: 'É', G: 'Ğ', H: 'Ĥ', I: 'Î', K: 'Ķ', L: 'Ļ', N: 'Ñ', O: 'Ö', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', W: 'Ŵ', Y: 'Ý', Z: 'Ž',
};
const startOfRightToLeft = '\u202e';
const endOfRightToLeft = '\u202c';

/** A text that is made for eyes: what stands in braces is filled in later and stays as it is. */
export function pseudo(lang: string, messages: Messages): Messages {
  const change = lang === 'ar-XB' ? mirrored : lengthened;
  return Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, change(text)]));
}

const parts = (text: string, change: (words: string) => string): string =>
  text.split(/(\{\w+\})/).map(part => part.startsWith('{') ? part : change(part)).join('');

function lengthened(text: string): string {
  const length = text.replace(/\{\w+\}/g, '').length;
  const more = 'éxţŕá ļéţţéŕš '.repeat(12).slice(0, Math.ceil(length * 0.4) - 3).trim();
  return `[${parts(text, words => words.replace(/[A-Za-z]/g, letter => accents[letter] ?? letter))}${more === '' ? '' : ` ${more}`}]`;
}

const mirrored = (text: string): string => parts(text, words => words.replace(/\p{L}+/gu, word => `${startOfRightToLeft}${word}${endOfRightToLeft}`));
