import type { Answer, Bank, BankView, FieldName, Order, Refusal, View, Wallet } from './answer';
import type { Effect, Event, Focus, Payment } from './event';
import { parseCardNumber, formatCardNumber } from './field/card-number';
import { codeLength } from './field/code';
import { answersOf, wrongExtras } from './field/extra';
import { formatCvv } from './field/cvv';
import { formatExpiry, parseExpiry, settleExpiry, wireExpiry } from './field/expiry';
import { faultsOf, firstWrong } from './field/form';
import { agreedOf, answers, emptyPrice, mustAsk, pricedCardOf, priceOf, questionOf } from './field/price';
import { savedCardOf } from './field/saved-card';
import { chosenOf, faultsOfSchedule, scheduleOf, type ScheduleForm } from './field/schedule';
import { emptyForm, formOf, isFinal, orderOf, type Form, type Kind, type PageState, type StateOf } from './state';
import { bankDelay, pollDelay } from './wait';

/** The gateway's code for a payment whose price is another than the payer saw. */
const otherPrice = 1023;

export interface Model {
  page: PageState;
  serial: number;
}

export interface Step {
  model: Model;
  effects: Effect[];
}

/** The page as the gateway sent it, or an empty one that asks for its view. */
export function begin(token: string, view: View | undefined, form: Form = emptyForm): Step {
  const model: Model = { page: { kind: 'loading', token, form }, serial: 0 };
  return view ? arrive(model, { view }) : ask(model, model.page);
}

export function reduce(model: Model, event: Event): Step {
  const { page } = model;
  switch (event.type) {
    case 'edited': return page.kind === 'open' ? awaitPrice(model, edit(page, event.field, event.text)) : same(model);
    case 'card-chosen': return page.kind === 'open' ? chooseCard(model, page, event.card) : same(model);
    case 'card-forgotten': return page.kind === 'open' ? forgetCard(model, page, event.card) : same(model);
    case 'card-kept': return page.kind === 'open' ? stay(model, { ...page, form: { ...page.form, keep: event.keep } }) : same(model);
    case 'promocode-edited': return page.kind === 'open' ? stay(model, editPromocode(page, event.text)) : same(model);
    case 'promocode-sent': return page.kind === 'open' ? sendPromocode(model, page, event.text) : same(model);
    case 'priced': return page.kind === 'open' ? takePrice(model, page, event) : same(model);
    case 'left': return page.kind === 'open' ? stay(model, leave(page, event.field)) : same(model);
    case 'extra-edited': return page.kind === 'open' ? stay(model, editExtra(page, { typed: { [event.name]: event.text } })) : same(model);
    case 'extra-left': return page.kind === 'open' ? stay(model, editExtra(page, { left: { [event.name]: true } })) : same(model);
    case 'scheduled': return page.kind === 'open' ? stay(model, reschedule(page, event.change)) : same(model);
    case 'test-card': return page.kind === 'open' ? fill(model, page, event.card) : same(model);
    case 'submitted': return page.kind === 'open' ? submit(model, page) : page.kind === 'code' ? submitCode(model, page) : same(model);
    case 'wallet-pressed': return (page.kind === 'open' && refuse(model, page)) || same(model);
    case 'wallet-paid': return page.kind === 'open' ? send(model, page, event.means, event.by) : same(model);
    case 'bank-chosen': return page.kind === 'open' ? send(model, page, {}, { bank: event.bank }) : same(model);
    case 'bank-left': return page.kind === 'bank' && !page.leaving ? leaveBank(model, page) : same(model);
    case 'code-edited': return page.kind === 'code' && !page.busy ? stay(model, { kind: 'code', view: page.view, text: event.text, busy: false }) : same(model);
    case 'answered': return event.serial === model.serial ? arrive(model, event.answer) : same(model);
    case 'unanswered': return event.serial === model.serial ? miss(model, event.offline) : same(model);
    case 'frame-done': return frameDone(model, event.transaction);
    case 'challenge-closed': return page.kind === 'challenge' ? abandon(model, page) : same(model);
    case 'decline-closed': return page.kind === 'open' ? closeDecline(model, page) : same(model);
    case 'retried': return retry(model);
    case 'resumed': return resume(model);
    case 'timer': return ring(model, event.timer);
  }
}

const same = (model: Model): Step => ({ model, effects: [] });
const stay = (model: Model, page: PageState, effects: Effect[] = []): Step => ({ model: { ...model, page }, effects });

function tokenOf(page: PageState): string {
  return page.kind === 'unknown' ? '' : 'token' in page ? page.token : page.view.token;
}

/** Moves to `page` and asks for the view; what was asked before is no longer waited for. */
function ask(model: Model, page: PageState, effects: Effect[] = []): Step {
  const serial = model.serial + 1;
  return { model: { page, serial }, effects: [...effects, { type: 'view', serial, token: tokenOf(page) }] };
}

/** Another card has another CVV. */
function chooseCard(model: Model, page: StateOf<'open'>, card: string): Step {
  const { cvv2: _, ...left } = page.form.left;
  return awaitPrice(model, { ...page, form: { ...page.form, card, values: { ...page.form.values, cvv2: '' }, left, refused: {} } });
}

/** The card stays until the gateway has deleted it. */
function forgetCard(model: Model, page: StateOf<'open'>, card: string): Step {
  const serial = model.serial + 1;
  return { model: { page, serial }, effects: [{ type: 'forget', serial, token: page.view.token, card }] };
}

/** The form as the gateway sees it now. What the payer typed stays, unless one of his cards is gone. */
function refresh(model: Model, page: StateOf<'open'>, view: StateOf<'open'>['view'], wait: Effect): Step {
  if ((page.view.cards?.length ?? 0) <= (view.cards?.length ?? 0)) return stay(model, { ...page, view }, [wait]);
  const { card: _, ...form } = page.form;
  const emptied = { ...form, values: { ...form.values, cvv2: '' } };
  return stay(model, { ...page, view, form: emptied }, [wait, { type: 'focus', field: 'card' }, { type: 'announce', what: 'forgotten' }]);
}

/** Typing goes on meanwhile; a number that is pasted is asked for at once with it. */
const pricePause = 250;

function awaitPrice(model: Model, page: StateOf<'open'>): Step {
  return stay(model, page, mustAsk(page.form, page.view) ? [{ type: 'wait', timer: { name: 'price' }, milliseconds: pricePause }] : []);
}

function askPrice(model: Model, page: StateOf<'open'>, code: string): Step {
  const price = { ...(page.form.price ?? emptyPrice), code, card: pricedCardOf(page.form, page.view) };
  return stay(model, { ...page, form: { ...page.form, price } }, [{ type: 'price', token: page.view.token, question: questionOf(price) }]);
}

function editPromocode(page: StateOf<'open'>, text: string): StateOf<'open'> {
  const price = { ...(page.form.price ?? emptyPrice), text };
  // What was wrong with it goes when it is edited.
  if (price.price?.promocodeFault !== undefined) {
    const { promocodeFault: _, ...rest } = price.price;
    price.price = rest;
    price.code = '';
  }
  return { ...page, form: { ...page.form, price } };
}

function sendPromocode(model: Model, page: StateOf<'open'>, text: string): Step {
  const edited = editPromocode(page, text.trim());
  return askPrice(model, edited, text.trim());
}

/** Only the answer to the newest question counts. */
function takePrice(model: Model, page: StateOf<'open'>, { question, price }: Extract<Event, { type: 'priced' }>): Step {
  const asked = page.form.price;
  if (asked === undefined || price === undefined || !answers(question, asked)) return same(model);
  const before = priceOf(page.form, page.view);
  const changes = price.totalAmount !== before?.totalAmount || price.promocode !== before.promocode;
  const what = price.promocodeFault !== undefined ? 'promocode' : changes ? 'price' : undefined;
  const effects: Effect[] = what === undefined ? [] : [{ type: 'announce', what }];
  return stay(model, { ...page, form: { ...page.form, price: { ...asked, price } } }, effects);
}

function edit(page: StateOf<'open'>, field: FieldName, text: string): StateOf<'open'> {
  const { [field]: _, ...refused } = page.form.refused;
  return { ...page, form: { ...page.form, values: { ...page.form.values, [field]: text }, refused } };
}

function leave(page: StateOf<'open'>, field: FieldName): PageState {
  const { values, left } = page.form;
  // An empty field that was only passed through is not a mistake yet.
  if (values[field] === '') return page;
  const settled = field === 'expiryDate' ? settleExpiry(values.expiryDate) : values[field];
  return { ...page, form: { ...page.form, values: { ...values, [field]: settled }, left: { ...left, [field]: true } } };
}

function editExtra(page: StateOf<'open'>, { typed = {}, left = {} }: { typed?: Record<string, string>; left?: Record<string, true> }): PageState {
  const { extras } = page.form;
  if (!extras) return page;
  return { ...page, form: { ...page.form, extras: { ...extras, typed: { ...extras.typed, ...typed }, left: { ...extras.left, ...left } } } };
}

function reschedule(page: StateOf<'open'>, change: Partial<ScheduleForm>): PageState {
  const schedule = scheduleOf(page.form, page.view);
  return schedule ? { ...page, form: { ...page.form, schedule: { ...schedule, ...change } } } : page;
}

function fill(model: Model, page: StateOf<'open'>, card: { number: string; expiry: string; cvv: string }): Step {
  const values = { cardNumber: formatCardNumber(card.number), expiryDate: formatExpiry(card.expiry), cvv2: formatCvv(card.cvv) };
  const step = awaitPrice(model, { ...page, form: { ...page.form, card: 'new', values, left: {}, refused: {} } });
  return { ...step, effects: [...step.effects, { type: 'announce', what: 'filled' }] };
}

function submit(model: Model, page: StateOf<'open'>): Step {
  const { form, view } = page;
  const wrong = firstWrong(faultsOf(form, view));
  const saved = savedCardOf(form, view);
  const expiry = parseExpiry(form.values.expiryDate);
  if (wrong !== undefined || (expiry === undefined && !saved)) {
    const left = { cardNumber: true, expiryDate: true, cvv2: true } as const;
    return stay(model, { ...page, form: { ...form, left } }, [{ type: 'focus', field: wrong ?? 'expiryDate' }]);
  }
  return send(model, page, {
    ...(saved ? { hash: saved.hash } : typedCard(form)),
    ...(form.keep && view.mayKeepCard && !saved ? { saveCard: true as const } : {}),
    cvv2: view.cvv2Requirement === 'absent' ? '' : form.values.cvv2,
  });
}

/** Why nothing can be paid yet, whatever pays: what is asked for beside it is not filled in right. */
function refuse(model: Model, page: StateOf<'open'>): Step | undefined {
  const { form, view } = page;
  const unfit = faultsOfSchedule(form, view);
  if (Object.keys(unfit).length > 0) return stay(model, reschedule(page, { left: unfit }), [{ type: 'focus', field: 'schedule' }]);
  const left = form.extras ? wrongExtras(form.extras) : {};
  return Object.keys(left).length > 0 ? stay(model, editExtra(page, { left }), [{ type: 'focus', field: 'extra' }]) : undefined;
}

function send(model: Model, page: StateOf<'open'>, means: Omit<Payment, 'token'>, by: { wallet?: Wallet['name']; bank?: Bank } = {}): Step {
  const { form, view } = page;
  const refused = refuse(model, page);
  if (refused) return refused;
  const serial = model.serial + 1;
  const schedule = chosenOf(form, view);
  const payment = {
    token: view.token, ...means, ...(schedule ? { schedule } : {}), ...(form.extras ? { extras: answersOf(form.extras) } : {}), ...agreedOf(form, view),
  };
  return {
    model: { page: { kind: 'submitting', view, form, ...by }, serial },
    effects: [{ type: 'pay', serial, payment, ...by }, { type: 'announce', what: 'working' }],
  };
}

function typedCard({ values }: Form): { cardNumber: string; expiryDate: string } {
  const expiry = parseExpiry(values.expiryDate);
  return { cardNumber: parseCardNumber(values.cardNumber), expiryDate: expiry ? wireExpiry(expiry) : '' };
}

function leaveBank(model: Model, page: StateOf<'bank'>): Step {
  const serial = model.serial + 1;
  return { model: { page: { ...page, leaving: true }, serial }, effects: [{ type: 'leave-bank', serial, token: page.view.token }] };
}

/** Looks again and again until the payer has decided at his bank. */
function atBank(model: Model, view: BankView, form: Form): Step {
  const { page } = model;
  const polls = page.kind === 'bank' ? page.polls + 1 : 1;
  const effects: Effect[] = [{ type: 'wait', timer: { name: 'poll', polls }, milliseconds: bankDelay }];
  if (page.kind !== 'bank') effects.push({ type: 'announce', what: 'bank' });
  return stay(model, { kind: 'bank', view, form, polls, leaving: false }, effects);
}

/** Where the payer begins anew. */
function start(view: Order): Focus {
  return view.takesCard ? 'cardNumber' : 'bank';
}

function submitCode(model: Model, page: StateOf<'code'>): Step {
  if (page.busy) return same(model);
  if (page.text.length < codeLength) return stay(model, { ...page, fault: 'short' }, [{ type: 'focus', field: 'code' }]);
  const serial = model.serial + 1;
  return {
    model: { page: { kind: 'code', view: page.view, text: page.text, busy: true }, serial },
    effects: [{ type: 'code', serial, token: page.view.token, code: page.text }, { type: 'announce', what: 'working' }],
  };
}

/** The screen of the code: it comes, is looked at again, or a code that was sent was wrong. */
function awaitCode(model: Model, view: StateOf<'code'>['view'], error: Refusal | undefined): Step {
  const { page } = model;
  if (page.kind === 'code' && !page.busy) return stay(model, { ...page, view });
  if (page.kind === 'code') {
    const fault = error === undefined ? 'wrong' : 'short';
    return stay(model, { kind: 'code', view, text: '', fault, busy: false }, [{ type: 'focus', field: 'code' }, { type: 'announce', what: 'wrong-code' }]);
  }
  return stay(model, { kind: 'code', view, text: '', busy: false }, [{ type: 'announce', what: 'code' }, untilExpiry(view)]);
}

function untilExpiry(view: { expiresAt: number; now: number }): Effect {
  return { type: 'wait', timer: { name: 'expiry' }, milliseconds: Math.max(5000, view.expiresAt - view.now + 500) };
}

function arrive(model: Model, { view, error }: Answer): Step {
  const { page } = model;
  const form = formOf(page);
  switch (view.state) {
    case 'unknown':
      return stay(model, { kind: 'unknown', ...(error ? { error } : {}) });
    case 'open':
      return open(model, view, error);
    case 'method': {
      const timer = { name: 'method', transaction: view.transaction } as const;
      if (page.kind === 'method' && page.view.transaction === view.transaction) return stay(model, { ...page, view });
      return stay(model, { kind: 'method', view, form }, [
        { type: 'wait', timer, milliseconds: view.timeoutSeconds * 1000 },
        { type: 'announce', what: 'working' },
      ]);
    }
    case 'challenge':
      if (page.kind === 'challenge' && page.view.transaction === view.transaction) return stay(model, { ...page, view });
      return stay(model, { kind: 'challenge', view, form }, [{ type: 'announce', what: 'challenge' }]);
    case 'code':
      return awaitCode(model, view, error);
    case 'bank':
      return atBank(model, view, form);
    case 'processing':
      return poll(model, view, form);
    case 'approved':
    case 'declined':
    case 'expired':
    case 'reversed': {
      // A second look at the same result, by the back button, does not send the payer away again.
      if (page.kind === view.state) return stay(model, { kind: view.state, view });
      const effects: Effect[] = [{ type: 'announce', what: view.state }];
      if (view.returnUrl !== undefined) effects.push({ type: 'wait', timer: { name: 'leave' }, milliseconds: 1200 });
      return stay(model, { kind: view.state, view }, effects);
    }
  }
}

function open(model: Model, view: Extract<View, { state: 'open' }>, error: Refusal | undefined): Step {
  const { page } = model;
  const wait = untilExpiry(view);
  if (page.kind === 'open') return refresh(model, page, view, wait);
  const form = formOf(page);
  if (error?.code === otherPrice || error?.field === 'promocode') return reprice(model, view, form, wait);
  if (error?.field !== undefined && error.field !== 'code') {
    const refused = { ...form, refused: { [error.field]: error.code } };
    return stay(model, { kind: 'open', view, form: refused }, [wait, { type: 'focus', field: error.field }]);
  }
  const code = error?.code ?? view.lastDecline?.code;
  // The CVV is typed anew for every try; nothing else is.
  const kept: Form = { ...form, values: { ...form.values, cvv2: '' }, left: {}, refused: {} };
  if (page.kind === 'processing' && page.abandoned)
    return stay(model, { kind: 'open', view, form: kept, notice: { kind: 'closed' } }, [wait, { type: 'focus', field: 'cvv2' }]);
  if (page.kind === 'bank' && page.leaving) return stay(model, { kind: 'open', view, form: kept }, [wait, { type: 'focus', field: start(view) }]);
  if (code === undefined) return stay(model, { kind: 'open', view, form }, [wait]);
  if (page.kind === 'loading') {
    return stay(model, { kind: 'open', view, form: kept, notice: { kind: 'declined', code } }, [wait]);
  }
  return stay(model, { kind: 'open', view, form: kept, declined: code }, [wait]);
}

/** Nothing was charged, since the payer saw another price. He sees the right one, and presses the button again. */
function reprice(model: Model, view: Extract<View, { state: 'open' }>, form: Form, wait: Effect): Step {
  const price = view.price ? { ...(form.price ?? emptyPrice), price: view.price } : undefined;
  const { price: _, ...rest } = form;
  return stay(model, { kind: 'open', view, form: price ? { ...rest, price } : rest, notice: { kind: 'price' } }, [wait, { type: 'announce', what: 'price' }]);
}

type Underway = StateOf<'processing'>['view'];

function poll(model: Model, view: Underway, form: Form): Step {
  const { page } = model;
  const polls = page.kind === 'processing' ? page.polls : 0;
  const abandoned = page.kind === 'processing' && page.abandoned;
  const milliseconds = pollDelay(polls);
  if (milliseconds === undefined) return stay(model, { kind: 'stalled', view, form }, [{ type: 'announce', what: 'stalled' }]);
  const effects: Effect[] = [{ type: 'wait', timer: { name: 'poll', polls: polls + 1 }, milliseconds }];
  if (page.kind !== 'processing') effects.push({ type: 'announce', what: 'working' });
  return stay(model, { kind: 'processing', view, form, polls: polls + 1, abandoned }, effects);
}

function miss(model: Model, offline: boolean): Step {
  const { page } = model;
  if (page.kind === 'bank') return atBank(model, page.view, page.form);
  // A refresh behind an open form or a result is a courtesy; the payer need not know that it failed.
  const quiet: readonly Kind[] = ['unknown', 'open', 'method', 'challenge'];
  if (quiet.includes(page.kind) || isFinal(page.kind) || (page.kind === 'code' && !page.busy)) return same(model);
  const what = offline ? 'offline' : 'failed';
  const view = orderOf(page);
  const next: PageState = { kind: what, token: tokenOf(page), form: formOf(page), ...(view ? { view } : {}) };
  return stay(model, next, [{ type: 'announce', what }]);
}

function frameDone(model: Model, transaction: string): Step {
  const { page } = model;
  if (page.kind === 'challenge' && page.view.transaction === transaction) {
    return ask(model, { kind: 'processing', view: page.view, form: page.form, polls: 0, abandoned: false });
  }
  return methodDone(model, transaction);
}

function methodDone(model: Model, transaction: string): Step {
  const { page } = model;
  if (page.kind !== 'method' || page.view.transaction !== transaction) return same(model);
  const serial = model.serial + 1;
  return {
    model: { page: { kind: 'processing', view: page.view, form: page.form, polls: 0, abandoned: false }, serial },
    effects: [{ type: 'method', serial, token: page.view.token, transaction }],
  };
}

function abandon(model: Model, page: StateOf<'challenge'>): Step {
  const serial = model.serial + 1;
  return {
    model: { page: { kind: 'processing', view: page.view, form: page.form, polls: 0, abandoned: true }, serial },
    effects: [{ type: 'abandon', serial, token: page.view.token, transaction: page.view.transaction }],
  };
}

function closeDecline(model: Model, page: StateOf<'open'>): Step {
  const { declined, ...rest } = page;
  return declined === undefined ? same(model) : stay(model, rest, [{ type: 'focus', field: start(rest.view) }]);
}

/** Trying again always begins with a look: a payment that was sent may have gone through. */
function retry(model: Model): Step {
  const { page } = model;
  if (page.kind === 'stalled') return ask(model, { kind: 'processing', view: page.view, form: page.form, polls: 0, abandoned: false });
  if (page.kind !== 'failed' && page.kind !== 'offline') return same(model);
  return ask(model, { ...page, kind: 'loading' });
}

function resume(model: Model): Step {
  const { page } = model;
  switch (page.kind) {
    case 'submitting':
    case 'unknown':
    case 'approved':
    case 'declined':
    case 'expired':
    case 'reversed':
      return same(model);
    case 'loading':
      // What was asked for may have changed meanwhile.
      return ask(model, page);
    case 'offline':
    case 'failed':
    case 'stalled':
      return retry(model);
    case 'code':
      return page.busy ? same(model) : ask(model, page);
    default:
      return ask(model, page);
  }
}

function ring(model: Model, timer: Extract<Event, { type: 'timer' }>['timer']): Step {
  const { page } = model;
  switch (timer.name) {
    case 'poll': return (page.kind === 'processing' || page.kind === 'bank') && page.polls === timer.polls ? ask(model, page) : same(model);
    case 'method': return methodDone(model, timer.transaction);
    case 'price': return page.kind === 'open' && mustAsk(page.form, page.view) ? askPrice(model, page, page.form.price?.code ?? '') : same(model);
    case 'expiry': return page.kind === 'open' || (page.kind === 'code' && !page.busy) ? ask(model, page) : same(model);
    case 'leave':
      return 'view' in page && page.view?.returnUrl !== undefined && isFinal(page.kind)
        ? stay(model, page, [{ type: 'leave', url: page.view.returnUrl }])
        : same(model);
  }
}
