import type { Locale } from './context';

/** Why the last try failed. The reasons of the codes speak of cards; a bank gives its payer its own. */
export function declineText(code: number, bank: string | undefined, { t, decline }: Locale): string {
  return bank === undefined ? decline(code) : t('bank.declined', { bank });
}
