import type { FieldName, Order } from '../answer';
import { cvvLength, type Faults } from '../field/form';
import type { Form } from '../state';
import type { Locale } from './context';

/** What to say under a field: the gateway's word first, then our own once the field was left. */
export function faultText(name: FieldName, form: Form, faults: Faults, order: Pick<Order, 'cards'>, { t, decline }: Locale): string | undefined {
  const refused = form.refused[name];
  if (refused !== undefined) return decline(refused);
  if (!form.left[name]) return undefined;
  switch (name) {
    case 'cardNumber': return faults.cardNumber && t(`fault.card_number.${faults.cardNumber}`);
    case 'expiryDate':
      if (faults.expiryDate === undefined) return undefined;
      return t(`fault.expiry.${faults.expiryDate === 'empty' ? 'partial' : faults.expiryDate}`);
    case 'cvv2': return faults.cvv2 && t('fault.cvv', { count: cvvLength(form, order) });
  }
}
