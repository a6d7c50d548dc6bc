import type { PageConfig } from '../../protocol/widget';
import type { Appearance } from '../appearance';
import type { ExtraField } from '../field/extra';
import type { Look } from './look';

const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
const address = (value: unknown): string | undefined => {
  const url = text(value);
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
};
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(each => typeof each === 'string') : []);

/** Layouts without a frame of their own leave out what the shop's page shows already, unless it asks for it. */
const bare = ['amount', 'fee', 'lang', 'link', 'order_desc', 'processed', 'secure_message', 'title'];

export function appearanceOf({ options, params, fields_custom, stay }: PageConfig): Appearance {
  const theme = (options['theme'] ?? {}) as { layout?: Appearance['layout'] };
  const layout = theme.layout ?? 'default';
  const hidden = new Set(layout === 'default' ? [] : bare);
  for (const [name, shown] of Object.entries(options)) {
    if (!name.startsWith('show_')) continue;
    if (shown === true) hidden.delete(name.slice(5));
    else hidden.add(name.slice(5));
  }
  const off = texts(options['methods_disabled']);
  const wanted = Array.isArray(options['methods']) ? texts(options['methods']) : ['card'];
  return {
    layout,
    hidden,
    methods: new Set(wanted.map(name => (/^(banklinks_eu|trustly|local_methods)$/.test(name) ? 'banks' : name)).filter(name => !off.includes(name))),
    ...defined('title', text(options['title'])),
    ...defined('link', address(options['link'])),
    ...defined('logo', /^data:image\//.test(String(options['logo_url'])) ? text(options['logo_url']) : undefined),
    ...defined('offer', address(options['offerta_url'])),
    ...defined('locales', Array.isArray(options['locales']) ? texts(options['locales']) : undefined),
    cardIcons: texts(options['card_icons']),
    extras: extrasOf(options['show_email'] === true, params, fields_custom),
    stays: stay,
  };
}

export function lookFor({ options, css_variable }: PageConfig): Look {
  const theme = (options['theme'] ?? {}) as Partial<Look>;
  return { theme: theme.theme ?? (theme as { type?: Look['theme'] }).type ?? 'light', preset: theme.preset ?? 'reset', colours: css_variable };
}

function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

/** The shop's own fields in its order, behind the e-mail. */
function extrasOf(email: boolean, params: Record<string, unknown>, custom: unknown): ExtraField[] {
  const customer = (params['customer_data'] ?? {}) as Record<string, unknown>;
  const rows = Array.isArray(custom) ? custom : Object.entries((custom ?? {}) as object).map(([name, field]) => ({ name, ...(field as object) }));
  const own = rows
    .map(row => row as Record<string, unknown>)
    .filter(row => text(row['name']) !== undefined)
    .sort((a, b) => Number(a['p'] ?? 0) - Number(b['p'] ?? 0))
    .slice(0, 20)
    .map((row): ExtraField => ({
      name: String(row['name']),
      label: text(row['label']) ?? String(row['name']),
      kind: row['hidden'] === true || row['type'] === 'hidden' ? 'hidden' : row['type'] === 'checkbox' ? 'checkbox' : 'text',
      value: typeof row['value'] === 'boolean' ? (row['value'] ? 'true' : '') : (text(row['value']) ?? ''),
      example: text(row['placeholder']) ?? '',
      required: row['required'] === true,
      readonly: row['readonly'] === true,
    }));
  const first = text(params['email']) ?? text(customer['email']) ?? '';
  return email ? [{ name: 'email', label: '', kind: 'email', value: first, example: '', required: true, readonly: false }, ...own] : own;
}
