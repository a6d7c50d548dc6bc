import * as api from './api';
import type { Unmade } from './around';
import type { Announcement, Effect, Event, Focus, Payment, Timer } from './event';
import { inputNames } from './field/names';

export interface Surroundings {
  dispatch(event: Event): void;
  announce(what: Announcement): void;
  lang(): string;
  /** Nothing is to be made or charged. */
  idle: boolean;
  unmade?: Unmade;
  /** Takes the payer back to the shop. */
  leave(path: string): void;
}

/** Longer waits would overflow the browser's timer and ring at once. */
const longestWait = 2 ** 31 - 1;

/** Runs what the reducer asks for, and answers with events. */
export function effects({ dispatch, announce, lang, idle, unmade, leave }: Surroundings): (effect: Effect) => void {
  const timers = new Map<Timer['name'], ReturnType<typeof setTimeout>>();

  async function answer(serial: number, reply: Promise<api.Reply>): Promise<void> {
    const got = await reply;
    dispatch(got.answer ? { type: 'answered', serial, answer: got.answer } : { type: 'unanswered', serial, offline: got.offline });
  }

  const look = (token: string): Promise<api.Reply> => (token === '' && unmade ? unmade.view() : api.getView(token));

  async function withToken(payment: Payment, act: (payment: Payment) => Promise<api.Reply>): Promise<api.Reply> {
    const { token } = payment;
    if (idle) return look(token);
    const made = token === '' && unmade ? await unmade.make(payment.extras) : token;
    return typeof made === 'string' ? act({ ...payment, token: made }) : made;
  }

  return effect => {
    switch (effect.type) {
      case 'view': return void answer(effect.serial, look(effect.token));
      case 'pay': return void answer(effect.serial, withToken(effect.payment, payment => (effect.bank ? api.chooseBank(payment, effect.bank) : api.pay(payment, lang()))));
      case 'method': return void answer(effect.serial, api.methodDone(effect.token, effect.transaction));
      case 'abandon': return void answer(effect.serial, api.abandon(effect.token, effect.transaction));
      case 'code': return void answer(effect.serial, api.sendCode(effect.token, effect.code));
      case 'leave-bank': return void answer(effect.serial, api.leaveBank(effect.token));
      case 'forget': return void answer(effect.serial, api.forgetCard(effect.token, effect.card));
      case 'price': return void api.price(effect.token, effect.question).then(price => dispatch({ type: 'priced', question: effect.question, price }));
      case 'announce': return announce(effect.what);
      case 'focus': return focus(effect.field);
      case 'leave': return leave(effect.url);
      case 'wait': {
        const { timer } = effect;
        clearTimeout(timers.get(timer.name));
        const wait = Math.min(effect.milliseconds, longestWait);
        timers.set(timer.name, setTimeout(() => dispatch({ type: 'timer', timer }), wait));
      }
    }
  };
}

/** The event's own rendering is done by now. What is typed next must find the field selected, so nothing waits here. */
function focus(field: Focus): void {
  if (field === 'card') return (document.querySelector<HTMLInputElement>('.saved input:checked') ?? document.getElementsByName(inputNames.cardNumber)[0])?.focus();
  if (field === 'bank') return document.querySelector<HTMLButtonElement>('.banks button')?.focus();
  const input = field === 'schedule' || field === 'extra' ? document.querySelector(`.${field === 'extra' ? 'extras' : field} [aria-invalid=true]`) : document.getElementsByName(inputNames[field])[0];
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}
