import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatDeadline, formatNumber } from '../../i18n/format';
import type { Order } from '../answer';
import { priceOf, totalOf } from '../field/price';
import { formOf, type PageState } from '../state';
import { useAppearance } from './appearance';
import type { Dispatch, Locale } from './context';
import { Promocode, Sums } from './later';

interface Props {
  state: PageState;
  order: Order;
  /** Whether there is still something to pay, and so a time to pay it by. */
  due: boolean;
  locale: Locale;
  dispatch: Dispatch;
}

export function OrderPanel({ state, order, due, locale, dispatch }: Props): JSX.Element {
  const { lang, t } = locale;
  const form = formOf(state);
  const amount = formatNumber(totalOf(form, order), order.decimals, lang);
  const { hidden, title, link, logo } = useAppearance();
  const name = link === undefined || hidden.has('link') ? order.merchant.name : <a href={link} target="_blank" rel="noopener">{order.merchant.name}</a>;
  return (
    <section class="order" aria-label={t('order.title')}>
      <p class="shop">
        <ShopMark merchant={logo === undefined ? order.merchant : { ...order.merchant, logoUrl: logo }} />
        <span class="shop-name">{name}</span>
      </p>
      {title !== undefined && !hidden.has('title') && <p class="order-title">{title}</p>}
      {!hidden.has('amount') && <p class={amount.length > 10 ? 'amount amount-long' : 'amount'}>
        <bdi>
          {amount} <span class="currency">{order.currency}</span>
        </bdi>
      </p>}
      {order.description && !hidden.has('order_desc') && <p class="description"><bdi>{order.description}</bdi></p>}
      {priceOf(form, order) && !hidden.has('fee') && <Sums form={form} order={order} locale={locale} />}
      {(state.kind === 'open' || state.kind === 'submitting') && priceOf(form, order)?.takesPromocode && <Promocode state={state} locale={locale} dispatch={dispatch} />}
      <dl class="facts order-facts">
        {order.orderId !== '' && (
          <div>
            <dt>{t('order.order')}</dt>
            <dd>{order.orderId}</dd>
          </div>
        )}
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
