import type { Size } from './challenge-size';

/**
 * The messages between a shop's page and the frame behind `$checkout`.
 *
 * 1. The frame says `load` to whoever is around it; that carries nothing.
 * 2. Our own library answers `connect` with a nonce and a MessagePort, to our origin alone. Everything after goes over the port.
 *    The frame has heard the page's origin, and repeats the nonce in `connected`.
 * 3. Published bundles know no `connect`: they go on with JSON texts over `postMessage`, and are answered at the origin they came from.
 */
export interface Message {
  action: string;
  data: Record<string, unknown>;
}

/** A call of the page; it is answered under its uid, more than once where there is progress. */
export interface Call {
  uid: number;
  action: string;
  method: string;
  params: Record<string, unknown>;
}

/** What opens the issuer's window: our own page of it, or, for published bundles, the issuer's address with the form that goes there. */
export interface Modal {
  url: string;
  send_data?: Record<string, string>;
  /** Of our own library only. */
  uid?: number;
  texts?: WindowTexts;
  /** Of the issuer's page, where the challenge names one. */
  size?: Size | undefined;
}

export interface WindowTexts {
  lang: string;
  title: string;
  frame: string;
  close: string;
  /** Why the call failed that opened the window; none where closing it says enough. */
  cancelled?: string;
}

export interface Fault {
  /** A code of the protocol, or a word for what happened in the browser. */
  code: number | 'cancelled' | 'unavailable';
  message: string;
  request_id?: string;
}

/** A page of ours in the issuer's window, or the address that the issuer comes back to, says which call may go on. */
export const stepEnded = 'response';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const isRecord = (value: unknown): value is Record<string, unknown> => isObject(value) && !Array.isArray(value);

/** Undefined for what is no message of ours: other programs talk on the same page. */
export function readMessage(sent: unknown): Message | undefined {
  let value = sent;
  if (typeof sent === 'string') {
    try {
      value = JSON.parse(sent);
    } catch {
      return undefined;
    }
  }
  // A list of cards is an array.
  if (!isObject(value) || !isObject(value['data'])) return undefined;
  const action = value['action'];
  return typeof action === 'string' || typeof action === 'number' ? { action: String(action), data: value['data'] } : undefined;
}

export function readCall({ uid, action, method, params }: Record<string, unknown>): Call | undefined {
  const number = Number(uid);
  if (!Number.isSafeInteger(number) || typeof action !== 'string' || typeof method !== 'string') return undefined;
  return { uid: number, action, method, params: isRecord(params) ? params : {} };
}
