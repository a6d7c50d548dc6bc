import { describe, expect, test } from 'vitest';
import { checkConfig } from '../widget/config';

const order = { merchant_id: 1549901, amount: 5000, currency: 'GEL' };
const token = '0123456789abcdef0123456789abcdef01234567';
const optionsOf = (options: object): object => checkConfig({ options, params: order }, undefined).options;

describe('a configuration for published widgets', () => {
  test('may be written in camelCase, and keeps the names of the shop’s own fields', () => {
    const { options, params, css_variable, errors } = checkConfig({ options: { fullScreen: false, show3dsClose: false, theme: { type: 'dark' } }, params: { ...order, orderDesc: 'Two books', custom: { mySize: 'L' } }, cssVariable: { cardBg: '#112233' } }, undefined);
    expect([errors, options, params['order_desc'], params['custom'], css_variable]).toEqual([[], { full_screen: false, show_3ds_close: false, theme: { type: 'dark' } }, 'Two books', { mySize: 'L' }, { card_bg: '#112233' }]);
  });

  test.each([
    [{ hide_title: true }, { show_title: false }], [{ hideTitle: false }, { show_title: true }], [{ hide_link: true }, { show_link: false }],
    [{ email: true }, { show_email: true }], [{ fee: false }, { show_fee: false }], [{ lang: false }, { show_lang: false }],
    [{ button: false }, { show_pay_button: false }], [{ show_button_amount: false }, { show_pay_button_amount: false }],
    [{ fields: true }, {}], [{ hide_button_title: true }, {}],
  ])('may use names of before: %j', (old, now) => expect(optionsOf(old)).toEqual(now));

  test('says which names are of before, and the new name counts', () => {
    const { options, warnings } = checkConfig({ options: { show_title: true, hide_title: true }, params: order }, undefined);
    expect(options).toEqual({ show_title: true });
    expect(warnings).toEqual(['hide_title is now show_title, which means the opposite']);
  });

  test('takes the e-mail by either name', () => expect(checkConfig({ params: { ...order, sender_email: 'payer@shop.example' } }, undefined).params['email']).toBe('payer@shop.example'));

  test('gives way to a token in the address of the shop’s page', () =>
    expect(checkConfig({ params: order }, token)).toMatchObject({ params: { merchant_id: 1549901, token }, errors: [] }));

  test.each([
    [{ params: { merchant_id: 1549901 } }, ['params.amount is missing, and so is params.token', 'params.currency is missing, and so is params.token']],
    [{ params: { token, amount: 1 } }, ['params.amount cannot stand beside params.token']],
    [{ params: { ...order, required_rectoken: 'maybe' } }, ['params.required_rectoken is not Y or N']],
    [{ params: order, css_variable: { border_radius: 25, main: 'red' } }, ['css_variable.main is not a colour #rrggbb', 'css_variable.border_radius is not within 0 and 24']],
    [{ params: order, validation: {} }, ['validation is not known']],
    [undefined, ['config is not an object', 'params.merchant_id is missing, and so is params.token', 'params.amount is missing, and so is params.token', 'params.currency is missing, and so is params.token']],
  ])('is told what is wrong: %j', (config, errors) => expect(checkConfig(config, undefined).errors).toEqual(errors));
});
