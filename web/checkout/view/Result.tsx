import type { JSX } from 'preact';
import { formatMoment, formatMoney } from '../../i18n/format';
import type { StateOf } from '../state';
import { useAppearance } from './appearance';
import type { Locale } from './context';
import { declineText } from './decline-text';
import { Heading } from './Heading';
import { headingOf } from './heading';
import { Back, Check, Clock, Cross } from './icons';

interface Props {
  state: StateOf<'approved' | 'declined' | 'expired' | 'reversed'>;
  locale: Locale;
}

const icons = { approved: Check, declined: Cross, expired: Clock, reversed: Back };

export function Result({ state, locale }: Props): JSX.Element {
  const { t, lang } = locale;
  const { view, kind } = state;
  const Icon = icons[kind];
  const { stays } = useAppearance();
  const code = kind === 'declined' ? view.lastDecline?.code : undefined;
  return (
    <div class="screen" data-e2e-status={kind} data-e2e-payment-id={view.paymentId}>
      <span class={kind === 'declined' ? 'badge badge-bad' : 'badge'}><Icon /></span>
      <Heading>{headingOf(state, t)}</Heading>
      <p class="words">{wordsOf(state, locale)}</p>
      <dl class="facts">
        <Fact name={t('result.payment')} value={view.paymentId} />
        {kind === 'approved' && view.paidAt !== undefined && <Fact name={t('result.date')} value={formatMoment(view.paidAt, lang)} />}
        {kind === 'approved' && view.maskedCard && <Fact name={t('result.card')} value={cardText(view.cardType, view.maskedCard)} />}
        {kind === 'approved' && view.approvalCode && <Fact name={t('result.approval')} value={view.approvalCode} />}
      </dl>
      {code !== undefined && <p class="small">{t('declined.code', { code: String(code) })}</p>}
      {kind === 'approved' && (view.receiptUrl === undefined
        ? <button type="button" class="button" onClick={() => print()}>{t('receipt.print')}</button>
        : <a class="receipt" href={view.receiptUrl} target="_blank" rel="noreferrer">{t('receipt.open')}</a>)}
      {view.returnUrl !== undefined && !stays && (
        <>
          <a class="button button-return" href={view.returnUrl} data-e2e-button-return-to-site="">{t('result.return')}</a>
          <p class="small">{t('result.returning')}</p>
        </>
      )}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return <div><dt>{name}</dt><dd>{value}</dd></div>;
}

function wordsOf({ kind, view }: Props['state'], locale: Locale): string {
  const { t, lang } = locale;
  switch (kind) {
    case 'approved': {
      const merchant = view.merchant.name;
      const card = cardText(view.cardType, view.maskedCard);
      return card === '' ? t('approved.text', { merchant }) : t('approved.text_card', { card, merchant });
    }
    case 'declined': return declineText(view.lastDecline?.code ?? 0, view.lastDecline?.bank, locale);
    case 'expired': return t('expired.text');
    case 'reversed': return t('reversed.text', { amount: formatMoney(view.price?.totalAmount ?? view.amount, view.currency, view.decimals, lang) });
  }
}

/** "444455XXXXXX1111" as a payer reads it: "VISA 4444 55•• •••• 1111", from left to right in every language. */
export function cardText(type = '', masked = ''): string {
  const number = masked.replace(/[X*]/gi, '•').replace(/(.{4})(?=.)/g, '$1\u00a0');
  return [type, number && `\u2066${number}\u2069`].filter(Boolean).join(' ');
}
