import type { presets, rules } from './rules';
import type { Config, CssVariable, CustomerData, MerchantParams, Model, Options, Preset, TokenParams } from './types.d.ts';

type Words<T extends string> = T extends `${infer First} ${infer Rest}` ? First | Words<Rest> : T;
type Values<T> = T[keyof T];
/** The names that rules know, and so the JSON Schema. */
type Known<R> = Values<{ [K in keyof R]: K extends 'of' ? keyof R[K] : R[K] extends string ? Words<R[K]> : never }>;
type Of<R extends { of: unknown }, K extends keyof R['of']> = R['of'][K];
type Said<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };
type Differ<A, B> = Exclude<A, B> | Exclude<B, A>;

type OptionRules = typeof rules.options;
type ParamRules = typeof rules.params;
type Theme = NonNullable<Options['theme']>;
type Subscription = NonNullable<Options['subscription']>;

/** Compiled with the rest: the types and the rules name the same. A name that only one of them has stands in the compiler's error. */
export const differences: readonly [
  Differ<Known<OptionRules>, keyof Options>,
  Differ<Known<Of<OptionRules, 'theme'>>, keyof Theme>,
  Differ<Words<Of<Of<OptionRules, 'theme'>, 'type'>>, Theme['type'] & string>,
  Differ<Words<Of<Of<OptionRules, 'theme'>, 'layout'>>, Theme['layout'] & string>,
  Differ<Words<typeof presets>, Exclude<Preset, `#${string}`>>,
  Differ<Known<Of<OptionRules, 'subscription'>>, keyof Subscription>,
  Differ<Words<Of<Of<OptionRules, 'subscription'>, 'type'>>, Subscription['type'] & string>,
  Differ<Known<Of<OptionRules, 'endpoint'>>, keyof NonNullable<Options['endpoint']>>,
  Differ<Words<Of<OptionRules, 'cvv2_requirement'>>, Options['cvv2_requirement'] & string>,
  Differ<Exclude<Known<ParamRules>, 'button'>, Said<TokenParams> | Said<MerchantParams>>,
  Differ<Words<Of<ParamRules, 'verification_type'>>, MerchantParams['verification_type'] & string>,
  Differ<Known<Of<ParamRules, 'customer_data'>>, keyof CustomerData>,
  Differ<Known<typeof rules.css_variable>, keyof CssVariable>,
][] = [];

type Same = (typeof differences)[number] extends readonly never[] ? true : (typeof differences)[number];
export const areSame: Same = true;

/** As a shop's page calls it, which has the script and imports nothing. */
export const onAPage = (): Promise<Model> => checkout('#form', { params: { token: 'x' } }).$on('declined', model => model.data.error?.code).submit();

/** Both spellings are the types', and a wrong value is wrong in both. */
export const inCamelCase: Config = {
  options: { fullScreen: false, full_screen: false, show3dsClose: true, cvv2Requirement: 'absent' },
  params: { merchantId: 1549901, amount: 1000, currency: 'GEL', orderDesc: 'Two books', verificationType: 'code', customerData: { customerName: 'Nino' } },
  cssVariable: { cardBg: '#112233' },
  fieldsCustom: [{ name: 'size', type: 'input' }],
};
export const inBoth: Config['params'] = { token: 'T', customer_data: { customer_name: 'Nino' }, customerData: { customerCity: 'Tbilisi' } };
// @ts-expect-error: it is true or false.
export const wrongInCamelCase: Config['options'] = { show3dsClose: 'no' };
// @ts-expect-error: it is amount or code.
export const wrongParam: Config['params'] = { merchantId: 1549901, amount: 1000, currency: 'GEL', verificationType: 'card' };
// @ts-expect-error: somebody must be paid.
export const nobodysOrder: Config['params'] = { amount: 1000, currency: 'GEL' };
