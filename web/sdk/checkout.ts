import { Api, defaults } from './api';
import { Connector } from './connector';
import { Deferred } from './deferred';
import { Events } from './events';
import { Model } from './model';
import { Response } from './response';
import { ButtonWidget, FormWidget } from './widgets';
import { PaymentButton, PaymentElement, PaymentRequestApi } from './wallets';

type Part = new (params?: never) => object;

const parts: Record<string, Part> = { Api, Connector, PaymentButton, PaymentRequestApi, PaymentElement, FormWidget, ButtonWidget };
const made: Record<string, object> = {};

function make(name: string, params: unknown = {}): object {
  const Made = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (!Made) throw new Error(`module is undefined ${name}`);
  return new Made(params as never);
}

/** One instance for each name, made with the parameters of the first call; `get` makes a new one each time. */
const $checkout = Object.assign((name: string, params?: unknown): object => (made[name] ??= make(name, params)), {
  get: make,
  add(name: string, part: Part): typeof $checkout {
    if (Object.hasOwn(parts, name)) throw new Error(`module already added ${name}`);
    parts[name] = part;
    return $checkout;
  },
  Config: { ApiOrigin: defaults.origin, ApiEndpoint: defaults.endpoint },
  Utils: { extend: Object.assign },
  Api,
  Module: Events,
  Model,
  Deferred,
  Connector,
  Response,
  PaymentButton,
  PaymentElement,
  PaymentRequestApi,
});

export default $checkout;
