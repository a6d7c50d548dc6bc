import type { Price } from '../answer';
import type { Locale } from './context';

/** Why the code that was sent takes nothing off. */
export function promocodeWords(price: Price | undefined, t: Locale['t']): string | undefined {
  if (price?.promocodeFault === undefined) return undefined;
  return t(price.promocodeFault === 'unknown' ? 'promocode.unknown' : 'promocode.other_card');
}
