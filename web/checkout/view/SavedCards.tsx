import type { JSX } from 'preact';
import type { SavedCard } from '../answer';
import { savedCardOf } from '../field/saved-card';
import type { StateOf } from '../state';
import type { Dispatch, Locale } from './context';

interface Props {
  state: StateOf<'open' | 'submitting'>;
  locale: Locale;
  dispatch: Dispatch;
}

/** The cards that the payer keeps with this shop, and the way to another one. */
export function SavedCards({ state, locale: { t }, dispatch }: Props): JSX.Element | null {
  const { view: { cards = [] }, form } = state;
  if (cards.length === 0) return null;
  const busy = state.kind === 'submitting';
  const chosen = savedCardOf(form, state.view)?.hash ?? 'new';
  const option = (value: string, label: JSX.Element | string): JSX.Element => (
    <label>
      <input type="radio" name="f-card" value={value} checked={chosen === value} disabled={busy} onChange={() => dispatch({ type: 'card-chosen', card: value })} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="saved">
      <legend class="unseen">{t('saved.title')}</legend>
      {cards.map(card => (
        <div key={card.hash}>
          {option(card.hash, <bdi>{nameOf(card)} <span class="saved-expiry">{card.expiry}</span></bdi>)}
          {chosen === card.hash && !busy && (
            <button type="button" class="link" aria-label={`${t('saved.remove')}: ${nameOf(card)}`} onClick={() => dispatch({ type: 'card-forgotten', card: card.hash })}>
              {t('saved.remove')}
            </button>
          )}
        </div>
      ))}
      <div>{option('new', t('saved.other'))}</div>
    </fieldset>
  );
}

/** Whether the card that is typed is kept. */
export function KeepCard({ state: { kind, view, form }, locale: { t }, dispatch }: Props): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" name="f-save_card" checked={form.keep ?? false} disabled={kind === 'submitting'} onChange={event => dispatch({ type: 'card-kept', keep: event.currentTarget.checked })} />
      {t('saved.keep', { merchant: view.merchant.name })}
    </label>
  );
}

/** "VISA •••• 1111" */
function nameOf({ cardType, maskedCard }: SavedCard): string {
  return `${cardType} \u2022\u2022\u2022\u2022\u00a0${maskedCard.slice(-4)}`;
}
