import { majorUnits } from '../../i18n/format';
import type { PageConfig } from '../../protocol/widget';
import type { ExtraField } from '../field/extra';
import { amountField, text } from './options';

/** As the gateway knows them, of ISO 4217. Browsers leave the minor units of HUF, IDR and a dozen others away, and an amount would stand there a hundred times too large. */
const withoutDecimals = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
const withThreeDecimals = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

/** Minor digits of a currency, before the gateway has shown the order. */
export function decimalsOf(currency: unknown): number {
  const code = String(currency).toUpperCase();
  return withoutDecimals.includes(code) ? 0 : withThreeDecimals.includes(code) ? 3 : 2;
}

/** The shop's own fields in its order, behind the amount and the e-mail. */
export function extrasOf({ options, params, fields_custom: custom }: PageConfig): ExtraField[] {
  const customer = (params['customer_data'] ?? {}) as Record<string, unknown>;
  const rows = Array.isArray(custom) ? custom : Object.entries((custom ?? {}) as object).map(([name, field]) => ({ name, ...(field as object) }));
  const own = rows
    .map(row => row as Record<string, unknown>)
    .filter(row => text(row['name']) !== undefined)
    .sort((a, b) => Number(a['p'] ?? 0) - Number(b['p'] ?? 0))
    .slice(0, 20)
    .map((row): ExtraField => ({
      name: String(row['name']),
      label: text(row['label']) ?? String(row['name']),
      kind: row['hidden'] === true || row['type'] === 'hidden' ? 'hidden' : row['type'] === 'checkbox' ? 'checkbox' : 'text',
      value: typeof row['value'] === 'boolean' ? (row['value'] ? 'true' : '') : (text(row['value']) ?? ''),
      example: text(row['placeholder']) ?? '',
      required: row['required'] === true,
      readonly: row['readonly'] === true,
    }));
  const first = text(params['email']) ?? text(customer['email']) ?? '';
  const plain = { label: '', example: '', required: true, readonly: false };
  if (options['show_email'] === true) own.unshift({ ...plain, name: 'email', kind: 'email', value: first });
  if (options['amount_readonly'] === false && params['token'] === undefined) {
    const decimals = decimalsOf(params['currency']);
    own.unshift({ ...plain, name: amountField, kind: 'amount', value: majorUnits(String(params['amount']), decimals), decimals });
  }
  return own;
}
