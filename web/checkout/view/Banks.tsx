import type { JSX } from 'preact';
import type { Bank } from '../answer';
import type { StateOf } from '../state';
import { useAppearance } from './appearance';
import type { Dispatch, Locale } from './context';
import { headingOf } from './heading';
import { ExtraFields } from './ExtraFields';
import { Notice } from './Notice';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** The page of an order that is paid at a bank only. */
export function BankForm({ state, locale, dispatch }: Props): JSX.Element {
  const { view } = state;
  return (
    <div class="form">
      {view.test && <div class="test"><strong>{locale.t('test.notice')}</strong></div>}
      <h1>{headingOf(state, locale.t)}</h1>
      <Notice state={state} locale={locale} />
      <ExtraFields state={state} locale={locale} dispatch={dispatch} />
      <Banks state={state} locale={locale} dispatch={dispatch} />
      {view.cancelUrl !== undefined && <a class="cancel" href={view.cancelUrl}>{locale.t('form.cancel')}</a>}
    </div>
  );
}

const systems = ['opb', 'installments'] as const;

/** One press opens the payment at the bank. */
export function Banks({ state, locale: { t }, dispatch }: Props): JSX.Element {
  const { methods } = useAppearance();
  const { banks, takesCard } = state.view;
  const offered = (system: string): boolean => !takesCard || !methods || methods.has(system === 'opb' ? 'banks' : system);
  const chosen = state.kind === 'submitting' ? state.bank : undefined;
  const busy = state.kind === 'submitting';
  return (
    <>
      {systems.map(system => ({ system, of: banks.filter(bank => bank.system === system && offered(system)) })).filter(({ of }) => of.length > 0).map(({ system, of }) => (
        <section key={system} class="banks" aria-label={t(system === 'opb' ? 'bank.title' : 'bank.installments')}>
          {(takesCard || system === 'installments') && <h2>{t(system === 'opb' ? 'bank.or' : 'bank.installments')}</h2>}
          <ul>
            {of.map(bank => (
              <li key={bank.method}>
                <button type="button" class="bank" aria-disabled={busy} onClick={() => dispatch({ type: 'bank-chosen', bank })}>
                  <BankName bank={bank} busy={chosen?.system === system && chosen.method === bank.method} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function BankName({ bank, busy }: { bank: Bank; busy: boolean }): JSX.Element {
  return (
    <>
      <span>{bank.name}</span>
      {busy && <span class="spinner" aria-hidden="true" />}
    </>
  );
}
