/**
 * What a configuration may hold: the one list behind the check in checkout.js, the JSON Schema and the table in the guide.
 * Names stand under their kind: b is true or false, n a whole number, s text, c a colour, a a list of texts, o an open object,
 * y is Y or N. In `of` a name has the only values it may have, or rules of its own.
 */
export interface Rules {
  readonly b?: string;
  readonly n?: string;
  readonly s?: string;
  readonly c?: string;
  readonly a?: string;
  readonly o?: string;
  readonly y?: string;
  readonly of?: { readonly [name: string]: string | Rules };
}

export type Kind = Exclude<keyof Rules, 'of'>;

export const presets =
  'reset black silver vibrant_silver vibrant_gold solid_black black_and_white euphoric_pink heated_steel nude_pink tropical_gold navy_shimmer';

/** Names of before. A name with ! means the opposite of the new one; one without a new name is passed over. */
export const former: Readonly<Record<string, string>> = {
  email: 'show_email', fee: 'show_fee', lang: 'show_lang', button: 'show_pay_button', show_button_amount: 'show_pay_button_amount',
  sender_email: 'email', hide_title: '!show_title', hide_link: '!show_link', fields: '', hide_button_title: '',
};

export const rules = {
  options: {
    a: 'methods methods_disabled wallet_methods_enabled card_icons banks_icons local_methods_icons crypto_icons loans_icons emoney_icons wallets_icons locales countries',
    s: 'title link logo_url offerta_url api_domain active_tab active_method default_country loading',
    b: 'full_screen show_menu_first disable_request amount_readonly autosubmit show_amount show_fee show_lang show_link show_order_desc show_pay_button show_pay_button_amount show_processed show_secure_message show_test_mode show_title show_3ds_close show_email',
    of: {
      endpoint: { s: 'gateway button' },
      theme: { s: 'preset', of: { type: 'light dark auto', layout: 'default plain wallets_only inline' } },
      subscription: { a: 'periods', b: 'quantity trial unlimited readonly', of: { type: 'disabled hidden shown_edit_on shown_edit_off shown_readonly' } },
      cvv2_requirement: 'mandatory optional absent',
    },
  },
  params: {
    s: 'token button order_id order_desc currency response_url lang email',
    n: 'merchant_id amount',
    y: 'required_rectoken verification',
    b: 'offer',
    o: 'recurring_data custom',
    of: {
      verification_type: 'amount code',
      customer_data: { s: 'customer_name customer_address customer_zip customer_city customer_country customer_state phonemobile email' },
    },
  },
  css_variable: {
    c: 'main main_color card_bg card_shadow white card_label_color card_input_color card_input_shadow btn_success_color btn_success_bg btn_success_shadow container_bg link_color scrollbar_thumb_bg outline_border outline_bg',
    s: 'card_img card_gradient_custom',
    n: 'border_radius',
  },
} as const satisfies Record<string, Rules>;

/** What a name may be: a kind, the only values, or rules of its own; nothing where it is not known. */
export function ruleOf(name: string, { of, ...kinds }: Rules): Kind | string[] | Rules | undefined {
  const own = of && Object.hasOwn(of, name) ? of[name] : undefined;
  if (own !== undefined) return typeof own === 'string' ? own.split(' ') : own;
  return (Object.keys(kinds) as Kind[]).find(kind => kinds[kind]?.split(' ').includes(name));
}
