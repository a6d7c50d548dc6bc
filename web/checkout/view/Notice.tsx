import type { JSX } from 'preact';
import { formatMoney } from '../../i18n/format';
import { totalOf } from '../field/price';
import type { Notice as Why, StateOf } from '../state';
import type { Locale } from './context';
import { declineText } from './decline-text';

/** Why the form is there again. */
export function Notice({ state, locale }: { state: StateOf<'open' | 'submitting'>; locale: Locale }): JSX.Element | null {
  if (state.kind !== 'open' || !state.notice) return null;
  return <p class={state.notice.kind === 'declined' ? 'notice notice-bad' : 'notice'}>{noticeText(state, state.notice, locale)}</p>;
}

function noticeText({ form, view }: StateOf<'open'>, notice: Why, locale: Locale): string {
  switch (notice.kind) {
    case 'closed': return locale.t('form.closed');
    case 'price': return locale.t('price.other', { amount: formatMoney(totalOf(form, view), view.currency, view.decimals, locale.lang) });
    case 'declined': return declineText(notice.code, view.lastDecline?.bank, locale);
  }
}
