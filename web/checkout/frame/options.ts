import type { PageConfig } from '../../protocol/widget';
import type { Appearance } from '../appearance';
import type { Look } from './look';

export const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
const address = (value: unknown): string | undefined => {
  const url = text(value);
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
};
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(each => typeof each === 'string') : []);

/** Layouts without a frame of their own leave out what the shop's page shows already, unless it asks for it. */
const bare = ['amount', 'fee', 'lang', 'link', 'order_desc', 'processed', 'secure_message', 'title'];

export function appearanceOf({ options, stay }: PageConfig): Appearance {
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
    ...defined('logo', isLogo(options['logo_url']) ? text(options['logo_url']) : undefined),
    ...defined('offer', address(options['offerta_url'])),
    ...defined('locales', Array.isArray(options['locales']) ? texts(options['locales']) : undefined),
    cardIcons: texts(options['card_icons']),
    extras: [],
    stays: stay,
  };
}

export function lookFor({ options, css_variable }: PageConfig): Look {
  const theme = (options['theme'] ?? {}) as Partial<Look>;
  return { theme: theme.theme ?? (theme as { type?: Look['theme'] }).type ?? 'light', preset: theme.preset ?? 'reset', colours: css_variable };
}

/** A picture that asks nobody but the gateway for it. */
export const isLogo = (value: unknown): boolean => /^data:image\//.test(String(value)) || String(value).startsWith(`${location.origin}/`);

function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

/** What the amount is called among what the payer answers. */
export const amountField = 'order_amount';
