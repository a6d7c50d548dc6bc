import { Api, defaults, failure, type ApiParams } from './api';
import { Deferred } from './deferred';
import { Events } from './events';
import type { Response } from './response';

type Data = Record<string, unknown>;
type Method = string;

interface Provided {
  /** Of the sandbox's own wallet: what the gateway shows of it. */
  sheet?: string;
  methods?: PaymentMethodData[];
  details?: PaymentDetailsInit;
  options?: Data;
}

interface Payload {
  payment_system?: string;
  allowed?: Method[];
  provider?: Record<Method, Provided>;
}

/** The wallets that the gateway allows for an order, shown by the browser itself, or by the sandbox: no script of anybody else is loaded. */
export class PaymentRequestApi extends Events {
  api: Api | undefined;
  merchant: unknown;
  payload: Payload = {};
  supported: { fallback: boolean; provider: Method[] } = { fallback: false, provider: [] };
  #isPending = false;
  #before: (defer: Deferred) => void = defer => void defer.resolve();

  setApi(api: Api): this {
    this.api = api;
    return this;
  }

  setMerchant(merchant: unknown): this {
    this.merchant = merchant;
    return this;
  }

  setBeforeCallback(before: ((defer: Deferred) => void) | undefined): this {
    if (before) this.#before = before;
    return this;
  }

  setSupported(supported: PaymentRequestApi['supported']): this {
    this.supported = supported;
    this.trigger('supported', supported);
    return this;
  }

  setPayload(payload: Payload): this {
    this.payload = payload;
    this.trigger('payload', payload);
    return this;
  }

  isMethodSupported(method: Method): boolean {
    return this.supported.provider.includes(method);
  }

  isPending(): boolean {
    return this.#isPending;
  }

  setPending(state: boolean): void {
    this.#isPending = state;
    this.trigger('pending', state);
  }

  /** What of the payload this browser can show. */
  async getSupportedMethods(): Promise<PaymentRequestApi['supported']> {
    const provider: Method[] = [];
    for (const method of this.payload.allowed ?? []) {
      const can = this.#sheet(method) ?? (await this.#request(method)?.canMakePayment().catch(() => false));
      if (can) provider.push(method);
    }
    this.setSupported({ fallback: false, provider });
    return this.supported;
  }

  /** Asks the gateway anew. */
  update(data: Data): Deferred<Response, Response> {
    const updated = new Deferred<Response, Response>(this);
    const { api } = this;
    if (!api) return updated.reject(failure({ code: 'unavailable', message: 'Call setApi() first.' }));
    void api.scope(() => {
      api.request('api.checkout.pay', 'methods', data)
        .done((model: Response) => {
          this.setPayload(model.serialize() as Payload);
          void this.getSupportedMethods().then(() => updated.resolve(model));
        })
        .fail((model: Response) => {
          this.trigger('error', model);
          updated.reject(model);
        });
    });
    return updated;
  }

  before(): Deferred {
    const defer = new Deferred(this);
    if (this.#isPending) return defer.reject();
    this.setPending(true);
    defer.always(() => this.setPending(false));
    this.#before(defer);
    return defer;
  }

  /** Shows the wallet. What it gives comes as `details`. */
  pay(method: Method): Deferred {
    const paid = new Deferred(this);
    if (this.#isPending) return paid;
    this.setPending(true);
    paid.always(() => this.setPending(false));
    paid.done((data: unknown) => this.trigger('details', { payment_system: this.payload.payment_system, data }));
    paid.fail((error: unknown) => this.trigger('error', error));
    const sheet = this.#sheet(method);
    if (sheet) {
      this.api?.request('api.checkout.pay', 'sheet', { sheet }).done((model: Response) => paid.resolve(model.attr('data'))).fail(paid.reject);
      return paid;
    }
    const request = this.isMethodSupported(method) ? this.#request(method) : undefined;
    if (!request) return paid.reject(failure({ code: 'unavailable', message: `${method} can't pay here.` }));
    request.addEventListener('merchantvalidation', event => this.#validate(event as Event & { validationURL: string; complete(session: unknown): void }));
    request.show().then(async response => {
      await response.complete('success');
      paid.resolve(response.details as unknown);
    }).catch((error: DOMException) => paid.reject(failure({ code: error.name === 'AbortError' ? 'cancelled' : 'unavailable', message: error.message })));
    return paid;
  }

  #sheet(method: Method): string | undefined {
    return this.payload.provider?.[method]?.sheet;
  }

  /** Undefined where the gateway names nothing to ask with, and in a browser that can't be asked. */
  #request(method: Method): PaymentRequest | undefined {
    const { methods, details } = this.payload.provider?.[method] ?? {};
    try {
      return new PaymentRequest(methods as PaymentMethodData[], details as PaymentDetailsInit);
    } catch {
      return undefined;
    }
  }

  #validate(event: Event & { validationURL: string; complete(session: unknown): void }): void {
    this.api?.request('api.checkout.pay', 'session', { url: event.validationURL, merchant_id: this.merchant })
      .done((session: Response) => event.complete(session.attr('data')))
      .fail((error: Response) => this.trigger('error', error));
  }
}

interface ElementParams {
  method: Method;
  origin: string;
  endpoint: string;
  appendTo: string | Element;
  height: number;
  mode: string;
  type: string;
  color: string;
  lang: string;
}

/** A real button that the gateway draws: it is reached by Tab and pressed by Enter. */
export class PaymentElement extends Events {
  readonly params: Partial<ElementParams>;
  readonly element = document.createElement('button');
  readonly iframe = document.createElement('iframe');
  request: PaymentRequestApi | undefined;

  constructor(params: Partial<ElementParams> = {}) {
    super();
    const { method = '', mode = 'plain', type = '', color = 'black', lang = 'en', height = 38, endpoint = defaults.endpoint.element, origin = defaults.origin } = (this.params = params);
    const name = { apple: 'Apple Pay', google: 'Google Pay' }[method] ?? method;
    Object.assign(this.element, { type: 'button', className: 'payment-element', ariaLabel: name, hidden: true });
    this.element.style.cssText = `width:100%;height:${Number(height)}px;padding:0;border:0;background:none;cursor:pointer`;
    Object.assign(this.iframe, { src: `${origin}${endpoint}?${new URLSearchParams({ method, mode, style: type, color, lang })}`, title: name, tabIndex: -1 });
    this.iframe.style.cssText = 'display:block;width:100%;height:100%;border:0;pointer-events:none';
    this.element.append(this.iframe);
    for (const type of ['mouseenter', 'mouseleave', 'focusin', 'focusout']) this.element.addEventListener(type, () => this.#tell({ type }));
    this.element.addEventListener('click', () => void this.request?.before().done(() => this.request?.pay(method)));
  }

  setPaymentRequest(request: PaymentRequestApi): this {
    this.request = request;
    request.on('supported', () => (request.isMethodSupported(this.params.method ?? '') ? this.mount() && this.show() : this.hide()));
    return this;
  }

  mount(): this {
    const { appendTo = 'body' } = this.params;
    (typeof appendTo === 'string' ? document.querySelector(appendTo) : appendTo)?.append(this.element);
    return this;
  }

  show(): this {
    this.element.hidden = false;
    return this.trigger('show', {});
  }

  hide(): this {
    this.element.hidden = true;
    return this.trigger('hide', {});
  }

  #tell(data: Data): void {
    this.iframe.contentWindow?.postMessage(JSON.stringify({ action: 'event', data }), new URL(this.iframe.src).origin);
  }
}

interface ButtonParams extends ApiParams {
  element: string;
  methods: Method[];
  style: Partial<ElementParams>;
  data: Data;
  api: Api;
  before: (defer: Deferred) => void;
  after: (defer: Deferred, params: Data) => void;
}

/** Wallet buttons where the gateway allows them and the browser can show them. */
export class PaymentButton extends Events {
  readonly params: Partial<ButtonParams>;
  readonly api: Api;
  readonly request = new PaymentRequestApi();

  constructor(params: Partial<ButtonParams> = {}) {
    super();
    const { element, methods = ['apple', 'google'], style = {}, data = {}, api, before, ...rest } = (this.params = params);
    this.api = api ?? new Api(rest);
    this.request.setApi(this.api).setMerchant(data['merchant_id']).setBeforeCallback(before);
    this.request.on('details', (details: Data) => this.#send(details));
    this.request.on('error', (error: unknown) => this.trigger('error', error));
    for (const method of methods) {
      const { origin, endpoint } = this.api.params;
      new PaymentElement({ ...style, method, origin, endpoint: endpoint.element, appendTo: element ?? 'body', lang: String(data['lang'] ?? 'en') }).setPaymentRequest(this.request);
    }
    this.update();
  }

  update(data?: Data): Deferred<Response, Response> {
    this.params.data = { ...this.params.data, ...data };
    return this.request.update(this.params.data);
  }

  #send(details: Data): void {
    const { data = {}, after = (defer: Deferred) => void defer.resolve() } = this.params;
    const ready = new Deferred(this);
    after(ready, data);
    ready.done((more: Data) => {
      this.api.request('api.checkout.form', 'request', { ...data, ...more, ...details })
        .done((model: Response) => this.trigger('success', model))
        .fail((model: Response) => this.trigger('error', model));
    });
  }
}
