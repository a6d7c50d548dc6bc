import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../scripts/config-schema.mjs';
import { checkConfig } from '../widget/config';

const order = { merchant_id: 1549901, amount: 5000, currency: 'GEL' };
const token = '0123456789abcdef0123456789abcdef01234567';

/** The page of the protocol's documents, as shops have copied it. */
const seed = readFileSync(new URL('../../spec/embedded-checkout.html', import.meta.url), 'utf8');

const guide = (name: string): string => readFileSync(new URL(`../../docs/guide/${name}.md`, import.meta.url), 'utf8').replaceAll('{{token}}', token);

const scriptOf = (page: string): string => /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? '';

/** What a page's script gives to checkout(). */
function givenBy(script: string): unknown {
  let given: unknown;
  const shown = { $on: () => shown };
  new Function('checkout', script)((_: string, config: unknown) => {
    given = config;
    return shown;
  });
  return given;
}

const read = (literal: string | undefined): object => new Function('orderId', 'token', `return ${literal}`)('books-1', token) as object;

/** What the attributes of a component say, in a template of React or of Vue. */
const saidBy = (sample: string): object =>
  Object.fromEntries([...sample.matchAll(/\b(options|params)=[{"](\{.*\})[}"]/g)].reverse().map(([, name, literal]) => [name, read(literal)]));

const taken: readonly [string, unknown][] = [
  ['the protocol’s documents', givenBy(scriptOf(seed))],
  ['the guide of the widget', givenBy(scriptOf(guide('widget')))],
  ['the guide of React', saidBy(guide('react'))],
  ['the guide of Vue', saidBy(guide('vue'))],
  ['the guide of the element', { ...read(/`form\.config = (\{.*\})`/.exec(guide('element'))?.[1]), params: order }],
  ['camelCase', {
    options: { fullScreen: false, activeTab: 'card', show3dsClose: false, show_3ds_close: false, cvv2Requirement: 'absent', theme: { type: 'auto', preset: '#aB12ef' }, subscription: { type: 'shown_edit_on' } },
    params: { merchantId: '1549901', orderDesc: 'Two books', amount: '5000', currency: 'GEL', customerData: { customerName: 'Nino' }, custom: { mySize: 'L' } },
    cssVariable: { cardBg: '#112233', borderRadius: 24 }, fieldsCustom: [{ name: 'size', type: 'input' }], messages: { en: { 'form.pay': 'Buy' } },
  }],
  ['names of before', {
    options: { email: true, fee: false, lang: true, button: true, show_button_amount: false, hide_title: true, hideLink: false, fields: [], hideButtonTitle: 1 },
    params: { ...order, sender_email: 'payer@shop.example' }, validate: {}, button: {},
  }],
  ['members of the shop’s own', { params: { token, anything: { at: ['all'] } } }],
];

const refused: readonly [string, unknown][] = [
  ['no object', 'card'],
  ['an option that nobody knows', { options: { no_such: true }, params: order }],
  ['a part that nobody knows', { params: order, css: {} }],
  ['text for true', { options: { full_screen: 'yes' }, params: order }],
  ['text for a list', { options: { methods: 'card' }, params: order }],
  ['numbers in a list', { options: { locales: [1] }, params: order }],
  ['a list for an object', { options: { theme: [] }, params: order }],
  ['a preset that nobody knows', { options: { theme: { preset: 'purple' } }, params: order }],
  ['a short colour', { options: { theme: { preset: '#abc' } }, params: order }],
  ['a layout that nobody knows', { options: { theme: { layout: 'wide' } }, params: order }],
  ['a name in a theme that nobody knows', { options: { theme: { colour: 'black' } }, params: order }],
  ['text for true in camelCase', { options: { fullScreen: 'yes' }, params: order }],
  ['an amount in major units', { params: { ...order, amount: 50.5 } }],
  ['an id of 13 digits', { params: { ...order, merchant_id: 1e12 } }],
  ['maybe', { params: { ...order, verification: 'maybe' } }],
  ['a description that is too long', { params: { ...order, order_desc: 'x'.repeat(1025) } }],
  ['a colour by its name', { params: order, css_variable: { main: 'red' } }],
  ['corners that are too round', { params: order, cssVariable: { borderRadius: 25 } }],
  ['a token that is too short', { params: { token: 'abc' } }],
  ['an amount beside a token', { params: { token, amount: 5000 } }],
  ['no amount', { params: { merchant_id: 1549901, currency: 'GEL' } }],
  ['a button’s token', { params: { ...order, button: 'abc' } }],
  ['messages without a language', { params: order, messages: { pay: 'Buy' } }],
];

let fits: (config: unknown) => boolean;
beforeAll(async () => {
  const validate = new Ajv2020({ allowUnionTypes: true, strictRequired: false }).compile(await schema());
  fits = config => validate(config) as boolean;
});

describe('the JSON Schema, as checkout.js itself does,', () => {
  test.each(taken)('takes %s', (_, config) => expect([fits(config), checkConfig(config, undefined).errors]).toEqual([true, []]));
  test.each(refused)('refuses %s', (_, config) => expect([fits(config), checkConfig(config, undefined).errors.length > 0]).toEqual([false, true]));
});
