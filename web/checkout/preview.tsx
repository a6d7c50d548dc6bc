import '../tokens/tokens.css';
import '../tokens/base.css';
import './checkout.css';
import './css/frame.css';
import './later.css';
import { render } from 'preact';
import { languageName } from '../i18n/language-names';
import type { Messages } from '../i18n/messages';
import { pseudo, pseudoLanguages } from '../i18n/pseudo';
import { applyAccent } from './accent';
import { hosted, type Appearance } from './appearance';
import { extrasOf } from './frame/asked';
import { place } from './frame/enter';
import { wear } from './frame/look';
import { appearanceOf, lookFor } from './frame/options';
import { showLanguage } from './language';
import { localeOf, showPage } from './page';
import { orderOf, type Kind, type PageState } from './state';
import { states } from './states';

/**
 * Shows the example that the address asks for: ?state=open.1&lang=ka&theme=dark; the languages en-XA and ar-XB of pseudo.ts too.
 * With layout=default, plain, wallets_only or inline as a shop's frame shows it: &preset=black&full&extras.
 * The dispatch does nothing: an example stands still.
 */
const files = import.meta.glob<Messages>('../i18n/*.json', { eager: true, import: 'default' });
const english = files['../i18n/en.json'] ?? {};
const messagesOf = (lang: string): Messages => files[`../i18n/${lang}.json`] ?? (pseudoLanguages.some(known => known === lang) ? pseudo(lang, english) : english);

/** As a shop's frame shows it that has these options, or as the hosted page. */
function dress(root: HTMLElement, asked: URLSearchParams): Appearance {
  for (const name of ['theme', 'layout', 'frame']) root.removeAttribute(`data-${name}`);
  root.removeAttribute('style');
  const theme = asked.get('theme');
  const layout = asked.get('layout');
  if (layout === null) {
    if (theme !== null) root.dataset['theme'] = theme;
    return hosted;
  }
  const full = asked.has('full');
  const config = {
    options: { title: 'Books', methods: ['card', 'wallets', 'banks', 'installments'], show_email: asked.has('extras'), full_screen: full, theme: { type: theme ?? 'light', layout, preset: asked.get('preset') ?? 'reset' } },
    params: {}, messages: {}, css_variable: {}, stay: false,
    fields_custom: asked.has('extras') ? [{ name: 'gift', label: 'Books', placeholder: 'Books', required: true }, { name: 'wrap', label: 'Books', type: 'checkbox' }] : [],
  };
  place(root, full, layout);
  wear(root, lookFor(config));
  return { ...appearanceOf(config), extras: extrasOf(config) };
}

function show(): void {
  const asked = new URLSearchParams(location.search);
  const lang = asked.get('lang') ?? 'en';
  const [kind = 'open', at = '0'] = (asked.get('state') ?? 'open.0').split('.');
  const example: PageState | undefined = states[kind as Kind]?.[Number(at)];
  const root = document.getElementById('f');
  if (!example || !root) throw new Error(`no example ${kind}.${at}`);
  const locale = localeOf(messagesOf(lang), lang);
  showLanguage(lang);
  const appearance = dress(document.documentElement, asked);
  applyAccent(document.documentElement, orderOf(example)?.merchant.accent);
  document.title = `${kind}.${at} · ${languageName(lang)}`;
  render(null, root);
  showPage(root, withExtras(example, appearance), locale, () => {}, () => {}, appearance);
}

/** What a shop asks for beside the card: filled in wrongly where the card is too. */
function withExtras(page: PageState, { extras }: Appearance): PageState {
  if (page.kind !== 'open' || extras.length === 0) return page;
  const left = page.form.left.cardNumber ? Object.fromEntries(extras.map(field => [field.name, true] as const)) : {};
  return { ...page, form: { ...page.form, extras: { fields: extras, typed: {}, left } } };
}

const list = Object.entries(states).flatMap(([kind, examples]) => examples.map((_, at) => `${kind}.${at}`));
Object.assign(globalThis, { preview: { show: (query: string) => { history.replaceState(null, '', `?${query}`); show(); }, list } });
show();
