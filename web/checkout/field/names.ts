import type { FieldName } from '../answer';

/** The names that browser tests of existing shops look for. */
export const inputNames: Record<FieldName | 'code' | 'promocode', string> = {
  cardNumber: 'f-card_number',
  expiryDate: 'f-expiry_date',
  cvv2: 'f-cvv2',
  code: 'f-verification_code',
  promocode: 'f-promocode',
};
