/** A field beside those of the card: the payer's e-mail, or one of the shop's own. */
export interface ExtraField {
  name: string;
  /** Empty for the e-mail, whose label is of the payer's language. */
  label: string;
  kind: 'text' | 'email' | 'checkbox' | 'hidden';
  value: string;
  example: string;
  required: boolean;
  readonly: boolean;
}

export type ExtraFault = 'empty' | 'email';
export type Extras = Readonly<Record<string, string>>;

export const extraId = (name: string): string => `f-extra_${name}`;
export const valueOf = (field: ExtraField, typed: Extras): string => typed[field.name] ?? field.value;

export function faultOfExtra(field: ExtraField, typed: Extras): ExtraFault | undefined {
  const value = valueOf(field, typed).trim();
  if (field.kind === 'hidden' || field.readonly) return undefined;
  if (value === '') return field.required ? 'empty' : undefined;
  return field.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? 'email' : undefined;
}
