import type { Order, SavedCard } from '../answer';
import type { Form } from '../state';

/** The saved card that pays; none: the one that is typed. The newest is chosen until the payer chooses. */
export function savedCardOf(form: Form, { cards = [] }: Pick<Order, 'cards'>): SavedCard | undefined {
  return form.card === undefined ? cards[0] : cards.find(card => card.hash === form.card);
}
