import { render } from 'preact';
import { formatMoney } from '../i18n/format';
import { messageByCode, translator, type Messages } from '../i18n/messages';
import { applyAccent } from './accent';
import { announcer } from './announce';
import type { View } from './answer';
import { effects } from './effects';
import type { Announcement, Event } from './event';
import { rememberLanguage, showLanguage, loadMessages } from './language';
import { begin, reduce, type Step } from './reduce';
import { totalOf } from './field/price';
import { formOf, orderOf, type PageState } from './state';
import { declineText } from './view/decline-text';
import { headingOf } from './view/heading';
import { promocodeWords } from './view/Promocode';
import { Page } from './view/Page';
import type { Locale } from './view/context';

interface Start {
  token: string;
  view: View | undefined;
  messages: Messages;
  lang: string;
}

/** Joins the parts: events go to the reducer, its state to the view, its effects to the world. */
export function startPage({ token, view, messages, lang }: Start): void {
  const root = document.getElementById('f');
  const live = document.getElementById('live');
  if (!root || !live) return;
  const speak = announcer(live);
  let locale = localeOf(messages, lang);
  let step: Step = begin(token, view);
  let showing = false;
  const waiting: Event[] = [];

  const run = effects({ dispatch, announce: what => speak(wordsFor(what, step.model.page, locale)), lang: () => locale.lang });

  /** A field that goes while it has the focus says that it was left, in the middle of the rendering: that waits for the end of it. */
  function dispatch(event: Event): void {
    if (showing) {
      waiting.push(event);
      return;
    }
    step = reduce(step.model, event);
    show(step);
  }

  function show({ model, effects: wanted }: Step): void {
    const order = orderOf(model.page);
    document.title = order ? `${headingOf(model.page, locale.t)} · ${order.merchant.name}` : headingOf(model.page, locale.t);
    showing = true;
    try {
      showPage(root as HTMLElement, model.page, locale, dispatch, chooseLanguage);
    } finally {
      showing = false;
    }
    for (const effect of wanted) run(effect);
    const next = waiting.shift();
    if (next) dispatch(next);
  }

  async function chooseLanguage(chosen: string): Promise<void> {
    const loaded = await loadMessages(chosen);
    if (!loaded) return;
    rememberLanguage(chosen);
    showLanguage(chosen);
    locale = localeOf(loaded, chosen);
    show({ model: step.model, effects: [] });
  }

  const order = orderOf(step.model.page) ?? (view && 'merchant' in view ? view : undefined);
  applyAccent(document.documentElement, order?.merchant.accent);
  show(step);
  addEventListener('pageshow', event => { if (event.persisted) dispatch({ type: 'resumed' }); });
  addEventListener('online', () => dispatch({ type: 'resumed' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') dispatch({ type: 'resumed' });
  });
}

export function localeOf(messages: Messages, lang: string): Locale {
  return { lang, t: translator(messages, lang), decline: code => messageByCode(messages, 'decline', code) };
}

/** The root's classes and attributes are what browser tests of existing shops look at. */
export function showPage(
  root: HTMLElement, page: PageState, locale: Locale, dispatch: (event: Event) => void, chooseLanguage: (lang: string) => void,
): void {
  root.classList.add('f-container');
  root.classList.toggle('f-theme-dark', matchMedia('(prefers-color-scheme: dark)').matches);
  root.classList.toggle('f-theme-light', !root.classList.contains('f-theme-dark'));
  root.dataset['state'] = page.kind;
  root.toggleAttribute('data-e2e-ready', page.kind === 'open');
  render(<Page state={page} locale={locale} dispatch={dispatch} chooseLanguage={chooseLanguage} />, root);
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
