import { directionOf } from '../i18n/direction';
import type { Messages } from '../i18n/messages';

/** The texts of a language, or nothing when they cannot be had: the page then stays as it is. */
export async function loadMessages(lang: string): Promise<Messages | undefined> {
  try {
    const response = await fetch(`/checkout/i18n/${encodeURIComponent(lang)}.json`, { signal: AbortSignal.timeout(15_000) });
    return response.ok ? ((await response.json()) as Messages) : undefined;
  } catch {
    return undefined;
  }
}

/** By cookie for the next visit, and in the address for a reload, where an order's own language would win over the cookie. */
export function rememberLanguage(lang: string): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `lang_s=${lang}; path=/; max-age=31536000; samesite=lax${secure}`;
  const address = new URL(location.href);
  address.searchParams.set('lang', lang);
  history.replaceState(history.state, '', address);
}

export function showLanguage(lang: string): void {
  document.documentElement.lang = lang;
  document.documentElement.dir = directionOf(lang);
}
