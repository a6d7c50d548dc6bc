import type { JSX, TargetedInputEvent } from 'preact';
import type { Change, Edit, Typed } from './caret';

interface Props {
  name: string;
  label: string;
  value: string;
  autocomplete: 'cc-number' | 'cc-exp' | 'cc-csc' | 'off';
  /** Letters too, and so no keyboard of digits alone. */
  letters?: boolean;
  /** Shown while empty; never instead of the label. */
  example?: string;
  /** The card's brand, within the field. */
  mark?: string;
  /** Brands that the shop takes, shown until one is recognised. */
  marks?: readonly string[];
  fault: string | undefined;
  locked: boolean;
  optional?: boolean;
  edit: (typed: Typed) => Edit;
  onEdit: (text: string) => void;
  onLeave?: () => void;
}

export function Field(props: Props): JSX.Element {
  const { name, label, fault, mark, marks = [] } = props;
  const faultId = `${name}-fault`;
  const markId = `${name}-mark`;
  const described = [mark ? markId : '', fault ? faultId : ''].filter(Boolean).join(' ');

  const input = (event: TargetedInputEvent<HTMLInputElement>): void => {
    const element = event.currentTarget;
    const typed = { before: props.value, raw: element.value, caret: element.selectionStart ?? element.value.length };
    const { text, caret } = props.edit({ ...typed, change: changeOf(event, typed.raw.length < typed.before.length) });
    element.value = text;
    element.setSelectionRange(caret, caret);
    props.onEdit(text);
  };

  return (
    <div class="field">
      <label for={name}>{label}</label>
      <div class={fault === undefined ? 'field-box' : 'field-box field-box-wrong'}>
        <input
          id={name}
          name={name}
          type="text"
          inputMode={props.letters ? 'text' : 'numeric'}
          autocapitalize={props.letters ? 'characters' : undefined}
          dir="ltr"
          autocomplete={props.autocomplete}
          spellcheck={false}
          placeholder={props.example}
          value={props.value}
          readOnly={props.locked}
          required={!props.optional}
          aria-invalid={fault !== undefined}
          aria-describedby={described || undefined}
          onInput={input}
          onBlur={props.onLeave}
        />
        {!mark && marks.length > 0 && <span class="brand" aria-hidden="true">{marks.slice(0, 3).map(brand => brand.replace('_', ' ')).join(' · ')}</span>}
        {mark && <span class="brand" id={markId}>{mark}</span>}
      </div>
      <p class="fault" id={faultId}>{fault}</p>
    </div>
  );
}

function changeOf(event: InputEvent, shorter: boolean): Change {
  if (event.inputType === 'deleteContentForward') return 'forward';
  return shorter && !/^insertFrom/.test(event.inputType ?? '') ? 'back' : 'insert';
}
