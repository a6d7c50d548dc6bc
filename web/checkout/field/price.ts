import type { Order, Price } from '../answer';
import type { Form } from '../state';
import { parseCardNumber } from './card-number';

/** What the payer made of the price: the promocode that he typed, and what the gateway said it costs with it and with his card. */
export interface PriceForm {
  text: string;
  /** The code that was sent last. */
  code: string;
  /** The digits of the card that were sent last. */
  bin: string;
  price?: Price;
}

export interface PriceQuestion {
  cardBin?: string;
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

export const emptyPrice: PriceForm = { text: '', code: '', bin: '' };

export function priceOf(form: Form, order: Pick<Order, 'price'>): Price | undefined {
  return form.price?.price ?? order.price;
}

/** Minor units: what the payer pays. */
export function totalOf(form: Form, order: Pick<Order, 'price' | 'amount'>): string {
  return priceOf(form, order)?.totalAmount ?? order.amount;
}

/** Empty while too few digits are there. */
export function binOf(form: Form): string {
  const digits = parseCardNumber(form.values.cardNumber);
  return digits.length < binLength ? '' : digits.slice(0, binLength);
}

/** The gateway is asked once for a card number: when its first digits are there, and other ones than before. */
export function mustAsk(form: Form, order: Pick<Order, 'price'>): boolean {
  const bin = binOf(form);
  return order.price !== undefined && bin !== '' && bin !== (form.price ?? emptyPrice).bin;
}

export function questionOf({ bin, code }: PriceForm): PriceQuestion {
  return { ...(bin === '' ? {} : { cardBin: bin }), ...(code === '' ? {} : { promocode: code }) };
}

export function agreedOf(form: Form, order: Pick<Order, 'price' | 'amount'>): Agreed {
  const price = priceOf(form, order);
  return { ...(price ? { totalAmount: price.totalAmount } : {}), ...(price?.promocode === undefined ? {} : { promocode: price.promocode }) };
}
