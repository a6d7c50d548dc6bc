/** Types of checkout.js. Every name may be written in camelCase too. */
type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;
type BothSpellings<T> = { [Name in keyof T as Name | Camel<Name & string>]: T[Name] };

export type Preset =
  | 'reset' | 'black' | 'silver' | 'vibrant_silver' | 'vibrant_gold' | 'solid_black' | 'black_and_white' | 'euphoric_pink' | 'heated_steel' | 'nude_pink'
  | 'tropical_gold' | 'navy_shimmer' | `#${string}`;

export interface Options {
  /** Ways to pay: card, banks, wallets, most_popular, installments, local_methods … */
  methods?: string[];
  methods_disabled?: string[];
  wallet_methods_enabled?: string[];
  card_icons?: string[];
  banks_icons?: string[];
  local_methods_icons?: string[];
  crypto_icons?: string[];
  loans_icons?: string[];
  emoney_icons?: string[];
  wallets_icons?: string[];
  title?: string;
  /** Address of the shop, http or https. */
  link?: string;
  /** A picture as a data: address, or one of the gateway's. */
  logo_url?: string;
  offerta_url?: string;
  /** True unless it says otherwise: as high as the window. False: as high as its content. */
  full_screen?: boolean;
  locales?: string[];
  /** Host and port of a gateway other than the one the script comes from. */
  api_domain?: string;
  endpoint?: { gateway?: string; button?: string };
  /** The way to pay in front: card, menu, banks, installments. */
  active_tab?: string;
  /** The bank that stands first, and is gone to with autosubmit. */
  active_method?: string;
  default_country?: string;
  countries?: string[];
  theme?: { type?: 'light' | 'dark' | 'auto'; preset?: Preset; layout?: 'default' | 'plain' | 'wallets_only' | 'inline' };
  show_menu_first?: boolean;
  disable_request?: boolean;
  /** False lets the payer type the amount of an order that is not made yet. */
  amount_readonly?: boolean;
  /** Goes to the bank of active_method; never charges a card or a wallet. */
  autosubmit?: boolean;
  subscription?: {
    type?: 'disabled' | 'hidden' | 'shown_edit_on' | 'shown_edit_off' | 'shown_readonly';
    periods?: string[];
    quantity?: boolean;
    trial?: boolean;
    unlimited?: boolean;
    readonly?: boolean;
  };
  /** A picture shown while the form loads. */
  loading?: string;
  show_amount?: boolean;
  show_fee?: boolean;
  show_lang?: boolean;
  show_link?: boolean;
  show_order_desc?: boolean;
  show_pay_button?: boolean;
  show_pay_button_amount?: boolean;
  show_processed?: boolean;
  show_secure_message?: boolean;
  show_test_mode?: boolean;
  show_title?: boolean;
  show_3ds_close?: boolean;
  show_email?: boolean;
  /** Where the merchant's setting leaves the CVV to the payer; it loosens nothing. */
  cvv2_requirement?: 'mandatory' | 'optional' | 'absent';
}

export interface CustomerData {
  customer_name?: string;
  customer_address?: string;
  customer_zip?: string;
  customer_city?: string;
  customer_country?: string;
  customer_state?: string;
  phonemobile?: string;
  email?: string;
}

interface SharedParams {
  response_url?: string;
  lang?: string;
  email?: string;
  offer?: boolean;
  recurring_data?: Record<string, unknown>;
  custom?: Record<string, unknown>;
  customer_data?: BothSpellings<CustomerData>;
  [more: string]: unknown;
}

/** An order that the shop's server made. */
export interface TokenParams extends SharedParams {
  token: string;
  amount?: never;
  currency?: never;
}

interface OrderParams extends SharedParams {
  token?: never;
  amount: number | string;
  currency: string;
  order_id?: string | number;
  order_desc?: string;
  required_rectoken?: 'Y' | 'N' | 'y' | 'n';
  verification?: 'Y' | 'N' | 'y' | 'n';
  verification_type?: 'amount' | 'code';
}

/** An order that is made when its payer pays. The amount is in minor units. */
export interface MerchantParams extends OrderParams {
  merchant_id: number | string;
}

export type CssVariable = Partial<Record<
  | 'main' | 'main_color' | 'card_bg' | 'card_shadow' | 'white' | 'card_label_color' | 'card_input_color' | 'card_input_shadow' | 'btn_success_color'
  | 'btn_success_bg' | 'btn_success_shadow' | 'container_bg' | 'link_color' | 'scrollbar_thumb_bg' | 'outline_border' | 'outline_bg',
  `#${string}`
>> & { border_radius?: number; card_img?: string; card_gradient_custom?: string };

export interface CustomField {
  label?: string;
  placeholder?: string;
  value?: string | number | boolean;
  type?: 'input' | 'text' | 'checkbox' | 'hidden';
  required?: boolean;
  readonly?: boolean;
  hidden?: boolean;
  /** Where it stands among the others. */
  p?: number;
}

type FieldsCustom = (CustomField & { name: string })[] | Record<string, CustomField>;

export interface Config {
  options?: BothSpellings<Options>;
  params: BothSpellings<TokenParams> | (BothSpellings<OrderParams> & ({ merchant_id: number | string } | { merchantId: number | string }));
  messages?: Record<string, Record<string, string>>;
  css_variable?: BothSpellings<CssVariable>;
  cssVariable?: BothSpellings<CssVariable>;
  fields_custom?: FieldsCustom;
  fieldsCustom?: FieldsCustom;
}

export interface ModelData {
  token?: string;
  order?: { order_data: Record<string, string>; ready_to_submit?: boolean; response_url?: string; [more: string]: unknown };
  error?: { code: string; message: string };
  [more: string]: unknown;
}

export interface Model {
  data: ModelData;
  /** Reads by a dotted path, `order.order_data.order_id`; writes with a second argument. */
  attr(path: string, value?: unknown): unknown;
  alt(path: string, otherwise: unknown): unknown;
  serialize(): ModelData;
}

export interface Events {
  /** The form can be used. */
  ready: [model: Model];
  /** The order is paid. */
  approved: [model: Model];
  /** A try was declined; the payer may try again unless order.ready_to_submit is true. */
  declined: [model: Model];
  /** The payer's bank wants something of him. */
  action_required: [model: Model];
  expired: [model: Model];
  /** The order was paid, and all of it went back. */
  reversed: [model: Model];
  /** The payer closed his bank's confirmation. */
  cancelled: [model: Model];
  /** The button was pressed and a field is not filled in right. */
  invalid: [model: Model];
  /** Older names: the gateway took a step, or did not. */
  success: [model: Model];
  error: [model: Model];
  /** The order is finished. With a listener here the payer is not taken to response_url: the shop goes on by itself. */
  callback: [model: Model];
  /** Whether there is something to pay now. */
  'show-pay': [shown: boolean];
  /** A wallet's button was pressed: apple or google. */
  'click-wallet': [method: string];
}

export interface CheckoutError extends Error {
  code: string;
  model: Model;
}

export interface Checkout {
  $on<E extends keyof Events>(event: E, listener: (...given: Events[E]) => void): this;
  $off<E extends keyof Events>(event: E, listener?: (...given: Events[E]) => void): this;
  $emit(event: string, ...given: unknown[]): this;
  readonly $el: Element | undefined;
  $nextTick(then?: () => void): Promise<void>;
  $destroy(): this;
  /** Presses the button. Gives the approved order, or rejects with a CheckoutError. */
  submit(): Promise<Model>;
  location(method: string, system?: string): this;
  /** Before the order is made. */
  setParams(params: Record<string, unknown>): this;
}

export type ShowCheckout = (target: string | Element, config: Config) => Checkout;

declare global {
  // Names of the page and of its window: `checkout(…)` and `window.checkout(…)`.
  var checkout: ShowCheckout;
  var fondy: ShowCheckout;
  var hutko: ShowCheckout;
}
