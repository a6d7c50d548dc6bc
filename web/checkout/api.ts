import { readAnswer, readPrice, type Answer, type Bank, type Price } from './answer';
import type { Payment } from './event';
import type { PriceQuestion } from './field/price';

/** An answer, or why there is none: the network, or a gateway that could not answer. */
export type Reply = { answer: Answer } | { answer?: never; offline: boolean };

const json = { 'content-type': 'application/json' };

/** A bank may take its time over a payment; a look should be quick. */
const patience = { look: 20_000, act: 70_000 };

export function getView(token: string): Promise<Reply> {
  return call(`/checkout/view?token=${encodeURIComponent(token)}`, { method: 'GET' }, patience.look);
}

export function pay(payment: Payment, lang: string): Promise<Reply> {
  const browser = {
    colorDepth: screen.colorDepth,
    screenHeight: screen.height,
    screenWidth: screen.width,
    timeZone: new Date().getTimezoneOffset(),
    language: navigator.language,
  };
  return post('/checkout/pay', { ...payment, lang, browser });
}

export function methodDone(token: string, transaction: string): Promise<Reply> {
  return post('/checkout/method', { token, transaction });
}

export function abandon(token: string, transaction: string): Promise<Reply> {
  return post('/checkout/abandon', { token, transaction });
}

export function sendCode(token: string, code: string): Promise<Reply> {
  return post('/checkout/code', { token, code });
}

export function forgetCard(token: string, hash: string): Promise<Reply> {
  return post('/checkout/card/forget', { token, hash });
}

export function chooseBank(payment: Payment, { system, method }: Bank): Promise<Reply> {
  return post('/checkout/bank', { ...payment, system, method });
}

export function leaveBank(token: string): Promise<Reply> {
  return post('/checkout/bank/leave', { token });
}

/** Nothing where there is no answer: the price that the payer sees stands, and the gateway charges no other. */
export async function price(token: string, question: PriceQuestion): Promise<Price | undefined> {
  try {
    const response = await fetch('/checkout/fee', {
      method: 'POST', headers: json, body: JSON.stringify({ token, ...question }), cache: 'no-store', signal: AbortSignal.timeout(patience.look),
    });
    return response.ok ? readPrice(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

function post(path: string, body: unknown): Promise<Reply> {
  return call(path, { method: 'POST', headers: json, body: JSON.stringify(body) }, patience.act);
}

async function call(path: string, init: RequestInit, milliseconds: number): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(milliseconds) });
  } catch (cause) {
    return { offline: !(cause instanceof DOMException) };
  }
  try {
    const answer = response.ok ? readAnswer(await response.json()) : undefined;
    return answer ? { answer } : { offline: false };
  } catch {
    return { offline: false };
  }
}
