import type { JSX } from 'preact';
import { extraId, faultOfExtra, valueOf, type ExtraField } from '../field/extra';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** The payer's e-mail and the shop's own fields. */
export function ExtraFields({ state, locale: { t }, dispatch }: Props): JSX.Element | null {
  const { extras } = state.form;
  if (!extras || extras.fields.every(field => field.kind === 'hidden')) return null;
  const locked = state.kind === 'submitting';
  const one = (field: ExtraField): JSX.Element | null => {
    const id = extraId(field.name);
    const fault = extras.left[field.name] ? faultOfExtra(field, extras.typed) : undefined;
    const words = fault && t(`fault.${fault}`);
    const value = valueOf(field, extras.typed);
    const label = field.kind === 'email' ? t('form.email') : field.kind === 'amount' ? t('price.amount') : field.label;
    const common = {
      id, name: id, required: field.required, 'aria-invalid': words !== undefined, 'aria-describedby': words && `${id}-fault`,
      onBlur: () => dispatch({ type: 'extra-left', name: field.name }),
    };
    const edit = (text: string): void => dispatch({ type: 'extra-edited', name: field.name, text });
    if (field.kind === 'hidden') return null;
    return field.kind === 'checkbox' ? (
      <div class="field" key={id}>
        <label class="check"><input {...common} type="checkbox" checked={value !== ''} disabled={locked || field.readonly} onChange={event => edit(event.currentTarget.checked ? 'true' : '')} />{label}</label>
        <p class="fault" id={`${id}-fault`}>{words}</p>
      </div>
    ) : (
      <div class="field" key={id}>
        <label for={id}>{label}</label>
        <div class={words ? 'field-box field-box-wrong' : 'field-box'}>
          <input
            {...common} type={(field.kind === 'amount' ? 'text' : field.kind) as 'email'} inputMode={field.kind === 'amount' ? 'decimal' : undefined} autocomplete={field.kind === 'email' ? 'email' : 'off'} placeholder={field.example || undefined} maxLength={255}
            value={value} readOnly={locked || field.readonly} onInput={event => edit(event.currentTarget.value)}
          />
        </div>
        <p class="fault" id={`${id}-fault`}>{words}</p>
      </div>
    );
  };
  return <div class="extras">{extras.fields.map(one)}</div>;
}
