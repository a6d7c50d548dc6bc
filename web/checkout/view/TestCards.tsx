import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MessageKey } from '../../i18n/messages';
import type { TestCard } from '../answer';
import { formatCardNumber } from '../field/card-number';
import type { Locale } from './context';
import { Chevron } from './icons';

interface Props {
  cards: readonly TestCard[];
  locale: Locale;
  choose: (card: TestCard) => void;
}

/** One press fills the form with the first card; the others are one more press away. */
export function TestCards({ cards, locale: { t }, choose }: Props): JSX.Element {
  const [listed, setListed] = useState(false);
  const pick = (card: TestCard): void => {
    setListed(false);
    choose(card);
  };
  const [first] = cards;
  return (
    <div class="test" onKeyDown={event => { if (event.key === 'Escape') setListed(false); }}>
      <strong>{t('test.notice')}</strong>
      {first && (
        <span class="test-acts">
          <button type="button" class="test-use" onClick={() => pick(first)}>{t('test.use')}</button>
          <button type="button" class="test-more" aria-label={t('test.others')} aria-expanded={listed} aria-controls="test-cards" onClick={() => setListed(!listed)}>
            <Chevron />
          </button>
        </span>
      )}
      <ul class="test-cards" id="test-cards" hidden={!listed}>
        {cards.map(card => (
          <li key={card.number}>
            <button type="button" onClick={() => pick(card)}>
              <span class="test-number">{formatCardNumber(card.number)}</span>
              <span class="test-label">{card.brand} · {labelOf(card, t)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A label that this page does not know yet is shown as the gateway spells it. */
function labelOf(card: TestCard, t: Locale['t']): string {
  return (t as (key: MessageKey) => string)(`test_card.${card.label}` as MessageKey) || card.label;
}
