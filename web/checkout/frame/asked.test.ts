import { expect, test } from 'vitest';
import known from '../../../spec/client/money.json';
import type { PageConfig } from '../../protocol/widget';
import { decimalsOf, extrasOf } from './asked';
import { amountField } from './options';

// HUF and IQD are some of those whose minor units browsers do not know.
test.each([['GEL', 2], ['HUF', 2], ['huf', 2], ['JPY', 0], ['IQD', 3], [undefined, 2]])('%s has %i decimals', (currency, decimals) => expect(decimalsOf(currency)).toBe(decimals));

test.each(['0', '3'] as const)('All that have %s have them here', decimals => {
  for (const currency of known[decimals]) expect(`${currency} ${decimalsOf(currency)}`).toBe(`${currency} ${decimals}`);
});

test.each([['HUF', '123.45'], ['JPY', '12345'], ['KWD', '12.345']])('The amount that the payer may change stands there in major units of %s', (currency, shown) => {
  const config = { options: { amount_readonly: false }, params: { merchant_id: 1, amount: 12345, currency } } as unknown as PageConfig;
  expect(extrasOf(config).find(({ name }) => name === amountField)?.value).toBe(shown);
});
