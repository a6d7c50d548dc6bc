import { caretBehind, digitsOf, type Edit, type Typed } from './caret';

export type ExpiryFault = 'empty' | 'partial' | 'month' | 'past';

export interface Expiry {
  month: number;
  year: number;
}

interface Parts {
  month: string;
  year: string;
  /** A zero was put before a one-digit month. */
  padded: boolean;
}

const separator = ' / ';

/**
 * Month and year as far as typed. A one-digit month is complete when it is above 1,
 * or when the payer has gone past it; "1" alone may still become "12".
 */
function split(raw: string, caret = raw.length): Parts {
  const text = raw.replace(/^\s+(?=\d)/, '');
  const [, head = '', gap = '', rest = ''] = /^(\d*)(\D*)(.*)$/s.exec(text) ?? [];
  const apart = gap !== '' && (head.length <= 2 || /\d/.test(rest));
  const digits = digitsOf(text);
  const padded = apart ? head.length === 1 && (head > '1' || caret > head.length) : digits > '2';
  const month = apart ? head : digits.slice(0, padded ? 1 : 2);
  return {
    month: (padded ? '0' : '') + month.slice(0, 2),
    year: cutYear(apart ? digitsOf(rest) : digits.slice(month.length)),
    padded,
  };
}

/** Four digits are a year only when they begin one of this century; of "2712" the last two are too many. */
const cutYear = (year: string): string => year.slice(0, year.startsWith('20') ? 4 : 2);

function join({ month, year }: Parts): string {
  return year === '' ? month : month + separator + year;
}

export const formatExpiry = (raw: string): string => join(split(raw));

export function editExpiry({ before, raw, caret, change }: Typed): Edit {
  if (change === 'insert') {
    const parts = split(raw, caret);
    const text = join(parts) + (parts.month.length === 2 && parts.year === '' ? separator : '');
    return { text, caret: caretAmong(text, raw, caret, parts.padded) };
  }
  const [month = '', year = ''] = before.split(separator);
  if (before.includes(separator) && digitsOf(raw) === digitsOf(before) && raw !== before) {
    // A part of the separator was deleted, and the payer meant the digit beside it.
    return change === 'back'
      ? { text: join({ month: month.slice(0, -1), year, padded: false }), caret: Math.max(0, month.length - 1) }
      : { text: join({ month, year: year.slice(1), padded: false }), caret: month.length + (year.length > 1 ? separator.length : 0) };
  }
  return raw.includes('/') ? { text: raw, caret } : { text: digitsOf(raw), caret: digitsOf(raw.slice(0, caret)).length };
}

/** Where the caret stands after an insertion: a digit too many in the month pushes another out, not the caret on. */
function caretAmong(text: string, raw: string, caret: number, padded: boolean): number {
  const digits = digitsOf(raw.slice(0, caret)).length;
  const inMonth = raw.slice(0, caret).search(/\D/) < 0 && /^\d*\D/.test(raw);
  const behind = (inMonth ? Math.min(digits, 2) : digits) + (padded ? 1 : 0);
  return caretBehind(text, behind, behind < 2 ? 'back' : 'insert');
}

/** The short form, once the field is left: "11 / 2027" becomes "11 / 27", as it stands on the card. */
export function settleExpiry(text: string): string {
  const parts = split(text);
  return join({ ...parts, year: parts.year.length === 4 ? parts.year.slice(2) : parts.year });
}

export function parseExpiry(text: string): Expiry | undefined {
  const { month, year } = split(text);
  if (!/^(0[1-9]|1[0-2])$/.test(month) || !/^(\d\d|20\d\d)$/.test(year)) return undefined;
  return { month: Number(month), year: 2000 + (Number(year) % 100) };
}

/** As the gateway takes it: MM/YY. */
export function wireExpiry({ month, year }: Expiry): string {
  return `${String(month).padStart(2, '0')}/${String(year % 100).padStart(2, '0')}`;
}

export function faultOfExpiry(text: string, now: number, validate: boolean): ExpiryFault | undefined {
  const { month, year } = split(text);
  if (month === '' && year === '') return 'empty';
  if (month.length === 2 && (month < '01' || month > '12')) return 'month';
  const expiry = parseExpiry(text);
  if (!expiry) return 'partial';
  // A card is good to the end of its month, wherever on earth that ends last.
  const end = Date.UTC(expiry.year, expiry.month, 1) + 12 * 3600 * 1000;
  return validate && end <= now ? 'past' : undefined;
}
