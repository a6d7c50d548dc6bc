import type { JSX } from 'preact';
import { formatMoney } from '../../i18n/format';
import type { Order } from '../answer';
import { priceOf } from '../field/price';
import type { Form } from '../state';
import type { Locale } from './context';

interface Props {
  form: Form;
  order: Order;
  locale: Locale;
}

/** How the amount to pay comes about, where it is other than the order's. */
export function Sums({ form, order, locale: { lang, t } }: Props): JSX.Element | null {
  const price = priceOf(form, order);
  const hasFee = price !== undefined && price.feeAmount !== '0';
  const hasDiscount = price !== undefined && price.discountAmount !== '0';
  if (!price || !(hasFee || hasDiscount)) return null;
  const money = (amount: string): string => formatMoney(amount, order.currency, order.decimals, lang);
  return (
    <dl class="facts sums">
      <Sum name={t('price.amount')} value={money(order.amount)} />
      {hasDiscount && <Sum name={t('price.discount')} value={`\u2212${money(price.discountAmount)}`} />}
      {hasFee && <Sum name={t('price.fee')} value={money(price.feeAmount)} />}
    </dl>
  );
}

const Sum = ({ name, value }: { name: string; value: string }): JSX.Element => <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div>;
