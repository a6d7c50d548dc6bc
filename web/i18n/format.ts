import { directionOf } from './direction';

/** Minor units as integer text to a decimal number text, without passing through a float. */
export function majorUnits(amount: string, decimals: number): string {
  const negative = amount.startsWith('-');
  const digits = (negative ? amount.slice(1) : amount).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
  return negative ? `-${text}` : text;
}

/**
 * Languages for which browsers ship without number and date data, and one of the same habits that they do have.
 * Without this the payer would see the forms of the browser's own language.
 */
const likeness: Readonly<Record<string, string>> = { ka: 'uk', uz: 'uk', az: 'de' };

/** The number alone, for where the currency code stands beside it in its own type. */
export function formatNumber(amount: string, decimals: number, lang: string): string {
  const format = new Intl.NumberFormat(likeness[lang] ?? lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return format.format(majorUnits(amount, decimals) as Intl.StringNumericLiteral);
}

/** The code always stands, after the number, so that no two currencies look alike; within words from right to left too. */
export function formatMoney(amount: string, currency: string, decimals: number, lang: string): string {
  const money = `${formatNumber(amount, decimals, lang)}\u00a0${currency}`;
  return directionOf(lang) === 'rtl' ? `\u2066${money}\u2069` : money;
}

/** A day of a schedule: those are days of UTC wherever the payer is. */
export function formatDay(at: number, lang: string): string {
  return new Intl.DateTimeFormat(likeness[lang] ?? lang, { ...formsOf(lang).day, timeZone: 'UTC' }).format(at);
}

/** The day with the hour, where the payer is. */
export function formatMoment(at: number, lang: string, timeZone?: string): string {
  const { day, time } = formsOf(lang);
  return new Intl.DateTimeFormat(likeness[lang] ?? lang, { ...day, ...time, hourCycle: 'h23', ...(timeZone === undefined ? {} : { timeZone }) }).format(at);
}

/** The hour alone on the same day, else the date too. */
export function formatDeadline(at: number, now: number, lang: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayOf = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...zone });
  const { day, time } = formsOf(lang);
  const form = dayOf.format(at) === dayOf.format(now) ? time : { ...day, ...time };
  return new Intl.DateTimeFormat(likeness[lang] ?? lang, { ...form, hourCycle: 'h23', ...zone }).format(at);
}

/** The language's own forms, or figures alone: names of months cannot be borrowed from another language. */
const formsOf = (lang: string): { day: Intl.DateTimeFormatOptions; time: Intl.DateTimeFormatOptions } => lang in likeness
  ? { day: { day: '2-digit', month: '2-digit', year: 'numeric' }, time: { hour: '2-digit', minute: '2-digit' } }
  : { day: { dateStyle: 'medium' }, time: { timeStyle: 'short' } };
