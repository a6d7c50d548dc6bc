import { greetParent, type Parent } from '../../protocol/child';
import type { PageConfig, PageEvent, ToPage } from '../../protocol/widget';
import type { Order, View } from '../answer';
import type { Around } from '../around';
import { emptyForm, isFinal, orderOf, type PageState } from '../state';
import type { Locale } from '../view/context';
import { declineText } from '../view/decline-text';
import { headingOf } from '../view/heading';
import { wear } from './look';
import { appearanceOf, lookFor } from './options';
import { modelOf, shopEvents } from './shop-event';
import { forget, unmadeOrder, type Subscription } from './unmade';
import type { Hands, Wishes } from './wishes';

const patience = 10_000;

/** How long after the first screen what was not needed for it is loaded. */
const pause = 200;

/** Options of which few shops make use, and which change the first screen. */
const rare = /"(show_menu_first|autosubmit|show_email)":true|"amount_readonly":false|"wallet|"(active_method|cvv2_requirement|subscription)":|"active_tab":"(?!card)|"methods":\[(?!"card")|"methods_disabled":\[[^\]]*"card"/;

/** Meets the shop's page around the frame and waits for what it wants. Nothing when nobody that the gateway allows is there. */
export async function enterFrame(allowed: string, token: string, view: View | undefined): Promise<Around | undefined> {
  const early: ToPage[] = [];
  let hear = (message: ToPage): void => void early.push(message);
  let begin: (config: PageConfig) => void = () => {};
  const started = new Promise<PageConfig>(resolve => { begin = resolve; });
  try {
    const shop = await greetParent(allowed, location.hash.slice(1), patience, message => {
      if (message.kind === 'start') begin(message.config);
      else hear(message);
    });
    return await around(shop, await started, (view ?? {}) as Partial<Order>, token === '', listener => {
      hear = listener;
      early.splice(0).forEach(listener);
    });
  } catch {
    return undefined;
  }
}

async function around(shop: Parent, config: PageConfig, order: Partial<Order>, isUnmade: boolean, listen: (hear: (message: ToPage) => void) => void): Promise<Around> {
  const { params, messages, options } = config;
  let appearance = appearanceOf(config);
  let before: PageState | undefined;
  let title = '';
  const hands: Hands = { tell: (name, value) => shop.send({ kind: 'event', name, data: { value } }), dispatch: () => {}, put: () => {}, speak: () => {} };
  let wishes: Wishes | undefined;
  let coming: Promise<Wishes> | undefined;
  const wish = (): Promise<Wishes> => (coming ??= import('./wishes').then(({ wishesOf }) => (wishes = wishesOf(config, order, hands))));
  if (config.fields_custom || rare.test(JSON.stringify(options))) await wish().catch(() => {});
  appearance = { ...appearance, ...wishes?.first };
  const { extras } = appearance;
  dress(shop, options['full_screen'] !== false, appearance.layout);
  wear(document.documentElement, lookFor(config));

  const tell = (name: PageEvent, page: PageState, locale: Locale): void => {
    const { t } = locale;
    const heading = page.kind === 'open' && page.notice?.kind === 'closed' ? t('form.closed') : headingOf(page, t);
    const payable = page.kind === 'open' || page.kind === 'submitting';
    shop.send({ kind: 'event', name, data: name === 'show-pay' ? { value: payable } : modelOf(name, page, { decline: (code, bank) => declineText(code, bank, locale), heading }) });
  };

  return {
    appearance,
    form: extras.length > 0 ? { ...emptyForm, extras: { fields: extras, typed: {}, left: {} } } : emptyForm,
    messages,
    idle: options['disable_request'] === true,
    ...(isUnmade
      ? { unmade: unmadeOrder(params, (options['subscription'] ?? {}) as Subscription, appearance.methods ?? [], shop.origin, amount => wishes?.unseen(amount) ?? false) }
      : {}),
    seen: view => wishes?.seen(view) ?? view,
    leave: path => shop.send({ kind: 'leave', path }),
    shown: (page, locale, now) => {
      if (now !== title) shop.send({ kind: 'title', title: now, lang: locale.lang });
      title = now;
      const events = shopEvents(before, page);
      before = page;
      for (const name of events) tell(name, page, locale);
      if (isFinal(page.kind)) forget(orderOf(page)?.token ?? '');
      wishes?.shown(page);
    },
    refused: (page, locale) => tell('invalid', page, locale),
    join: (dispatch, appear, speak) => {
      Object.assign(hands, { dispatch, speak, put: (change: object) => appear((appearance = { ...appearance, ...change })) });
      const act = (message: ToPage): void => {
        if (message.kind === 'submit') dispatch({ type: 'submitted' });
        else if (message.kind === 'stay') hands.put({ stays: true });
        else wishes?.hear(message);
      };
      // One behind the other: a shop may change the order and press the button at once.
      listen(message => {
        if (wishes) act(message);
        else void wish().catch(() => {}).then(() => act(message));
      });
      setTimeout(() => void wish().catch(() => { coming = undefined; }), pause);
    },
  };
}

/** What the style of a framed page goes by. */
export function place(root: HTMLElement, full: boolean, layout: string): void {
  root.dataset['layout'] = layout;
  root.dataset['frame'] = full ? 'full' : 'sized';
}

function dress(shop: Parent, full: boolean, layout: string): void {
  const content = document.getElementById('f') as HTMLElement;
  place(document.documentElement, full, layout);
  content.classList.add(full ? 'f-no-embed' : 'f-embed');
  // Links lead out of the frame: back to the shop, to its terms.
  document.head.append(Object.assign(document.createElement('base'), { target: '_top' }));
  if (full) shop.send({ kind: 'size', height: 0 });
  else new ResizeObserver(() => shop.send({ kind: 'size', height: Math.ceil(content.getBoundingClientRect().height) })).observe(content);
}
