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
/** show3dsClose too. */
const snake = (key: string): string => key.replace(/[A-Z]|(?<=w)3/g, letter => `_${letter.toLowerCase()}`);
const snaked = (block: Shape): Shape => Object.fromEntries(Object.entries(block).map(([key, value]) => [snake(key), value]));

export function checkConfig(config: unknown, pageToken: string | undefined): Checked & Findings {
  const errors: string[] = [];
  const warnings: string[] = [];
  const given = isObject(config) ? config : {};
  if (!isObject(config)) errors.push('config is not an object');
  const top = snaked(given);

  const take = (part: string): Shape => {
    const block = top[part] ?? {};
    if (!isObject(block)) {
      errors.push(`${part} is not an object`);
      return {};
    }
    const taken: Shape = {};
    for (const [name, value] of Object.entries(snaked(block))) {
      const now = part === 'params' && name !== 'sender_email' ? undefined : former[name];
      // The names of a shop's own fields are its own.
      if (now === undefined) taken[name] = isObject(value) && name !== 'custom' ? snaked(value) : value;
      else if (now === '') warnings.push(`${name} has no effect any more`);
      else {
        const opposite = now[0] === '!';
        const renamed = opposite ? now.slice(1) : now;
        warnings.push(`${name} is now ${renamed}${opposite ? ', which means the opposite' : ''}`);
        taken[renamed] ??= opposite ? value !== true : value;
      }
    }
    return taken;
  };
  const options = take('options');
  const params = take('params');
  const css_variable = take('css_variable');
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
    } else if (!kinds[rule][1](value)) errors.push(`${name} is not ${kinds[rule][0]}`);
  }
}

const isColour = (value: unknown): boolean => /^#[0-9a-f]{6}$/i.test(String(value));
const kinds: Readonly<Record<Kind, readonly [string, (value: unknown) => boolean]>> = {
  b: ['true or false', value => typeof value === 'boolean'],
  n: ['a whole number', value => /^\d+$/.test(String(value))],
  s: ['text', value => typeof value === 'string' || typeof value === 'number'],
  c: ['a colour #rrggbb', isColour],
  a: ['a list of texts', value => Array.isArray(value) && value.every(each => typeof each === 'string')],
  o: ['an object', isObject],
  y: ['Y or N', value => /^[yn]$/i.test(String(value))],
};
