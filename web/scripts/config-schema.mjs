// The JSON Schema of the widget's configuration, from the same list that checkout.js checks it by.
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';

/** @typedef {Record<string, unknown>} Shape */

const kinds = {
  b: { type: 'boolean' },
  n: { type: ['integer', 'string'], pattern: '^[0-9]+$', minimum: 0 },
  s: { type: ['string', 'number'] },
  c: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
  a: { type: 'array', items: { type: 'string' } },
  o: { type: 'object' },
  y: { type: 'string', pattern: '^[YyNn]$' },
};

async function rulesOf() {
  const file = new URL('../widget/rules.ts', import.meta.url);
  const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file.pathname);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** What the check reads as the name again. @param {string} name */
const camel = name => name.replace(/_([a-z\d])/g, (_, letter) => letter.toUpperCase());

/** @param {Shape} properties @returns {Shape} */
const inBothSpellings = properties => Object.fromEntries(Object.entries(properties).flatMap(([name, rule]) => [[name, rule], [camel(name), rule]]));

/** @param {Shape} rules @param {boolean} open @returns {Shape} */
function block({ of = {}, ...named }, open = false) {
  /** @type {Shape} */
  const properties = {};
  for (const [kind, names] of Object.entries(named)) for (const name of String(names).split(' ')) properties[name] = kinds[/** @type {keyof typeof kinds} */ (kind)];
  for (const [name, rule] of Object.entries(/** @type {Shape} */ (of))) {
    properties[name] = typeof rule === 'string' ? { enum: rule.split(' ') } : block(/** @type {Shape} */ (rule));
  }
  return { type: 'object', properties: inBothSpellings(properties), additionalProperties: open };
}

/** @returns {Promise<Shape>} */
export async function schema() {
  const { former, rules, presets } = await rulesOf();
  /** @type {any} */
  const options = block(rules.options);
  options.properties.theme.properties.preset = { anyOf: [{ enum: presets.split(' ') }, kinds.c] };
  /** @type {any} */
  const params = block(rules.params, true);
  Object.assign(params.properties, inBothSpellings({
    token: { type: 'string', pattern: '^[0-9a-f]{40}$' },
    button: false,
    merchant_id: { ...kinds.n, exclusiveMaximum: 1e12 },
    order_desc: { ...kinds.s, maxLength: 1024 },
    sender_email: { ...kinds.s, deprecated: true },
  }));
  for (const [name, now] of Object.entries(/** @type {Record<string, string>} */ (former))) {
    if (name !== 'sender_email') Object.assign(options.properties, inBothSpellings({ [name]: now === '' ? { deprecated: true } : { ...kinds.b, deprecated: true } }));
  }
  /** @type {any} */
  const css = block(rules.css_variable);
  Object.assign(css.properties, inBothSpellings({ border_radius: { ...kinds.n, maximum: 24 } }));
  const field = {
    type: 'object',
    properties: {
      name: { type: 'string' }, label: { type: 'string' }, placeholder: { type: 'string' }, value: { type: ['string', 'number', 'boolean'] },
      type: { enum: ['input', 'text', 'checkbox', 'hidden'] }, required: { type: 'boolean' }, readonly: { type: 'boolean' }, hidden: { type: 'boolean' }, p: { type: 'number' },
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of checkout.js',
    description: 'Names may be written in camelCase as well; those that are deprecated are of before.',
    type: 'object',
    additionalProperties: false,
    required: ['params'],
    properties: inBothSpellings({
      options,
      params: {
        ...params,
        oneOf: [
          { required: ['token'], not: { anyOf: [{ required: ['amount'] }, { required: ['currency'] }] } },
          { anyOf: [{ required: ['merchant_id'] }, { required: ['merchantId'] }], required: ['amount', 'currency'], not: { required: ['token'] } },
        ],
      },
      messages: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } } },
      css_variable: css,
      fields_custom: { anyOf: [{ type: 'array', items: { ...field, required: ['name'] } }, { type: 'object', additionalProperties: field }] },
      ...Object.fromEntries(['validate', 'button'].map(name => [name, { deprecated: true }])),
    }),
  };
}
