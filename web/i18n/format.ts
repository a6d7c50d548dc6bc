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

/** The code always stands, after the number, so that no two currencies look alike. */
export function formatMoney(amount: string, currency: string, decimals: number, lang: string): string {
  return `${formatNumber(amount, decimals, lang)}\u00a0${currency}`;
}

/** A day of a schedule: those are days of UTC wherever the payer is. */
export function formatDay(at: number, lang: string): string {
  const like = likeness[lang];
  return new Intl.DateTimeFormat(like ?? lang, { day: '2-digit', month: like === undefined ? 'short' : '2-digit', year: 'numeric', timeZone: 'UTC' }).format(at);
}

/** The hour alone on the same day, else the date too. */
export function formatDeadline(at: number, now: number, lang: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...zone });
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  const like = likeness[lang];
  if (day.format(at) === day.format(now)) return new Intl.DateTimeFormat(like ?? lang, time).format(at);
  // Names of months cannot be borrowed from another language.
  const date = { day: '2-digit', month: like === undefined ? 'short' : '2-digit', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(like ?? lang, { ...date, ...time }).format(at);
}
