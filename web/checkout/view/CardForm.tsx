import type { JSX } from 'preact';
import { formatMoney } from '../../i18n/format';
import type { FieldName } from '../answer';
import { brandOf } from '../field/brand';
import { editCardNumber, parseCardNumber } from '../field/card-number';
import { editCvv } from '../field/cvv';
import { editExpiry } from '../field/expiry';
import { Field } from '../field/Field';
import { cvvLength, faultsOf } from '../field/form';
import { totalOf } from '../field/price';
import { savedCardOf } from '../field/saved-card';
import { inputNames } from '../field/names';
import type { StateOf } from '../state';
import { useAppearance } from './appearance';
import type { Dispatch, Locale } from './context';
import { faultText } from './fault-text';
import { headingOf } from './heading';
import { Banks, ExtraFields, KeepCard, SavedCards, Schedule, TestCards, Wallets } from './later';
import { Notice } from './Notice';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

export function CardForm({ state, locale, dispatch }: Props): JSX.Element {
  const { view, form } = state;
  const { t } = locale;
  const busy = state.kind === 'submitting';
  const paying = busy && !state.bank && !state.wallet;
  const amount = formatMoney(totalOf(form, view), view.currency, view.decimals, locale.lang);
  const saved = savedCardOf(form, view);
  const faults = faultsOf(form, view);
  const { hidden, offer, cardIcons } = useAppearance();
  const brand = brandOf(parseCardNumber(form.values.cardNumber)).name;
  const common = (name: FieldName) => ({
    name: inputNames[name],
    value: form.values[name],
    locked: busy,
    fault: faultText(name, form, faults, view, locale),
    onEdit: (text: string) => dispatch({ type: 'edited', field: name, text }),
    onLeave: () => dispatch({ type: 'left', field: name }),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    dispatch({ type: 'submitted' });
  };

  return (
    <form class="form" noValidate autocomplete="on" onSubmit={submit}>
      {view.test && !hidden.has('test_mode') && <TestCards cards={view.testCards} locale={locale} choose={card => dispatch({ type: 'test-card', card })} />}
      {view.wallets && <Wallets state={state} locale={locale} dispatch={dispatch} />}
      <h1>{headingOf(state, t)}</h1>
      <Notice state={state} locale={locale} />
      {view.cards && <SavedCards state={state} locale={locale} dispatch={dispatch} />}
      <div class="card-fields">
        {!saved && <Field {...common('cardNumber')} label={t('form.card_number')} autocomplete="cc-number" edit={editCardNumber} mark={brand} marks={cardIcons} />}
        <div class="row">
          {!saved && <Field {...common('expiryDate')} label={t('form.expiry')} autocomplete="cc-exp" edit={editExpiry} example={t('form.expiry_example')} />}
          {view.cvv2Requirement !== 'absent' && (
            <Field
              {...common('cvv2')} label={t(view.cvv2Requirement === 'optional' ? 'form.cvv_optional' : 'form.cvv')} autocomplete="cc-csc" edit={editCvv}
              example={'1234'.slice(0, cvvLength(form, view))} optional={view.cvv2Requirement === 'optional'}
            />
          )}
        </div>
      </div>
      {!saved && view.mayKeepCard && <KeepCard state={state} locale={locale} dispatch={dispatch} />}
      {form.extras && <ExtraFields state={state} locale={locale} dispatch={dispatch} />}
      {view.subscription && <Schedule state={state} locale={locale} dispatch={dispatch} />}
      {offer !== undefined && <p class="small"><a href={offer} target="_blank" rel="noopener">{t('form.offer')}</a></p>}
      {!hidden.has('pay_button') && <button type="submit" class="button button-pay f-button-pay" aria-disabled={busy}>
        <span class={paying ? 'button-label button-label-busy' : 'button-label'}>
          {view.verification ? t('form.verify') : hidden.has('pay_button_amount') ? t('form.pay_plain') : t('form.pay', { amount })}
        </span>
        {paying && <span class="spinner" aria-hidden="true" />}
      </button>}
      {view.preauth && <p class="small">{t('form.note_preauth', { amount, merchant: view.merchant.name })}</p>}
      {view.verification && <p class="small">{t('form.note_verification', { amount })}</p>}
      {view.banks.length > 0 && <Banks state={state} locale={locale} dispatch={dispatch} />}
      {view.cancelUrl !== undefined && (busy
        ? <span class="cancel">{t('form.cancel')}</span>
        : <a class="cancel" href={view.cancelUrl}>{t('form.cancel')}</a>)}
    </form>
  );
}
