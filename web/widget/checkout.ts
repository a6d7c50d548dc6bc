import { speakTo, type Frame } from '../protocol/parent';
import type { PageEvent, ToPage, ToShop } from '../protocol/widget';
import { checkConfig, type Checked } from './config';
import { Model } from './model';

type Listener = (...given: unknown[]) => void;
type Call = { settle: (model: Model) => void; fail: (error: CheckoutError) => void };

/** Why a payment did not come about: config, frame, csp, timeout, invalid, cancelled, closed, expired, or the gateway's code. */
export class CheckoutError extends Error {
  constructor(public readonly code: string, message: string, public readonly model: Model) {
    super(message);
    this.name = 'CheckoutError';
  }
}

/** How long a frame may take to say that it is there. */
const patience = 10_000;
const own = typeof document === 'undefined' ? null : document.currentScript;
const ownOrigin = own instanceof HTMLScriptElement && own.src !== '' ? new URL(own.src).origin : '';
const shown = new WeakMap<Element, Checkout>();
const warn = (text: string): void => console.warn(`checkout: ${text}`);

export class Checkout {
  #listeners = new Map<string, Listener[]>();
  #waiting: ToPage[] = [];
  #calls: Call[] = [];
  #frame: Frame | undefined;
  #element: HTMLIFrameElement | undefined;
  #config: Checked | undefined;
  #ready = false;
  #closed = false;
  #model = new Model({});
  #violated: ((event: SecurityPolicyViolationEvent) => void) | undefined;
  #target: Element | undefined;

  constructor(target: unknown, config: unknown) {
    // After the shop's script, so that listeners it adds now hear everything.
    queueMicrotask(() => this.#find(target, config));
  }

  get $el(): Element | undefined {
    return this.#target;
  }

  $on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    if (event === 'callback') this.#send({ kind: 'stay' });
    return this;
  }

  $off(event: string, listener?: Listener): this {
    this.#listeners.set(event, listener ? (this.#listeners.get(event) ?? []).filter(known => known !== listener) : []);
    return this;
  }

  $emit(event: string, ...given: unknown[]): this {
    if (event === 'submit') void this.submit();
    else if (event === 'location') this.location(String(given[0]), given[1] as string | undefined);
    else if (event === 'setParams') this.setParams(given[0]);
    else if (event === 'click-wallet') this.#send({ kind: 'wallet', method: String(given[0] ?? '') });
    else this.#tell(event, ...given);
    return this;
  }

  $nextTick(then?: () => void): Promise<void> {
    return Promise.resolve().then(then);
  }

  /** Presses the button; gives the approved order, or the error that ended the try. */
  submit(): Promise<Model> {
    const result = new Promise<Model>((settle, fail) => this.#calls.push({ settle, fail }));
    // A shop that listens to events alone need not catch.
    result.catch(() => {});
    if (this.#closed) this.#end('closed', 'the widget was destroyed');
    else this.#send({ kind: 'submit' });
    return result;
  }

  location(method: string, system?: string): this {
    this.#send({ kind: 'location', method, system });
    return this;
  }

  setParams(params: unknown): this {
    if (this.#model.data.token || this.#config?.params['token']) warn('setParams came too late: the order is made');
    else if (typeof params === 'object' && params !== null) this.#send({ kind: 'params', params: params as Record<string, unknown> });
    return this;
  }

  $destroy(): this {
    if (this.#closed) return this;
    this.#closed = true;
    this.#end('closed', 'the widget was destroyed');
    this.#clear();
    if (this.#target && shown.get(this.#target) === this) shown.delete(this.#target);
    return this;
  }

  #find(target: unknown, config: unknown): void {
    if (this.#closed) return;
    const element = typeof target === 'string' ? document.querySelector(target) : target;
    if (element instanceof Element) {
      shown.get(element)?.$destroy();
      shown.set(element, this);
      this.#target = element;
      this.#begin(element, config);
    } else if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#find(target, config), { once: true });
    else this.#fail('config', `there is no element ${String(target)}`);
  }

  #begin(target: Element, config: unknown): void {
    const token = new URLSearchParams(location.search).get('token');
    const checked = checkConfig(config, token !== null && /^[0-9a-f]{40}$/.test(token) ? token : undefined);
    checked.warnings.forEach(warn);
    if (checked.errors.length > 0) return this.#fail('config', checked.errors.join('; '));
    this.#config = checked;
    this.#open(target, checked);
  }

  #open(target: Element, { options, params }: Checked): void {
    const host = options['api_domain'] as string | undefined;
    const origin = host === undefined || host === ownOrigin.replace(/^https?:\/\//, '') ? ownOrigin : new URL(`https://${host}`).origin;
    const address = new URL('/checkout/embedded', origin);
    for (const key of [params['token'] ? 'token' : 'merchant_id', 'lang']) if (params[key]) address.searchParams.set(key, String(params[key]));
    const session = crypto.getRandomValues(new Uint32Array(4)).join('-');
    address.hash = session;

    const full = options['full_screen'] !== false;
    const frame = document.createElement('iframe');
    frame.className = 'tetri-frame';
    frame.title = 'Payment';
    frame.allow = 'payment';
    frame.referrerPolicy = 'origin';
    // Set through the style object, which a strict content policy allows.
    Object.assign(frame.style, { display: 'block', width: '100%', border: '0', colorScheme: 'normal', height: '0', minHeight: full ? '100dvh' : '0' });
    const image = options['loading'];
    const wait = document.createElement(image ? 'img' : 'div');
    wait.className = 'tetri-wait';
    if (wait instanceof HTMLImageElement) Object.assign(wait, { src: String(image), alt: '' });
    target.replaceChildren(wait, frame);

    this.#violated = event => {
      if (event.disposition === 'enforce' && /^(frame|child|default)-src/.test(event.effectiveDirective) && event.blockedURI.startsWith(origin))
        this.#fail('csp', `the Content-Security-Policy of this page does not let the payment form in: add frame-src ${origin}`);
    };
    document.addEventListener('securitypolicyviolation', this.#violated);
    this.#element = frame;
    this.#frame = speakTo(frame, origin, session, patience, {
      connected: () => this.#start(),
      message: message => this.#hear(message, origin),
      silent: () => this.#fail('timeout', `no payment form came from ${origin} within 10 seconds: it is not reachable, or the merchant's shop_origins lack ${location.origin}`),
    });
    frame.src = address.href;
  }

  #start(): void {
    this.#ready = true;
    // Without what cannot be sent: a function among a shop's params, say.
    this.#frame?.send({ kind: 'start', config: JSON.parse(JSON.stringify({ ...this.#config, stay: this.#has('callback') })) });
    for (const message of this.#waiting.splice(0)) this.#send(message);
  }

  #send(message: ToPage): void {
    if (this.#ready) this.#frame?.send(message);
    else if (message.kind !== 'stay') this.#waiting.push(message);
  }

  #hear(message: ToShop, origin: string): void {
    if (message.kind === 'size') {
      this.#target?.querySelector('.tetri-wait')?.remove();
      if (this.#element) this.#element.style.height = `${message.height}px`;
    } else if (message.kind === 'title') {
      if (this.#element) this.#element.title = message.title;
      if (this.#config?.options['full_screen'] !== false) {
        document.title = message.title;
        document.documentElement.lang = message.lang;
      }
    } else if (message.kind === 'leave') {
      if (!this.#has('callback')) location.assign(origin + message.path);
    } else this.#happened(message.name, new Model(message.data));
  }

  #happened(name: PageEvent, model: Model): void {
    if (name === 'warning') return warn(model.data['value'] as string);
    if (name !== 'show-pay' && name !== 'click-wallet' && name !== 'invalid') this.#model = model;
    const error = model.data.error;
    const final = model.attr('order.ready_to_submit') === true;
    if (name === 'error' && error) console.error(`checkout: ${error.message} (${error.code})`);
    if (name !== 'error') this.#tell(name, name === 'show-pay' || name === 'click-wallet' ? model.data['value'] : model);
    // Older names: success means that the gateway took the step, error that it did not.
    if (name === 'approved' || (name === 'action_required' && model.attr('order.need_verify_code') === true)) this.#tell('success', model);
    if (error && name !== 'invalid') this.#tell('error', model);
    // A finished order is ready first, and then says how it ended.
    if (final && name !== 'ready') this.#tell('callback', model);
    if (name === 'approved') for (const call of this.#calls.splice(0)) call.settle(model);
    else if (error) for (const call of this.#calls.splice(0)) call.fail(new CheckoutError(error.code, error.message, model));
  }

  #has(event: string): boolean {
    return (this.#listeners.get(event)?.length ?? 0) > 0;
  }

  /** A listener of the shop that throws is reported, and breaks nobody else's. */
  #tell(event: string, ...given: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        listener.apply(this, given);
      } catch (error) {
        reportError(error);
      }
    }
  }

  #end(code: string, message: string): void {
    const model = new Model({ error: { code, message } });
    for (const call of this.#calls.splice(0)) call.fail(new CheckoutError(code, message, model));
  }

  /** The developer reads what is wrong; the payer reads that it is, and may try again where that can help. */
  #fail(code: string, message: string): void {
    console.error(`checkout: ${message}`);
    this.#clear();
    if (this.#target) {
      const words = document.createElement('p');
      words.className = 'tetri-fault';
      words.setAttribute('role', 'alert');
      words.textContent = code === 'timeout' ? 'The payment form did not load. ' : 'The payment form cannot be shown. Please write to the shop.';
      if (code === 'timeout') {
        const again = document.createElement('button');
        again.type = 'button';
        again.textContent = 'Try again';
        again.onclick = () => this.#open(this.#target as Element, this.#config as Checked);
        words.append(again);
      }
      this.#target.replaceChildren(words);
    }
    this.#tell('error', new Model({ error: { code, message } }));
    this.#end(code, message);
  }

  #clear(): void {
    this.#ready = false;
    this.#frame?.close();
    if (this.#violated) document.removeEventListener('securitypolicyviolation', this.#violated);
    this.#target?.replaceChildren();
  }
}

/** Shows the payment form in an element, or in the first that a selector names. */
export const checkout = (target: string | Element, config: unknown): Checkout => new Checkout(target, config);
