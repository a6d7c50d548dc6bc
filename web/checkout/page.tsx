import { render } from 'preact';
import { formatMoney } from '../i18n/format';
import { messageByCode, translator, type Messages } from '../i18n/messages';
import { applyAccent } from './accent';
import { announcer } from './announce';
import { hosted, type Appearance } from './appearance';
import type { Around } from './around';
import type { View } from './answer';
import { effects } from './effects';
import type { Announcement, Event } from './event';
import { rememberLanguage, showLanguage, loadMessages } from './language';
import { begin, reduce, type Step } from './reduce';
import { totalOf } from './field/price';
import { formOf, orderOf, type PageState } from './state';
import { Shown } from './view/appearance';
import { declineText } from './view/decline-text';
import { headingOf } from './view/heading';
import { loadParts } from './view/later';
import { promocodeWords } from './view/promocode-words';
import { Page } from './view/Page';
import type { Locale } from './view/context';

interface Start {
  token: string;
  view: View | undefined;
  messages: Messages;
  lang: string;
  around?: Around;
}

/** Joins the parts: events go to the reducer, its state to the view, its effects to the world. */
export function startPage({ token, view, messages, lang, around }: Start): void {
  const root = document.getElementById('f');
  const live = document.getElementById('live');
  if (!root || !live) return;
  const speak = announcer(live);
  let appearance = around?.appearance ?? hosted;
  let locale = localeFor(messages, lang);
  const unmade = around?.unmade;
  let step: Step = begin(token, unmade || !view ? undefined : (around?.seen(view) ?? view), around?.form);
  let showing = false;
  const waiting: Event[] = [];

  const run = effects({
    dispatch,
    announce: what => speak(wordsFor(what, step.model.page, locale)),
    lang: () => locale.lang,
    // Replaced, so that the back button does not lead to a page that sends the payer to the shop again.
    leave: path => (around ? around.leave(path) : location.replace(path)),
    idle: around?.idle ?? false,
    ...(unmade ? { unmade } : {}),
  });

  function localeFor(loaded: Messages, lang: string): Locale {
    return localeOf({ ...loaded, ...around?.messages[lang] }, lang);
  }

  /** A field that goes while it has the focus says that it was left, in the middle of the rendering: that waits for the end of it. */
  function dispatch(event: Event): void {
    if (showing) {
      waiting.push(event);
      return;
    }
    if (around && event.type === 'answered') event.answer.view = around.seen(event.answer.view);
    step = reduce(step.model, event);
    if (/^(submitted|wallet-pressed|bank-chosen)$/.test(event.type) && step.model.page.kind === 'open') around?.refused(step.model.page, locale);
    show(step);
  }

  function show({ model, effects: wanted }: Step): void {
    const order = orderOf(model.page);
    const title = order ? `${headingOf(model.page, locale.t)} · ${order.merchant.name}` : headingOf(model.page, locale.t);
    document.title = title;
    showing = true;
    try {
      showPage(root as HTMLElement, model.page, locale, dispatch, chooseLanguage, appearance);
    } finally {
      showing = false;
    }
    around?.shown(model.page, locale, title);
    for (const effect of wanted) run(effect);
    const next = waiting.shift();
    if (next) dispatch(next);
  }

  /** The texts of what follows the form; asked for again until they come. */
  async function completeMessages(): Promise<void> {
    const loaded = await loadMessages(lang);
    if (!loaded) return void setTimeout(() => void completeMessages(), 2000);
    if (locale.lang !== lang) return;
    locale = localeFor(loaded, lang);
    show({ model: step.model, effects: [] });
  }

  async function chooseLanguage(chosen: string): Promise<void> {
    const loaded = await loadMessages(chosen);
    if (!loaded) return;
    rememberLanguage(chosen);
    showLanguage(chosen);
    locale = localeFor(loaded, chosen);
    show({ model: step.model, effects: [] });
  }

  const order = orderOf(step.model.page) ?? (view && 'merchant' in view ? view : undefined);
  applyAccent(document.documentElement, order?.merchant.accent);
  show(step);
  around?.join(dispatch, changed => {
    appearance = changed;
    show({ model: step.model, effects: [] });
  }, chosen => void chooseLanguage(chosen));
  // What the first screen does without comes when that is there.
  setTimeout(() => {
    void loadParts().catch(() => {});
    if (!locale.complete) void completeMessages();
  }, 200);
  addEventListener('pageshow', event => { if (event.persisted) dispatch({ type: 'resumed' }); });
  addEventListener('online', () => dispatch({ type: 'resumed' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') dispatch({ type: 'resumed' });
  });
}

export function localeOf(messages: Messages, lang: string): Locale {
  return { lang, t: translator(messages, lang), decline: code => messageByCode(messages, 'decline', code), complete: 'result.payment' in messages };
}

/** The root's classes and attributes are what browser tests of existing shops look at. */
export function showPage(
  root: HTMLElement, page: PageState, locale: Locale, dispatch: (event: Event) => void, chooseLanguage: (lang: string) => void,
  appearance: Appearance = hosted,
): void {
  root.classList.add('f-container');
  root.classList.toggle('f-theme-dark', (document.documentElement.dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark');
  root.classList.toggle('f-theme-light', !root.classList.contains('f-theme-dark'));
  root.dataset['state'] = page.kind;
  root.toggleAttribute('data-e2e-ready', page.kind === 'open');
  render(<Shown.Provider value={appearance}><Page state={page} locale={locale} dispatch={dispatch} chooseLanguage={chooseLanguage} /></Shown.Provider>, root);
}

function wordsFor(what: Announcement, page: PageState, locale: Locale): string {
  const { t } = locale;
  switch (what) {
    case 'filled': return t('test.filled');
    case 'working': return t('working.title');
    case 'forgotten': return t('saved.removed');
    case 'price': return priceWords(page, t);
    case 'promocode': return promocodeWords(formOf(page).price?.price, t) ?? '';
    case 'wrong-code': return page.kind === 'code' ? t('fault.code.wrong', { count: page.view.triesLeft }) : '';
    case 'declined': return `${t('declined.title')}. ${declineText(orderOf(page)?.lastDecline?.code ?? 0, orderOf(page)?.lastDecline?.bank, locale)}`;
    case 'approved': {
      const order = orderOf(page);
      return order ? `${headingOf(page, t)}. ${formatMoney(order.price?.totalAmount ?? order.amount, order.currency, order.decimals, document.documentElement.lang)}` : '';
    }
    default: return headingOf(page, t);
  }
}

function priceWords(page: PageState, t: Locale['t']): string {
  const order = orderOf(page);
  if (!order) return '';
  const amount = formatMoney(totalOf(formOf(page), order), order.currency, order.decimals, document.documentElement.lang);
  return page.kind === 'open' && page.notice?.kind === 'price' ? t('price.other', { amount }) : t('price.now', { amount });
}
