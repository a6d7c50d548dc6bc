import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatDeadline, formatNumber } from '../../i18n/format';
import type { Order } from '../answer';
import type { Locale } from './context';

interface Props {
  order: Order;
  /** Whether there is still something to pay, and so a time to pay it by. */
  due: boolean;
  locale: Locale;
}

export function OrderPanel({ order, due, locale: { lang, t } }: Props): JSX.Element {
  const amount = formatNumber(order.amount, order.decimals, lang);
  return (
    <section class="order" aria-label={t('order.title')}>
      <p class="shop">
        <ShopMark merchant={order.merchant} />
        <span class="shop-name">{order.merchant.name}</span>
      </p>
      <p class={amount.length > 10 ? 'amount amount-long' : 'amount'}>
        <bdi>
          {amount} <span class="currency">{order.currency}</span>
        </bdi>
      </p>
      {order.description && <p class="description" dir="auto">{order.description}</p>}
      <dl class="facts order-facts">
        <div>
          <dt>{t('order.order')}</dt>
          <dd>{order.orderId}</dd>
        </div>
        {due && (
          <div>
            <dt>{t('order.pay_before')}</dt>
            <dd>{formatDeadline(order.expiresAt, order.now, lang)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** The shop's logo, or its first letter when there is none or it does not load. */
function ShopMark({ merchant }: { merchant: Order['merchant'] }): JSX.Element {
  const [broken, setBroken] = useState(false);
  if (merchant.logoUrl !== undefined && !broken) {
    return <img class="mark" src={merchant.logoUrl} alt="" width={36} height={36} onError={() => setBroken(true)} />;
  }
  return <span class="mark mark-letter" aria-hidden="true">{[...merchant.name][0]?.toUpperCase() ?? ''}</span>;
}
