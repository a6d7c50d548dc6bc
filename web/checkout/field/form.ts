import type { FieldName, Order } from '../answer';
import type { Form } from '../state';
import { brandOf } from './brand';
import { faultOfCardNumber, parseCardNumber, type CardNumberFault } from './card-number';
import { savedCardOf } from './saved-card';
import { faultOfCvv, type CvvFault } from './cvv';
import { faultOfExpiry, type ExpiryFault } from './expiry';

/** Top to bottom, as they stand on the page. */
export const fieldNames: readonly FieldName[] = ['cardNumber', 'expiryDate', 'cvv2'];

export interface Faults {
  cardNumber?: CardNumberFault;
  expiryDate?: ExpiryFault;
  cvv2?: CvvFault;
}

export function cvvLength(form: Form, order: Pick<Order, 'cards'>): 3 | 4 {
  const saved = savedCardOf(form, order);
  if (saved) return saved.cardType === 'AmericanExpress' ? 4 : 3;
  return brandOf(parseCardNumber(form.values.cardNumber)).cvv;
}

export function faultsOf(form: Form, order: Pick<Order, 'now' | 'validateExpiry' | 'cvv2Requirement' | 'cards'>): Faults {
  const faults: Faults = {};
  const cardNumber = faultOfCardNumber(form.values.cardNumber);
  const expiryDate = faultOfExpiry(form.values.expiryDate, order.now, order.validateExpiry);
  const cvv2 = faultOfCvv(form.values.cvv2, cvvLength(form, order));
  const typed = savedCardOf(form, order) === undefined;
  if (cardNumber && typed) faults.cardNumber = cardNumber;
  if (expiryDate && typed) faults.expiryDate = expiryDate;
  const skipped = order.cvv2Requirement === 'absent' || (order.cvv2Requirement === 'optional' && form.values.cvv2 === '');
  if (cvv2 && !skipped) faults.cvv2 = cvv2;
  return faults;
}

export function firstWrong(faults: Faults): FieldName | undefined {
  return fieldNames.find(name => faults[name] !== undefined);
}
