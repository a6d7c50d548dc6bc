import type { JSX } from 'preact';
import { formatMoney } from '../../i18n/format';
import { codeLength, editCode } from '../field/code';
import { Field } from '../field/Field';
import { inputNames } from '../field/names';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';
import { Heading } from './Heading';
import { headingOf } from './heading';
import { cardText } from './Result';

interface Props {
  state: StateOf<'code'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** The payer types the code that his bank shows beside the hold. */
export function CodeForm({ state, locale: { t, lang }, dispatch }: Props): JSX.Element {
  const { view, text, fault, busy } = state;
  const amount = formatMoney(view.amount, view.currency, view.decimals, lang);
  const { testCode } = view;
  const edit = (typed: string): void => dispatch({ type: 'code-edited', text: typed });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    dispatch({ type: 'submitted' });
  };
  return (
    <form class="form" noValidate autocomplete="off" onSubmit={submit}>
      {testCode !== undefined && (
        <div class="test">
          <strong>{t('test.notice')}</strong>
          <span class="test-acts">
            <button type="button" class="test-use" onClick={() => edit(testCode)}>{t('code.use_test', { code: testCode })}</button>
          </span>
        </div>
      )}
      <Heading>{headingOf(state, t)}</Heading>
      <p class="form-words">{t('code.text', { amount, card: cardText(view.cardType, view.maskedCard), count: String(codeLength) })}</p>
      <Field
        name={inputNames.code} value={text} label={t('code.label')} autocomplete="off" letters edit={editCode} onEdit={edit} locked={busy}
        fault={fault && (fault === 'wrong' ? t('fault.code.wrong', { count: view.triesLeft }) : t('fault.code.short', { count: codeLength }))}
      />
      <button type="submit" class="button button-pay f-button-pay" aria-disabled={busy}>
        <span class={busy ? 'button-label button-label-busy' : 'button-label'}>{t('code.send')}</span>
        {busy && <span class="spinner" aria-hidden="true" />}
      </button>
      <p class="small">{t('code.note', { amount })}</p>
    </form>
  );
}
