import type { Order, Price } from '../answer';
import type { Form } from '../state';
import { parseCardNumber } from './card-number';
import { savedCardOf } from './saved-card';

/** What the payer made of the price: the promocode that he typed, and what the gateway said it costs with it and with his card. */
export interface PriceForm {
  text: string;
  /** The code that was sent last. */
  code: string;
  /** The card that was sent last. */
  card: PricedCard;
  price?: Price;
}

/** A typed card by its first digits, a saved one by its hash; neither while too few digits are there. */
export interface PricedCard {
  cardBin?: string;
  hash?: string;
}

export interface PriceQuestion extends PricedCard {
  promocode?: string;
}

/** What the payer agreed to by pressing a button: nothing else is charged. */
export interface Agreed {
  promocode?: string;
  /** Where it may be other than the amount. */
  totalAmount?: string;
}

/** So many digits say what kind of card it is. */
const binLength = 8;

export const emptyPrice: PriceForm = { text: '', code: '', card: {} };

export function priceOf(form: Form, order: Pick<Order, 'price'>): Price | undefined {
  return form.price?.price ?? order.price;
}

/** Minor units: what the payer pays. */
export function totalOf(form: Form, order: Pick<Order, 'price' | 'amount'>): string {
  return priceOf(form, order)?.totalAmount ?? order.amount;
}

export function pricedCardOf(form: Form, order: Pick<Order, 'cards'>): PricedCard {
  const saved = savedCardOf(form, order);
  if (saved) return { hash: saved.hash };
  const digits = parseCardNumber(form.values.cardNumber);
  return digits.length < binLength ? {} : { cardBin: digits.slice(0, binLength) };
}

/** The gateway is asked once for a card: when it is known, and another one than before. */
export function mustAsk(form: Form, order: Pick<Order, 'price' | 'cards'>): boolean {
  const card = pricedCardOf(form, order);
  const asked = (form.price ?? emptyPrice).card;
  return order.price !== undefined && (card.hash ?? card.cardBin) !== undefined && !(card.hash === asked.hash && card.cardBin === asked.cardBin);
}

export function questionOf({ card, code }: PriceForm): PriceQuestion {
  return { ...card, ...(code === '' ? {} : { promocode: code }) };
}

export function answers(question: PriceQuestion, asked: PriceForm): boolean {
  const newest = questionOf(asked);
  return question.cardBin === newest.cardBin && question.hash === newest.hash && question.promocode === newest.promocode;
}

export function agreedOf(form: Form, order: Pick<Order, 'price' | 'amount'>): Agreed {
  const price = priceOf(form, order);
  return { ...(price ? { totalAmount: price.totalAmount } : {}), ...(price?.promocode === undefined ? {} : { promocode: price.promocode }) };
}
