import { greetParent, type Parent } from '../../protocol/child';
import type { PageConfig, PageEvent, ToPage } from '../../protocol/widget';
import type { Appearance } from '../appearance';
import type { Around } from '../around';
import type { Event } from '../event';
import { emptyForm, type Form, type PageState } from '../state';
import type { Locale } from '../view/context';
import { declineText } from '../view/decline-text';
import { headingOf } from '../view/heading';
import { wear } from './look';
import { appearanceOf, lookFor } from './options';
import { modelOf, shopEvents } from './shop-event';
import { unmadeOrder } from './unmade';

const patience = 10_000;

/** Meets the shop's page around the frame and waits for what it wants. Nothing when nobody that the gateway allows is there. */
export async function enterFrame(allowed: string, token: string): Promise<Around | undefined> {
  const early: ToPage[] = [];
  let hear = (message: ToPage): void => void early.push(message);
  let begin: (config: PageConfig) => void = () => {};
  const config = new Promise<PageConfig>(resolve => { begin = resolve; });
  try {
    const shop = await greetParent(allowed, location.hash.slice(1), patience, message => {
      if (message.kind === 'start') begin(message.config);
      else hear(message);
    });
    return around(shop, await config, token, listener => {
      hear = listener;
      early.splice(0).forEach(listener);
    });
  } catch {
    return undefined;
  }
}

function around(shop: Parent, config: PageConfig, token: string, listen: (hear: (message: ToPage) => void) => void): Around {
  const { params, messages, options } = config;
  const given = appearanceOf(config);
  // What is asked for beside the card goes into an order that is not made yet; one that is there has its own.
  let appearance = token === '' ? given : { ...given, extras: [] };
  let before: PageState | undefined;
  let title = '';
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
    form: formFor(appearance),
    messages,
    idle: options['disable_request'] === true,
    ...(token === '' ? { unmade: unmadeOrder(params, (options['subscription'] ?? {}) as { type?: string }, shop.origin) } : {}),
    leave: path => shop.send({ kind: 'leave', path }),
    shown: (page, locale, now) => {
      if (now !== title) shop.send({ kind: 'title', title: now, lang: locale.lang });
      title = now;
      const events = shopEvents(before, page);
      before = page;
      for (const name of events) tell(name, page, locale);
    },
    refused: (page, locale) => tell('invalid', page, locale),
    join: (dispatch: (event: Event) => void, appear: (appearance: Appearance) => void) => {
      listen(message => {
        if (message.kind === 'submit') dispatch({ type: 'submitted' });
        else if (message.kind === 'params') {
          Object.assign(params, message.params);
          dispatch({ type: 'resumed' });
        } else if (message.kind === 'stay') {
          appearance = { ...appearance, stays: true };
          appear(appearance);
        }
      });
    },
  };
}

/** What the shop asks for beside the card. */
function formFor({ extras }: Appearance): Form {
  return extras.length > 0 ? { ...emptyForm, extras: { fields: extras, typed: {}, left: {} } } : emptyForm;
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
