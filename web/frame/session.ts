import { isRecord, type Call, type Message, type Modal, type WindowTexts } from '../protocol/messages';
import { challengeSize } from '../protocol/challenge-size';
import { ask, type Answer } from './gateway';
import { runMethod } from './method';

/** Of a card or a step, and so of no order. */
const notOfOrder = new Set(['card_number', 'expiry_date', 'cvv2', 'cvv', 'code', 'hash', 'data', 'uid', 'kkh', 'action']);

interface Step {
  token: string;
  transaction: string;
}

/** The talk with one page: its calls, what it said of its order, and the payment steps whose payer is away. */
export class Session {
  /** Our own library hears of a page of ours that holds the issuer's; published bundles post to the issuer themselves. */
  readonly #isOurs: boolean;
  readonly #shop: string;
  readonly #tell: (message: Message) => void;
  readonly #steps = new Map<number, Step>();
  readonly #orders = new Map<string, string>();
  /** The amounts that a widget named of orders it has no token of. */
  readonly #announced = new Map<string, unknown>();
  /** What the page was told last that the payer of an order pays in all, where it asked. */
  readonly #totals = new Map<unknown, unknown>();
  /** Of whom the page asked last which wallets can pay: what it asks next of a wallet need not name them again. */
  #asked: Record<string, unknown> = {};

  constructor(shop: string, isOurs: boolean, tell: (message: Message) => void) {
    this.#shop = shop;
    this.#isOurs = isOurs;
    this.#tell = tell;
  }

  async take(call: Call): Promise<void> {
    const model = await this.#answer(call);
    if (model) this.#tell({ action: String(call.uid), data: model });
  }

  /** The payer closed the issuer's window. */
  cancel(uid: number): void {
    const step = this.#steps.get(uid);
    if (!step) return;
    this.#steps.delete(uid);
    void this.#ask('/checkout/frame/abandon', { ...step });
  }

  /** Undefined while the payer is with the issuer. */
  async #answer(call: Call): Promise<Answer | undefined> {
    // An order made here speaks the gateway's own version; a number of a shop's would ask for an envelope that nobody wrote.
    const { version: _, ...params } = call.params;
    switch (`${call.action}/${call.method}`) {
      case 'api.checkout.form/request': return this.#pay(call.uid, params);
      case 'api.checkout.proxy/send': return this.#goOn(call.uid, params);
      case 'api.checkout.order/get': return this.#model('/api/checkout/merchant/order', params);
      case 'api.checkout.info/get': return this.#model('/api/checkout/ajax/info', params);
      case 'api.checkout.fee/v2': {
        const price = await this.#model('/checkout/frame/fee', params);
        this.#totals.set(params['token'] ?? nameOf(params), price['total_amount']);
        return price;
      }
      case 'api.checkout.cards/get': return this.#cards(params);
      case 'api.checkout.deepcallback/get': return this.#atBank(params);
      case 'api.checkout.pay/methods': return this.#wallets(params);
      case 'api.checkout.pay/get': return this.#walletsInOneList(params);
      case 'api.checkout.pay/session': {
        const merchant_id = params['merchant_id'] ?? this.#asked['merchant_id'];
        return this.#model('/checkout/frame/wallet-session', { url: params['url'], ...(merchant_id ? { merchant_id } : { token: this.#asked['token'] }) });
      }
      case 'api.checkout.pay/sheet': return this.#openSheet(call.uid, String(params['sheet']));
      case 'api.checkout/app':
        if (params['token'] === undefined) this.#announced.set(nameOf(params), params['amount']);
        return this.#model('/checkout/frame/app', params);
      default: return { error: { code: 1100, message: 'Operation not allowed' } };
    }
  }

  async #pay(uid: number, params: Record<string, unknown>): Promise<Answer | undefined> {
    const total_amount = this.#totalOf(params);
    let token = params['token'];
    if (token === undefined) {
      const order = Object.fromEntries(Object.entries(params).filter(([name]) => !notOfOrder.has(name)));
      const key = JSON.stringify(order);
      token = this.#orders.get(key);
      if (token === undefined) {
        const placed = await this.#ask('/checkout/frame/order', { ...order, announced_amount: this.#announced.get(nameOf(params)) });
        if (placed['response_status'] !== 'success') return asModel(placed);
        token = placed['token'];
        this.#orders.set(key, String(token));
        this.#totals.set(token, total_amount);
      }
    }
    const answer = await this.#ask('/api/checkout/ajax', { ...params, token, total_amount, ...this.#name(uid) });
    return this.#step(uid, answer, params);
  }

  /** Published widgets ask for the fee without the order's id. */
  #totalOf(params: Record<string, unknown>): unknown {
    return this.#totals.get(params['token'] ?? nameOf(params)) ?? this.#totals.get(nameOf({ ...params, order_id: undefined }));
  }

  /** Published libraries read `allowed` even of a failure, and know no sheet of ours. */
  async #wallets(params: Record<string, unknown>): Promise<Answer> {
    this.#asked = params;
    const answer = await this.#model('/checkout/frame/methods', {
      ...params, announced_amount: this.#announced.get(nameOf(params)), total_amount: this.#totalOf(params), sheets: this.#isOurs ? 'Y' : undefined,
    });
    return { allowed: [], provider: {}, ...answer };
  }

  /** The same for libraries of before 2.0, whose button takes one list and asks the browser for all of it at once. */
  async #walletsInOneList(params: Record<string, unknown>): Promise<Answer> {
    const { provider, allowed: _, ...rest } = await this.#wallets(params);
    const wallets = Object.values(provider as Record<string, { methods: unknown[]; details: object }>);
    return { ...rest, methods: wallets.flatMap(wallet => wallet.methods), details: wallets[0]?.details ?? {}, options: {} };
  }

  /** Those of the payer whom the order names, and so none where only the merchant is known. */
  async #cards(params: Record<string, unknown>): Promise<Answer> {
    const info = await this.#model('/api/checkout/ajax/info', params);
    return info['error'] ? info : ((info['cards'] ?? []) as Answer);
  }

  /** The payer goes on in his bank's app. The address comes from the page, so nothing is fetched from it: of an address of ours the order is told. */
  async #atBank({ url }: Record<string, unknown>): Promise<Answer> {
    const [address, query] = String(url).split('?');
    if (address !== `${location.origin}/checkout/bank`) return { error: { code: 1007, message: 'Parameter `url` is incorrect' } };
    return this.#model('/api/checkout/merchant/order', { token: new URLSearchParams(query).get('token') });
  }

  /** The sandbox's own wallet, in the window that the issuer's page has. It tells the shop's page alone. */
  async #openSheet(uid: number, sheet: string): Promise<undefined> {
    const name = sheet.includes('wallet=applepay') ? 'Apple Pay' : 'Google Pay';
    const lang = String(this.#asked['lang'] ?? 'en');
    const close = (await messagesOf(lang))['wallet.close'];
    const texts = { lang: close ? lang : 'en', title: name, frame: name, close: (close ?? 'Close {wallet}').replace('{wallet}', name) };
    const modal: Modal = { url: `${sheet}&lang=${texts.lang}&shop=${encodeURIComponent(this.#shop)}`, uid, texts };
    this.#tell({ action: 'modal', data: { ...modal } });
  }

  async #goOn(uid: number, params: Record<string, unknown>): Promise<Answer | undefined> {
    this.#steps.delete(uid);
    if (params['container']) return { data: params['container'] };
    const answer = await this.#ask('/checkout/frame/result', { token: params['token'], lang: params['lang'] });
    return this.#step(uid, answer, params);
  }

  /** Goes through what can be done unseen, and opens the issuer's window for the rest. */
  async #step(uid: number, first: Answer, params: Record<string, unknown>): Promise<Answer | undefined> {
    let answer = first;
    while (typeof answer['method_url'] === 'string') {
      await runMethod(answer['method_url'], Number(answer['method_seconds']));
      answer = await this.#ask('/checkout/frame/method-ended', { token: answer['token'], transaction: answer['transaction'], ...this.#name(uid), lang: params['lang'] });
    }
    const form = answer['send_data'];
    if (!isRecord(form) || answer['action']) {
      if (!isOpen(answer)) this.#forget(answer['token']);
      return asModel(answer);
    }

    const step = { token: String(answer['token']), transaction: String(answer['transaction']) };
    this.#steps.set(uid, step);
    const modal = await this.#modal(uid, answer, step);
    const seconds = answer['seconds_after_decline'];
    if (seconds === undefined) {
      this.#tell({ action: 'modal', data: { ...modal } });
      return undefined;
    }
    const checkout_data = { js_wait_on_3ds_decline: true, js_wait_on_3ds_decline_duration: seconds };
    return { token: step.token, order: answer['order'], submit3ds: { '3ds': true, checkout_data, ...modal } };
  }

  async #modal(uid: number, answer: Answer, { token, transaction }: Step): Promise<Modal> {
    if (!this.#isOurs) return { url: String(answer['url']), send_data: answer['send_data'] as Record<string, string> };
    const query = new URLSearchParams({ token, transaction, uid: String(uid), shop: this.#shop });
    return { url: `/checkout/frame/window?${query}`, uid, texts: await windowTexts(String(answer['lang'])), size: challengeSize(answer['challenge_window_size']) };
  }

  /** An order is over: the same parameters ask for another one. */
  #forget(token: unknown): void {
    for (const [key, known] of this.#orders) if (known === token) this.#orders.delete(key);
  }

  /** The way back from the issuer names the call to published bundles; our own library knows which window is whose. */
  #name(uid: number): { uid?: number } {
    return this.#isOurs ? {} : { uid };
  }

  async #model(path: string, params: Record<string, unknown>): Promise<Answer> {
    return asModel(await this.#ask(path, params));
  }

  #ask(path: string, params: Record<string, unknown>): Promise<Answer> {
    return ask(path, params, this.#shop);
  }
}

function asModel({ response_status, error_code, error_message, request_id, url, ...rest }: Answer): Answer {
  if (response_status === 'success') return rest['action'] === 'redirect' ? { ...rest, url } : rest;
  const code = Number.isNaN(Number(error_code)) ? error_code : Number(error_code);
  return { ...rest, error: { code, message: error_message, request_id } };
}

/** What a page calls an order that it has no token of. */
const nameOf = ({ merchant_id, order_id, currency }: Record<string, unknown>): string => JSON.stringify([merchant_id, order_id, currency].map(String));

function isOpen({ order }: Answer): boolean {
  const data = isRecord(order) ? order['order_data'] : undefined;
  return isRecord(data) && (data['order_status'] === 'created' || data['order_status'] === 'processing');
}

async function windowTexts(lang: string): Promise<WindowTexts> {
  const messages = await messagesOf(lang);
  return {
    lang: messages['challenge.title'] === undefined ? 'en' : lang,
    title: messages['challenge.title'] ?? 'Confirm with your bank',
    frame: messages['challenge.frame'] ?? 'Confirmation page of your bank',
    close: messages['challenge.close'] ?? 'Close the confirmation',
    cancelled: messages['form.closed'] ?? 'You closed the bank’s confirmation. The card was not charged.',
  };
}

async function messagesOf(lang: string): Promise<Record<string, string>> {
  try {
    return (await (await fetch(`/checkout/i18n/${encodeURIComponent(lang)}.json`)).json()) as Record<string, string>;
  } catch {
    return {};
  }
}
