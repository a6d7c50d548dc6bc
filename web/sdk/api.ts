import type { Fault, Modal } from '../protocol/messages';
import { Connector } from './connector';
import { Deferred } from './deferred';
import { Events } from './events';
import { Response } from './response';
import { IssuerWindow, type Messages } from './window';

export interface Endpoints {
  gateway: string;
  element: string;
}

export interface ApiParams {
  origin: string;
  endpoint: Endpoints;
  container: string;
  messages?: Messages;
  [more: string]: unknown;
}

declare const SCRIPT_URL: string | undefined;

/** Where this script came from; a page that keeps its own copy of it must name the gateway. */
const ownOrigin = SCRIPT_URL ? new URL(SCRIPT_URL, location.href).origin : location.origin;

export const defaults = {
  origin: ownOrigin,
  endpoint: { gateway: '/checkout/v2/index.html', element: '/checkout/v2/button/element.html' },
  container: 'body',
};

export type Pending = Deferred<Response, Response>;

export const failure = (fault: Fault): Response => new Response({ error: fault });

/** The calls of a shop's page. Each instance has a frame of its own. */
export class Api extends Events {
  params: ApiParams;
  connector: Connector | undefined;
  loaded = false;
  #opening: Promise<void> | undefined;
  #failed: Fault | undefined;
  readonly #pending = new Map<number, Pending>();

  constructor(params: Partial<ApiParams> = {}) {
    super();
    this.params = { ...defaults };
    this.extendParams(params);
  }

  extendParams(params: Partial<ApiParams>): this {
    this.params = { ...this.params, ...params, endpoint: { ...this.params.endpoint, ...params.endpoint } };
    return this;
  }

  setOrigin(origin: string): this {
    this.params.origin = origin;
    return this;
  }

  url(type: keyof Endpoints, more = ''): string {
    return this.params.origin + this.params.endpoint[type] + more;
  }

  /** Calls back, with this as `this`, when the frame is there. When it can't be had, calls fail at once, and the next scope tries again. */
  scope(callback?: (this: Api, api: Api) => void): Promise<this> {
    this.#opening ??= this.#open();
    return this.#opening.then(() => {
      callback?.call(this, this);
      return this;
    });
  }

  request(model: string, method: string, params: Record<string, unknown> = {}): Pending {
    const call: Pending = new Deferred<Response, Response>(this);
    const { connector } = this;
    if (!connector || !this.loaded) return call.reject(failure(this.#failed ?? { code: 'unavailable', message: 'Call scope() first.' }));
    const uid = connector.getUID();
    this.#pending.set(uid, call);
    connector.on(String(uid), (data: Record<string, unknown>) => {
      const answer = new Response(data).setUID(uid).setConnector({ trigger: (_, modal) => this.#openWindow({ ...(modal as Modal), uid }) });
      if (answer.attr('error')) this.#settle(uid, pending => pending.reject(answer));
      else if (answer.attr('submit3ds')) call.notify(answer);
      else this.#settle(uid, pending => pending.resolve(answer));
    });
    connector.send('request', { uid, action: model, method, params });
    return call;
  }

  override destroy(): void {
    for (const uid of [...this.#pending.keys()]) this.#settle(uid, call => call.reject(failure({ code: 'cancelled', message: 'Cancelled' })));
    this.connector?.destroy();
    super.destroy();
  }

  async #open(): Promise<void> {
    const connector = (this.connector = new Connector());
    connector.on('modal', (modal: Modal) => this.#openWindow(modal));
    try {
      await connector.open(this.url('gateway'), document.querySelector(this.params.container) ?? document.body);
      this.loaded = true;
      this.trigger('checkout.api');
    } catch (fault) {
      this.#failed = { code: 'unavailable', message: (fault as Error).message };
      this.#opening = undefined;
      this.trigger('error', failure(this.#failed));
    }
  }

  #openWindow(modal: Modal): void {
    const uid = modal.uid as number;
    // A wallet's sheet is no confirmation of the bank's.
    const messages = modal.texts?.cancelled ? this.params.messages : undefined;
    const window = new IssuerWindow(this.params.origin, modal, messages, {
      onEnd: data => this.connector?.send('request', { uid, action: 'api.checkout.proxy', method: 'send', params: data }),
      onClose: () => {
        this.connector?.send('cancel', { uid });
        this.trigger('modal.close', window);
        this.#settle(uid, call => call.reject(failure({ code: 'cancelled', message: modal.texts?.cancelled ?? 'Cancelled' })));
      },
    });
  }

  #settle(uid: number, how: (call: Pending) => void): void {
    const call = this.#pending.get(uid);
    if (!call) return;
    this.#pending.delete(uid);
    this.connector?.off(String(uid));
    how(call);
  }
}
