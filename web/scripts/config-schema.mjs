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

/** @param {Shape} rules @param {boolean} open @returns {Shape} */
function block({ of = {}, ...named }, open = false) {
  /** @type {Shape} */
  const properties = {};
  for (const [kind, names] of Object.entries(named)) for (const name of String(names).split(' ')) properties[name] = kinds[/** @type {keyof typeof kinds} */ (kind)];
  for (const [name, rule] of Object.entries(/** @type {Shape} */ (of))) {
    properties[name] = typeof rule === 'string' ? { enum: rule.split(' ') } : block(/** @type {Shape} */ (rule));
  }
  return { type: 'object', properties, additionalProperties: open };
}

/** @returns {Promise<Shape>} */
export async function schema() {
  const { rules, presets } = await rulesOf();
  const options = block(rules.options);
  const theme = /** @type {any} */ (options).properties.theme.properties;
  theme.preset = { anyOf: [{ enum: presets.split(' ') }, kinds.c] };
  const css = block(rules.css_variable);
  /** @type {any} */ (css).properties.border_radius = { type: 'integer', minimum: 0, maximum: 24 };
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
    description: 'Names may be written in camelCase as well.',
    type: 'object',
    additionalProperties: false,
    required: ['params'],
    properties: {
      options,
      params: {
        ...block(rules.params, true),
        oneOf: [
          { required: ['token'], not: { anyOf: [{ required: ['amount'] }, { required: ['currency'] }] } },
          { required: ['merchant_id', 'amount', 'currency'], not: { required: ['token'] } },
        ],
      },
      messages: { type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } } },
      css_variable: css,
      fields_custom: { anyOf: [{ type: 'array', items: { ...field, required: ['name'] } }, { type: 'object', additionalProperties: field }] },
    },
  };
}
