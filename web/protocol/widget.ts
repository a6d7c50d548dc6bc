/**
 * Every message between a shop's page, where checkout.js runs, and the checkout page in its frame.
 *
 * The page in the frame greets whoever is around it: the greeting holds nothing but the session that checkout.js put into the
 * frame's address. checkout.js answers the frame it made, at the gateway's origin alone, with one end of a channel. The page takes
 * it from its parent, from an origin that the gateway allowed, once. All else goes over the channel. A page that is loaded
 * again greets again and gets a new channel. What the payer types never crosses.
 */
export const version = 1;

export interface Greeting {
  tetri: 'widget';
  v: typeof version;
  session: string;
  kind: 'here' | 'hello';
}

/** The data of an answer in the shape that shops read: attr('order.order_data'). */
export interface ModelData {
  token?: string;
  order?: Record<string, unknown> & { order_data: Record<string, string> };
  info?: Record<string, unknown>;
  error?: { code: string; message: string };
  [key: string]: unknown;
}

/** `warning` is for the shop's developer: what of the configuration does nothing here. */
export type PageEvent = 'warning' | 'ready' | 'show-pay' | 'click-wallet' | 'action_required' | 'approved' | 'declined' | 'expired' | 'reversed' | 'cancelled' | 'invalid' | 'error';

/** Of the shop's configuration, what the page is to know. */
export interface PageConfig {
  options: Record<string, unknown>;
  params: Record<string, unknown>;
  messages: Record<string, Record<string, string>>;
  css_variable: Record<string, unknown>;
  fields_custom: unknown;
  /** The shop goes on by itself after the result. */
  stay: boolean;
}

export type ToPage =
  | { kind: 'start'; config: PageConfig }
  | { kind: 'submit' }
  | { kind: 'location'; method: string; system: string | undefined }
  | { kind: 'params'; params: Record<string, unknown> }
  | { kind: 'wallet'; method: string }
  | { kind: 'stay' };

export type ToShop =
  | { kind: 'size'; height: number }
  | { kind: 'event'; name: PageEvent; data: ModelData }
  | { kind: 'title'; title: string; lang: string }
  | { kind: 'leave'; path: string };

type Shape = Record<string, unknown>;
const isObject = (value: unknown): value is Shape => typeof value === 'object' && value !== null;

/** Source first, then namespace and version, then origin, then shape. What is not ours is passed over in silence. */
export function readGreeting(
  event: MessageEvent, kind: Greeting['kind'], source: MessageEventSource | null, allows: (origin: string) => boolean,
): { session: string; port: MessagePort | undefined } | undefined {
  const data: unknown = event.data;
  if (source === null || event.source !== source || !isObject(data) || data['tetri'] !== 'widget' || data['v'] !== version) return undefined;
  if (!allows(event.origin)) return undefined;
  return data['kind'] === kind && typeof data['session'] === 'string' ? { session: data['session'], port: event.ports[0] } : undefined;
}

export function readToShop(data: unknown): ToShop | undefined {
  if (!isObject(data)) return undefined;
  const fits =
    data['kind'] === 'size' ? Number.isFinite(data['height'])
    : data['kind'] === 'event' ? /^[a-z_-]+$/.test(String(data['name'])) && isObject(data['data'])
    : data['kind'] === 'title' ? typeof data['title'] === 'string' && typeof data['lang'] === 'string'
    // A path of the gateway's own: not //elsewhere.
    : data['kind'] === 'leave' && typeof data['path'] === 'string' && /^\/[^/\\]/.test(data['path']);
  return fits ? (data as ToShop) : undefined;
}

export function readToPage(data: unknown): ToPage | undefined {
  if (!isObject(data)) return undefined;
  const fits =
    data['kind'] === 'start' ? isObject(data['config'])
    : data['kind'] === 'location' || data['kind'] === 'wallet' ? typeof data['method'] === 'string'
    : data['kind'] === 'params' ? isObject(data['params'])
    : data['kind'] === 'submit' || data['kind'] === 'stay';
  return fits ? (data as ToPage) : undefined;
}
