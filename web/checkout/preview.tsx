import '../tokens/tokens.css';
import '../tokens/base.css';
import './checkout.css';
import './later.css';
import { render } from 'preact';
import { languageName } from '../i18n/languages';
import type { Messages } from '../i18n/messages';
import { pseudo, pseudoLanguages } from '../i18n/pseudo';
import { applyAccent } from './accent';
import { showLanguage } from './language';
import { localeOf, showPage } from './page';
import { orderOf, type Kind, type PageState } from './state';
import { states } from './states';

/**
 * Shows the example that the address asks for: ?state=open.1&lang=ka&theme=dark; the languages en-XA and ar-XB of pseudo.ts too.
 * The dispatch does nothing: an example stands still.
 */
const files = import.meta.glob<Messages>('../i18n/*.json', { eager: true, import: 'default' });
const english = files['../i18n/en.json'] ?? {};
const messagesOf = (lang: string): Messages => files[`../i18n/${lang}.json`] ?? (pseudoLanguages.some(known => known === lang) ? pseudo(lang, english) : english);

/** The page follows the system; an example may be asked for in either theme, so the condition itself is set. */
const darkRules = [...document.styleSheets]
  .flatMap(sheet => [...sheet.cssRules])
  .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-color-scheme: dark'));

function setTheme(theme: string | null): void {
  for (const { media } of darkRules) media.mediaText = theme === null ? '(prefers-color-scheme: dark)' : theme === 'dark' ? 'all' : 'not all';
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
  setTheme(asked.get('theme'));
  document.documentElement.removeAttribute('style');
  applyAccent(document.documentElement, orderOf(example)?.merchant.accent);
  document.title = `${kind}.${at} · ${languageName(lang)}`;
  render(null, root);
  showPage(root, example, locale, () => {}, () => {});
}

const list = Object.entries(states).flatMap(([kind, examples]) => examples.map((_, at) => `${kind}.${at}`));
Object.assign(globalThis, { preview: { show: (query: string) => { history.replaceState(null, '', `?${query}`); show(); }, list } });
show();
