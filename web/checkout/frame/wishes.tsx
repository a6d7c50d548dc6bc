import type { JSX } from 'preact';
import type { PageConfig, ToPage } from '../../protocol/widget';
import type { Order, Period, View } from '../answer';
import type { Appearance, Ways } from '../appearance';
import type { Event } from '../event';
import { minorUnits } from '../field/schedule';
import { orderOf, type PageState } from '../state';
import { useAppearance } from '../view/appearance';
import { CardForm } from '../view/CardForm';
import { BankForm, Banks, ExtraFields, Wallets } from '../view/later';
import { Notice } from '../view/Notice';
import { decimalsOf, extrasOf } from './asked';
import { amountField, isLogo } from './options';

/** What the wishes may do: to the page, and to the shop around it. */
export interface Hands {
  tell(name: 'warning' | 'click-wallet', value: string): void;
  dispatch(event: Event): void;
  put(change: Partial<Appearance>): void;
  speak(lang: string): void;
}

export interface Wishes {
  /** What the first screen shows by them. */
  first: Partial<Appearance>;
  /** The order as the shop wants it shown, and never looser than the gateway takes it. */
  seen(view: View): View;
  shown(page: PageState): void;
  /** True: the payer typed another amount than he was shown; it is shown next. */
  unseen(amount: string | undefined): boolean;
  hear(message: ToPage): void;
}

type Shape = Record<string, unknown>;

/** While the payer types, the gateway is not asked what it would cost. */
const typingPause = 400;

/** Names that old configurations have and for which there is nothing here. */
const idle = ['banks_icons', 'local_methods_icons', 'crypto_icons', 'loans_icons', 'emoney_icons', 'wallets_icons', 'default_country', 'countries', 'endpoint'];

/** What few shops ask for of their form, and all that they ask for while it is there. */
export function wishesOf(config: PageConfig, order: Partial<Order>, hands: Hands): Wishes {
  const { options, params, css_variable } = config;
  const unmade = params['token'] === undefined;
  const subscription = (options['subscription'] ?? {}) as Shape;
  const listed = (name: string): string[] => (Array.isArray(options[name]) ? (options[name] as string[]) : []);
  const told = new Set<string>();
  const warn = (text: string): void => {
    if (!told.has(text)) hands.tell('warning', text);
    told.add(text);
  };
  const bank = options['active_method'] as string | undefined;
  const way = options['show_menu_first'] === true ? 'menu' : (wayOf(String(options['active_tab'])) ?? (bank === undefined ? undefined : 'banks'));
  const ways = waysOf(options['show_menu_first'] === true, to => hands.put({ way: to }));
  // An order that is there takes only the answers that it leaves open.
  const asked = extrasOf(config);
  const extras = asked.filter(({ kind }) => unmade || (kind === 'email' ? order.takesEmail : order.takesFields));
  let submits = options['autosubmit'] === true;
  let shownAmount = '';
  let typing: ReturnType<typeof setTimeout> | undefined;

  for (const name of idle) if (name in options && String(options[name]) !== '') warn(`options.${name} has no effect`);
  for (const name of ['card_img', 'white']) if (name in css_variable) warn(`css_variable.${name} has no effect`);
  if (options['logo_url'] !== undefined && !isLogo(options['logo_url'])) warn('options.logo_url is not shown: the form asks nobody but the gateway for pictures, so it must be a data: address or one of the gateway');
  if (subscription['trial'] === true) warn('options.subscription.trial has no effect: a trial is in recurring_data');
  if (extras.length < asked.length) warn('options.show_email and fields_custom ask only for what the order leaves open: it has its sender_email or merchant_data');
  if (!unmade) {
    if (options['amount_readonly'] === false) warn('options.amount_readonly has no effect with a token: the amount is the order’s');
    if (subscription['type'] !== undefined) warn('options.subscription.type has no effect with a token: the order says it in recurring_data');
    for (const name of ['customer_data', 'recurring_data', 'custom']) if (name in params) warn(`params.${name} has no effect with a token: the order says it`);
  }
  document.addEventListener('click', ({ target }) => {
    const wallet = target instanceof Element ? target.closest<HTMLElement>('[data-wallet][aria-disabled=false]') : null;
    if (wallet) hands.tell('click-wallet', String(wallet.dataset['wallet']).replace('pay', ''));
  }, true);

  function seen(view: View): View {
    if (view.state !== 'open') return view;
    const { wallets = [], cvv2Requirement = 'mandatory', ...rest } = view;
    const offered = listed('methods_disabled').includes('wallets') ? [] : wallets.filter(({ name }) => !('wallet_methods_enabled' in options) || listed('wallet_methods_enabled').some(each => name === `${each}pay`));
    const cvv = cvvOf(cvv2Requirement);
    if ((options['theme'] as Shape | undefined)?.['layout'] === 'wallets_only' && offered.length === 0) warn('options.theme.layout wallets_only: there is no wallet to pay with, so the card is asked for');
    if (bank !== undefined && !rest.banks.some(({ method }) => method === bank)) warn(`options.active_method: the order is not paid at ${bank}`);
    return {
      ...rest,
      ...(offered.length > 0 ? { wallets: offered } : {}),
      ...(cvv === 'mandatory' ? {} : { cvv2Requirement: cvv }),
      ...(rest.subscription ? { subscription: { ...rest.subscription, ...scheduleOf() } } : {}),
    };
  }

  /** A shop may ask for more than its merchant's setting; never for less. */
  function cvvOf(setting: 'mandatory' | 'optional' | 'absent'): typeof setting {
    const asked = options['cvv2_requirement'] as typeof setting | undefined;
    if (asked === undefined || asked === setting) return setting;
    if (setting === 'optional') return asked;
    warn(`options.cvv2_requirement has no effect: by the merchant’s setting the CVV is ${setting}`);
    return setting;
  }

  function scheduleOf(): Partial<NonNullable<Order['subscription']>> {
    const periods = (['day', 'week', 'month'] as readonly Period[]).filter(period => (subscription['periods'] as string[] | undefined)?.includes(period));
    return {
      ...(periods.length > 0 ? { periods } : {}),
      ...(subscription['quantity'] === false ? { asksQuantity: false } : subscription['unlimited'] === false ? { endless: false } : {}),
    };
  }

  /** Only a bank is chosen for the payer: there he decides himself. A card, kept ones too, and a wallet are charged by his own press alone. */
  function submit(page: PageState): void {
    if (!submits || page.kind === 'loading') return;
    submits = false;
    const chosen = page.kind === 'open' ? page.view.banks.find(({ method }) => method === bank) : undefined;
    if (page.kind === 'open' && !chosen) warn('options.autosubmit has no effect: it needs a bank in options.active_method; a card is charged when its payer presses the button');
    // After the screen of which this is told.
    if (chosen && page.kind === 'open' && page.view.lastDecline === undefined) setTimeout(() => hands.dispatch({ type: 'bank-chosen', bank: chosen }), 0);
  }

  function follow(typed: string | undefined): void {
    clearTimeout(typing);
    if (typed === undefined || minor(typed) === undefined || minor(typed) === shownAmount) return;
    typing = setTimeout(() => {
      params['amount'] = minor(typed);
      hands.dispatch({ type: 'resumed' });
    }, typingPause);
  }

  const minor = (typed: string): string | undefined => minorUnits(typed, decimalsOf(params['currency']));

  return {
    first: { extras, ...(way !== undefined || usesWays(options) ? { ways, ...(way === undefined ? {} : { way }), ...(bank === undefined ? {} : { bank }) } : {}) },
    seen,
    shown: page => {
      submit(page);
      shownAmount = orderOf(page)?.amount ?? shownAmount;
      if (page.kind === 'open') follow(page.form.extras?.typed[amountField]);
    },
    unseen: typed => {
      if (typed === undefined || minor(typed) === shownAmount) return false;
      params['amount'] = minor(typed);
      return true;
    },
    hear: message => {
      if (message.kind === 'params') {
        const given = named(message.params);
        Object.assign(params, given);
        if (typeof given['lang'] === 'string') hands.speak(given['lang']);
        hands.dispatch({ type: 'resumed' });
      } else if (message.kind === 'location') {
        const to = message.method === 'card' || message.method === 'wallets' ? 'card' : wayOf(message.method);
        if (to === undefined) warn(`location: there is no way to pay of the name ${message.method}`);
        else hands.put({ ways, way: to, ...(message.system === undefined ? {} : { bank: message.system }) });
      } else if (message.kind === 'wallet') {
        const button = document.querySelector<HTMLElement>(message.method === '' ? '[data-wallet]' : `[data-wallet="${CSS.escape(message.method)}pay"]`);
        if (button) button.click();
        else warn(`click-wallet: there is no ${message.method || 'wallet'} on the form`);
      }
    },
  };
}

const usesWays = (options: Shape): boolean => (options['theme'] as Shape | undefined)?.['layout'] === 'wallets_only' || 'methods' in options || 'methods_disabled' in options;

/** Where a shop wants its payer; nothing where there is no such place. */
function wayOf(name: string): string | undefined {
  if (name === 'menu' || name === 'installments') return name;
  return /^(banks|banklinks_eu|trustly|local_methods)$/.test(name) ? 'banks' : undefined;
}

/** As checkout.js reads its configuration: names in camelCase too. The names of a shop's own fields are its own. */
const named = (shape: Shape): Shape => Object.fromEntries(Object.entries(shape).map(([key, value]) => {
  const name = key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  const inner = typeof value === 'object' && value !== null && !Array.isArray(value) && name !== 'custom';
  return [name === 'sender_email' ? 'email' : name, inner ? named(value as Shape) : value];
}));

/** The ways to pay, the one in front that the shop wants there. */
function waysOf(hasMenu: boolean, turn: (way: string) => void): Ways {
  return function Chosen(props): JSX.Element {
    const { state, locale: { t } } = props;
    const { layout, methods, way, bank } = useAppearance();
    const { view, form } = state;
    const busy = state.kind === 'submitting';
    const card = view.takesCard && (methods?.has('card') ?? true);
    const wallets = view.wallets && <Wallets {...props} />;
    const extras = form.extras && <ExtraFields {...props} />;
    const banks = view.banks.filter(({ system }) => way !== 'installments' || system === 'installments').sort((a, b) => Number(b.method === bank) - Number(a.method === bank));
    const other = (to: string): JSX.Element => <button type="button" class="cancel" aria-disabled={busy} onClick={() => { if (!busy) turn(to); }}>{t('bank.leave')}</button>;

    if (layout === 'wallets_only' && wallets) return <div class="form"><Notice {...props} />{extras}{wallets}</div>;
    if (way === 'menu') {
      return (
        <div class="form">
          {view.test && <div class="test"><strong>{t('test.notice')}</strong></div>}
          <h1>{t('saved.title')}</h1>
          <Notice {...props} />
          {(wallets || view.banks.length > 0) && extras}
          {wallets}
          {card && <button type="button" class="bank" aria-disabled={busy} onClick={() => { if (!busy) turn('card'); }}>{t('form.title')}</button>}
          {view.banks.length > 0 && <Banks {...props} />}
        </div>
      );
    }
    if (banks.length > 0 && (!card || way === 'banks' || way === 'installments')) {
      // As of an order that is paid at a bank only.
      return (
        <div class="form">
          {!card && methods?.has('wallets') && wallets}
          <BankForm {...props} state={{ ...state, view: { ...view, takesCard: false, banks } }} />
          {card && other(hasMenu ? 'menu' : 'card')}
        </div>
      );
    }
    if (!card && wallets && methods?.has('wallets')) return <div class="form"><Notice {...props} />{extras}{wallets}</div>;
    if (!card) return <BankForm {...props} />;
    return hasMenu ? <div class="form"><CardForm {...props} />{other('menu')}</div> : <CardForm {...props} />;
  };
}
