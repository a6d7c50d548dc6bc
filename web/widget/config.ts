import { former, presets, ruleOf, rules, type Kind, type Rules } from './rules';

type Shape = Record<string, unknown>;

export interface Checked {
  options: Shape;
  params: Shape;
  messages: Record<string, Record<string, string>>;
  css_variable: Shape;
  fields_custom: unknown;
}

/** What was wrong, for the developer; what works but is old. */
export interface Findings {
  errors: string[];
  warnings: string[];
}

const isObject = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value);
const snake = (key: string): string => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

export function checkConfig(config: unknown, pageToken: string | undefined): Checked & Findings {
  const errors: string[] = [];
  const warnings: string[] = [];
  const given = isObject(config) ? config : {};
  if (!isObject(config)) errors.push('config is not an object');
  const top: Shape = {};
  for (const key of Object.keys(given)) top[snake(key)] = given[key];

  const take = (name: string): Shape => {
    const block = top[name] ?? {};
    if (!isObject(block)) {
      errors.push(`${name} is not an object`);
      return {};
    }
    const taken: Shape = {};
    for (const [key, value] of Object.entries(block)) {
      const name = snake(key);
      const now = block === top['params'] && name !== 'sender_email' ? undefined : former[name];
      if (now === undefined) taken[name] = value;
      else {
        warnings.push(now === '' ? `${name} has no effect any more` : `${name} is now ${now.replace('!', '')}${now[0] === '!' ? ', which means the opposite' : ''}`);
        if (now !== '') taken[now.replace('!', '')] ??= now[0] === '!' ? value !== true : value;
      }
    }
    return taken;
  };
  const options = take('options');
  const params = take('params');
  const css_variable = take('css_variable');
  for (const block of [options, params]) {
    for (const [key, inner] of Object.entries(block)) {
      // The names of a shop's own fields are its own.
      if (isObject(inner) && key !== 'custom') block[key] = Object.fromEntries(Object.entries(inner).map(([name, value]) => [snake(name), value]));
    }
  }
  for (const key of Object.keys(top)) {
    if (/^(validate|button)$/.test(key)) warnings.push(`${key} has no effect any more`);
    else if (!/^(options|params|messages|css_variable|fields_custom)$/.test(key)) errors.push(`${key} is not known`);
  }

  checkBlock('options', options, rules.options, errors);
  checkBlock('params', params, rules.params, errors, true);
  checkBlock('css_variable', css_variable, rules.css_variable, errors);
  const preset = isObject(options['theme']) ? options['theme']['preset'] : undefined;
  if (preset !== undefined && !presets.split(' ').includes(String(preset)) && !isColour(preset)) errors.push(`options.theme.preset is not a colour #rrggbb or one of ${presets}`);
  const radius = css_variable['border_radius'];
  if (typeof radius === 'number' && (radius < 0 || radius > 24)) errors.push('css_variable.border_radius is not within 0 and 24');

  if (pageToken !== undefined) {
    params['token'] = pageToken;
    delete params['amount'];
    delete params['currency'];
  }
  checkOrder(params, errors);
  const messages = top['messages'] ?? {};
  if (!isObject(messages) || !Object.values(messages).every(isObject)) errors.push('messages is not {language: {key: text}}');
  return { options, params, css_variable, messages: messages as Checked['messages'], fields_custom: top['fields_custom'], errors, warnings };
}

function checkOrder(params: Shape, errors: string[]): void {
  if (params['button'] !== undefined) errors.push('params.button is not taken: see /api/checkout?button=');
  if (params['token'] !== undefined) {
    if (!/^[0-9a-f]{40}$/.test(String(params['token']))) errors.push('params.token is not 40 hex digits');
    for (const key of ['amount', 'currency']) if (params[key] !== undefined) errors.push(`params.${key} cannot stand beside params.token`);
    return;
  }
  for (const key of ['merchant_id', 'amount', 'currency']) if (params[key] === undefined) errors.push(`params.${key} is missing, and so is params.token`);
  if (Number(params['merchant_id']) >= 1e12) errors.push('params.merchant_id has more than 12 digits');
  if (String(params['order_desc'] ?? '').length > 1024) errors.push('params.order_desc is longer than 1024');
}

function checkBlock(path: string, block: Shape, known: Rules, errors: string[], open = false): void {
  for (const [key, value] of Object.entries(block)) {
    const rule = ruleOf(key, known);
    const name = `${path}.${key}`;
    if (value === undefined || value === null) delete block[key];
    else if (rule === undefined) {
      if (!open) errors.push(`${name} is not known`);
    } else if (Array.isArray(rule)) {
      if (!rule.includes(String(value))) errors.push(`${name} is not one of ${rule.join(', ')}`);
    } else if (typeof rule === 'object') {
      if (isObject(value)) checkBlock(name, value, rule, errors);
      else errors.push(`${name} is not an object`);
    } else if (!fits[rule](value)) errors.push(`${name} is not ${expected[rule]}`);
  }
}

const isColour = (value: unknown): boolean => /^#[0-9a-f]{6}$/i.test(String(value));
const expected: Readonly<Record<Kind, string>> = { b: 'true or false', n: 'a whole number', s: 'text', c: 'a colour #rrggbb', a: 'a list of texts', o: 'an object', y: 'Y or N' };
const fits: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  b: value => typeof value === 'boolean',
  n: value => /^\d+$/.test(String(value)),
  s: value => typeof value === 'string' || typeof value === 'number',
  c: isColour,
  a: value => Array.isArray(value) && value.every(each => typeof each === 'string'),
  o: isObject,
  y: value => /^[yn]$/i.test(String(value)),
};
