import type { JSX } from 'preact';
import { formatMoney } from '../../i18n/format';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';
import { Heading } from './Heading';
import { headingOf } from './heading';

interface Props {
  state: StateOf<'bank'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** The way to the bank, while the page waits for what the payer decides there. */
export function AtBank({ state, locale: { t, lang }, dispatch }: Props): JSX.Element {
  const { view, leaving } = state;
  const amount = formatMoney(view.amount, view.currency, view.decimals, lang);
  return (
    <div class="screen">
      <Heading>{headingOf(state, t)}</Heading>
      <p class="words">{t('bank.text', { amount })}</p>
      {/* A bank lets nobody frame it. */}
      <a class="button" href={view.bankUrl} target={window.parent === window ? undefined : '_blank'} rel="noreferrer">{t('bank.open', { bank: view.bank.name })}</a>
      <p class="scan">
        <img class="qr" src={view.bankQrUrl} alt="" width={164} height={164} />
        {t('bank.scan')}
      </p>
      <p class="waiting"><span class="spinner" aria-hidden="true" />{t('bank.waiting')}</p>
      {view.mayLeaveBank && (
        <button type="button" class="cancel" aria-disabled={leaving} onClick={() => dispatch({ type: 'bank-left' })}>{t('bank.leave')}</button>
      )}
    </div>
  );
}
