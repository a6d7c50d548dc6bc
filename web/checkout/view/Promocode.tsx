import type { JSX } from 'preact';
import { inputNames } from '../field/names';
import { priceOf } from '../field/price';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';
import { promocodeWords } from './promocode-words';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** A form of its own, so that Enter in it asks for the price and pays nothing. */
export function Promocode({ state, locale: { t }, dispatch }: Props): JSX.Element | null {
  const { view, form } = state;
  const price = priceOf(form, view);
  if (!price?.takesPromocode) return null;
  const locked = state.kind === 'submitting';
  if (price.promocode !== undefined) {
    return (
      <p class="promocode promocode-applied">
        <span>{t('promocode.applied', { code: price.promocode })}</span>
        {!locked && <button type="button" class="link" onClick={() => dispatch({ type: 'promocode-sent', text: '' })}>{t('promocode.remove')}</button>}
      </p>
    );
  }
  const name = inputNames.promocode;
  const fault = promocodeWords(price, t);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (form.price?.text) dispatch({ type: 'promocode-sent', text: form.price.text });
  };
  return (
    <form class="promocode field" noValidate autocomplete="off" onSubmit={send}>
      <label for={name}>{t('promocode.label')}</label>
      <div class={fault ? 'field-box field-box-wrong' : 'field-box'}>
        <input
          id={name} name={name} type="text" dir="ltr" maxLength={32} autocapitalize="characters" spellcheck={false} value={form.price?.text ?? ''} readOnly={locked}
          aria-invalid={fault !== undefined} aria-describedby={fault && `${name}-fault`}
          onInput={event => dispatch({ type: 'promocode-edited', text: event.currentTarget.value })}
        />
        <button type="submit" class="link promocode-send" aria-disabled={locked}>{t('promocode.apply')}</button>
      </div>
      {fault && <p class="fault" id={`${name}-fault`}>{fault}</p>}
    </form>
  );
}
