import { minorUnits } from './schedule';

/** A field beside those of the card: the payer's e-mail, the amount where it is his to choose, or one of the shop's own. */
export interface ExtraField {
  name: string;
  /** Empty for the e-mail and the amount, whose labels are of the payer's language. */
  label: string;
  kind: 'text' | 'email' | 'amount' | 'checkbox' | 'hidden';
  value: string;
  example: string;
  required: boolean;
  readonly: boolean;
  /** Of the amount's currency. */
  decimals?: number;
}

export type ExtraFault = 'empty' | 'email' | 'amount';
export type Extras = Readonly<Record<string, string>>;

/** What the shop asks for, and what the payer made of it. */
export interface ExtraForm {
  fields: readonly ExtraField[];
  typed: Extras;
  left: Readonly<Record<string, true>>;
}

export const extraId = (name: string): string => `f-extra_${name}`;
export const valueOf = (field: ExtraField, typed: Extras): string => typed[field.name] ?? field.value;

export function faultOfExtra(field: ExtraField, typed: Extras): ExtraFault | undefined {
  const value = valueOf(field, typed).trim();
  if (field.kind === 'hidden' || field.readonly) return undefined;
  if (field.kind === 'amount') return minorUnits(value, field.decimals ?? 2) === undefined ? 'amount' : undefined;
  if (value === '') return field.required ? 'empty' : undefined;
  return field.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? 'email' : undefined;
}

/** Those that are not filled in right, by name. */
export function wrongExtras({ fields, typed }: ExtraForm): Record<string, true> {
  return Object.fromEntries(fields.filter(field => faultOfExtra(field, typed)).map(({ name }) => [name, true]));
}

/** As they are sent. */
export function answersOf({ fields, typed }: ExtraForm): Extras {
  return Object.fromEntries(fields.map(field => [field.name, valueOf(field, typed).trim()]));
}
