import { describe, expect, test } from 'vitest';
import type { Answer, Bank, FinalView, OpenView } from './answer';
import type { Effect, Event } from './event';
import { begin, reduce, type Step } from './reduce';
import { emptyForm, type Kind, type StateOf } from './state';
import { states } from './states';
import { pollDelay } from './wait';

const open = states.open[0].view;
const example = <K extends Kind>(kind: K): StateOf<K> => states[kind][0] as StateOf<K>;
const run = (step: Step, ...events: Event[]): Step => events.reduce<Step>((at, event) => reduce(at.model, event), step);
const answered = (step: Step, answer: Answer): Step => run(step, { type: 'answered', serial: step.model.serial, answer });
const kinds = (effects: Effect[]): string[] => effects.map(effect => effect.type);
const fill: Event[] = [
  { type: 'edited', field: 'cardNumber', text: '4444 5555 6666 1111' },
  { type: 'edited', field: 'expiryDate', text: '12 / 30' },
  { type: 'edited', field: 'cvv2', text: '123' },
];
const begun = (view: OpenView = open): Step => begin(view.token, view);
const submitted = (): Step => run(begun(), ...fill, { type: 'submitted' });
const final = (state: FinalView['state'], more: Partial<FinalView> = {}): FinalView => ({ ...open, ...more, state });

describe('paying', () => {
  test('A filled form is sent once, in the gateway’s spelling', () => {
    const first = submitted();
    expect(first.model.page.kind).toBe('submitting');
    expect(first.effects).toContainEqual({
      type: 'pay', serial: 1, payment: { token: open.token, cardNumber: '4444555566661111', expiryDate: '12/30', cvv2: '123' },
    });
    expect(run(first, { type: 'submitted' }).effects).toEqual([]);
  });

  test('A schedule that the payer changed is sent with the card, and a faulty one is not', () => {
    const view: OpenView = { ...open, subscription: { amount: '1500', period: 'month', every: 1, trial: false, editable: true, optional: false } };
    const faulty = run(begun(view), ...fill, { type: 'scheduled', change: { every: '0' } }, { type: 'submitted' });
    expect(faulty.effects).toEqual([{ type: 'focus', field: 'schedule' }]);
    const sent = run(faulty, { type: 'scheduled', change: { every: '2', period: 'week' } }, { type: 'submitted' });
    expect(sent.effects[0]).toMatchObject({ type: 'pay', payment: { schedule: { amount: '1500', every: 2, period: 'week' } } });
    const declined = answered(sent, { view: { ...view, lastDecline: { code: 1037 } } });
    expect(declined.model.page).toMatchObject({ kind: 'open', form: { schedule: { every: '2', period: 'week' } } });
  });

  test('The first wrong field takes the focus and all faults show', () => {
    const step = run(begun(), fill[0] as Event, { type: 'submitted' });
    expect(step.effects).toEqual([{ type: 'focus', field: 'expiryDate' }]);
    expect(step.model.page).toMatchObject({ kind: 'open', form: { left: { cardNumber: true, expiryDate: true, cvv2: true } } });
  });

  test('A past expiry is sent when the order does not check it', () => {
    const past: Event[] = [...fill, { type: 'edited', field: 'expiryDate', text: '12 / 21' }, { type: 'submitted' }];
    expect(run(begun(), ...past).model.page.kind).toBe('open');
    expect(run(begun({ ...open, validateExpiry: false }), ...past).model.page.kind).toBe('submitting');
  });

  test('A decline keeps the form, clears the CVV and opens the dialog', () => {
    const step = answered(submitted(), { view: { ...open, lastDecline: { code: 1037 } } });
    expect(step.model.page).toMatchObject({ kind: 'open', declined: 1037, form: { values: { cardNumber: '4444 5555 6666 1111', cvv2: '' } } });
    const closed = run(step, { type: 'decline-closed' });
    expect(closed.model.page).not.toHaveProperty('declined');
    expect(kinds(closed.effects)).toEqual(['focus']);
  });

  test('A refused field is named until it is edited', () => {
    const step = answered(submitted(), { view: open, error: { code: 1015, field: 'cardNumber' } });
    expect(step.model.page).toMatchObject({ kind: 'open', form: { refused: { cardNumber: 1015 }, values: { cvv2: '123' } } });
    expect(step.effects).toContainEqual({ type: 'focus', field: 'cardNumber' });
    expect(run(step, fill[0] as Event).model.page).toMatchObject({ form: { refused: {} } });
  });

  test('An answer that is overtaken by a newer request is dropped', () => {
    const step = submitted();
    expect(run(step, { type: 'answered', serial: step.model.serial - 1, answer: { view: open } }).model).toBe(step.model);
  });

  test('What is asked anew while the page still waits for its order counts alone', () => {
    const first = begin(open.token, undefined);
    const again = run(first, { type: 'resumed' });
    expect(kinds(again.effects)).toEqual(['view']);
    expect(run(again, { type: 'answered', serial: first.model.serial, answer: { view: open } }).model).toBe(again.model);
  });

  test('A lost connection is told, and trying again looks before anything is sent', () => {
    const step = submitted();
    const lost = run(step, { type: 'unanswered', serial: step.model.serial, offline: true });
    expect(lost.model.page).toMatchObject({ kind: 'offline', form: { values: { cvv2: '123' } } });
    const again = run(lost, { type: 'retried' });
    expect(kinds(again.effects)).toEqual(['view']);
    expect(answered(again, { view: open }).model.page).toMatchObject({ kind: 'open', form: { values: { cardNumber: '4444 5555 6666 1111' } } });
  });

  test('A lost refresh behind the open form changes nothing', () => {
    const step = run(begun(), { type: 'resumed' });
    expect(run(step, { type: 'unanswered', serial: step.model.serial, offline: true }).model.page).toBe(step.model.page);
  });
});

describe('verification by code', () => {
  const code = states.code[0].view;
  const typed = (): Step => run(begin(code.token, code), { type: 'code-edited', text: '7K2Q' });

  test('A code is sent once, and nothing is edited meanwhile', () => {
    const sent = run(typed(), { type: 'submitted' });
    expect(sent.effects).toContainEqual({ type: 'code', serial: 1, token: code.token, code: '7K2Q' });
    expect(run(sent, { type: 'submitted' }).effects).toEqual([]);
    expect(run(sent, { type: 'code-edited', text: 'AAAA' }, { type: 'resumed' }).model).toBe(sent.model);
  });

  test('A look at the order in between keeps what was typed', () => {
    const looked = answered(run(typed(), { type: 'resumed' }), { view: code });
    expect(looked.model.page).toMatchObject({ kind: 'code', text: '7K2Q' });
    expect(looked.model.page).not.toHaveProperty('fault');
  });

  test('A lost connection is told, and the code is asked for again', () => {
    const sent = run(typed(), { type: 'submitted' });
    const lost = run(sent, { type: 'unanswered', serial: sent.model.serial, offline: false });
    expect(lost.model.page.kind).toBe('failed');
    expect(answered(run(lost, { type: 'retried' }), { view: code }).model.page).toMatchObject({ kind: 'code', text: '' });
  });

  test('When the order’s time is over, the page looks', () => {
    expect(kinds(run(typed(), { type: 'timer', timer: { name: 'expiry' } }).effects)).toEqual(['view']);
  });
});

describe('3-D Secure', () => {
  const method = example('method').view;
  const challenge = example('challenge').view;

  test('The method step ends by message or by time, once', () => {
    const step = answered(submitted(), { view: method });
    expect(step.effects).toContainEqual({ type: 'wait', timer: { name: 'method', transaction: method.transaction }, milliseconds: 10_000 });
    const done = run(step, { type: 'frame-done', transaction: method.transaction });
    expect(kinds(done.effects)).toEqual(['method']);
    expect(run(done, { type: 'timer', timer: { name: 'method', transaction: method.transaction } }).effects).toEqual([]);
  });

  test('A message of another transaction is not heard', () => {
    const step = answered(submitted(), { view: challenge });
    expect(run(step, { type: 'frame-done', transaction: 'other' }).model).toBe(step.model);
  });

  test('A finished challenge asks for the outcome', () => {
    const step = run(answered(submitted(), { view: challenge }), { type: 'frame-done', transaction: challenge.transaction });
    expect(step.model.page.kind).toBe('processing');
    expect(answered(step, { view: final('approved') }).model.page.kind).toBe('approved');
  });

  test('A closed challenge is abandoned and said so, without a decline dialog', () => {
    const closed = run(answered(submitted(), { view: challenge }), { type: 'challenge-closed' });
    expect(kinds(closed.effects)).toEqual(['abandon']);
    const step = answered(closed, { view: { ...open, lastDecline: { code: 1024 } } });
    expect(step.model.page).toMatchObject({ kind: 'open', notice: { kind: 'closed' } });
    expect(step.model.page).not.toHaveProperty('declined');
  });

  test('A refresh during the challenge does not restart it', () => {
    const step = run(answered(submitted(), { view: challenge }), { type: 'resumed' });
    expect(answered(step, { view: challenge }).effects).toEqual([]);
  });
});

describe('waiting for the bank', () => {
  const view = example('processing').view;

  test('Looks come at growing waits and stop', () => {
    let step = begin(open.token, view as never);
    const waits: number[] = [];
    for (let i = 0; i < 100 && step.model.page.kind === 'processing'; i++) {
      const wait = step.effects.find(effect => effect.type === 'wait');
      if (wait?.type !== 'wait') break;
      waits.push(wait.milliseconds / 1000);
      step = answered(run(step, { type: 'timer', timer: wait.timer }), { view: view as never });
    }
    expect(waits.slice(0, 6)).toEqual([1, 1, 2, 3, 5, 8]);
    expect(waits.reduce((a, b) => a + b)).toBeLessThan(280);
    expect(step.model.page.kind).toBe('stalled');
    expect(kinds(run(step, { type: 'retried' }).effects)).toEqual(['view']);
  });

  test('The wait is bounded', () => expect(pollDelay(1000)).toBeUndefined());
});

describe('what the shop asks for', () => {
  const field = { label: '', kind: 'text', value: '', example: '', readonly: false } as const;
  const fields = [{ ...field, name: 'email', kind: 'email', required: true }, { ...field, name: 'gift', required: false }] as const;
  const asked = begin(open.token, open, { ...emptyForm, extras: { fields, typed: {}, left: {} } });
  const bank: Bank = { system: 'opb', method: 'x', name: 'X' };
  const means: [string, ...Event[]][] = [
    ['a card', ...fill, { type: 'submitted' }],
    ['a bank', { type: 'bank-chosen', bank }],
    ['a wallet', { type: 'wallet-paid', by: { wallet: 'applepay' }, means: { container: '{}' } }],
  ];

  test.each(means)('comes before %s pays, and is sent with it', (_name, ...events) => {
    const refused = run(asked, ...events);
    expect(refused.effects).toEqual([{ type: 'focus', field: 'extra' }]);
    expect(refused.model.page).toMatchObject({ kind: 'open', form: { extras: { left: { email: true } } } });
    const sent = run(refused, { type: 'extra-edited', name: 'email', text: ' payer@example.com ' }, events.at(-1) as Event);
    expect(sent.effects[0]).toMatchObject({ type: 'pay', payment: { token: open.token, extras: { email: 'payer@example.com', gift: '' } } });
  });

  test('is pointed at where a wallet is pressed too early', () => {
    expect(run(asked, { type: 'wallet-pressed' }).effects).toEqual([{ type: 'focus', field: 'extra' }]);
    expect(run(begun(), { type: 'wallet-pressed' }).effects).toEqual([]);
  });
});

describe('paying at a bank', () => {
  const [, , , , , , , , , , , , , withBanks] = states.open;
  const view = withBanks?.view as OpenView;
  const [tbc] = view.banks as [Bank, ...Bank[]];
  const bank = states.bank[0].view;
  const atBank = (): Step => answered(run(begun(view), { type: 'bank-chosen', bank: tbc }), { view: bank });

  test('A bank is chosen once, and the page looks until the payer has decided', () => {
    const chosen = run(begun(view), { type: 'bank-chosen', bank: tbc });
    expect(chosen.effects).toContainEqual({ type: 'pay', serial: 1, payment: { token: view.token }, bank: tbc });
    expect(run(chosen, { type: 'bank-chosen', bank: tbc }, { type: 'submitted' }).model).toBe(chosen.model);
    let step = answered(chosen, { view: bank });
    for (let look = 1; look <= 200; look++) {
      expect(step.effects).toContainEqual({ type: 'wait', timer: { name: 'poll', polls: look }, milliseconds: 3000 });
      step = answered(run(step, { type: 'timer', timer: { name: 'poll', polls: look } }), { view: bank });
    }
    expect(answered(run(step, { type: 'resumed' }), { view: final('approved') }).model.page.kind).toBe('approved');
  });

  test('A look that is lost is followed by the next', () => {
    const looked = run(atBank(), { type: 'resumed' });
    const lost = run(looked, { type: 'unanswered', serial: looked.model.serial, offline: true });
    expect(lost.model.page.kind).toBe('bank');
    expect(kinds(lost.effects)).toEqual(['wait']);
  });

  test('A decline at the bank is told; turning back is not', () => {
    const declined = { ...view, lastDecline: { code: 1000, bank: tbc.name } };
    expect(answered(run(atBank(), { type: 'resumed' }), { view: declined }).model.page).toMatchObject({ kind: 'open', declined: 1000 });
    const left = run(atBank(), { type: 'bank-left' });
    expect(kinds(left.effects)).toEqual(['leave-bank']);
    expect(run(left, { type: 'bank-left' }).effects).toEqual([]);
    const back = answered(left, { view: { ...declined, lastDecline: { code: 1054, bank: tbc.name } } });
    expect(back.model.page).not.toHaveProperty('declined');
    expect(back.effects).toContainEqual({ type: 'focus', field: 'cardNumber' });
  });
});

describe('results', () => {
  test('With an address to return to, the payer leaves after a moment', () => {
    const step = answered(submitted(), { view: final('approved', { returnUrl: '/back' }) });
    expect(step.effects).toContainEqual({ type: 'wait', timer: { name: 'leave' }, milliseconds: 1200 });
    expect(step.effects).toContainEqual({ type: 'announce', what: 'approved' });
    expect(run(step, { type: 'timer', timer: { name: 'leave' } }).effects).toEqual([{ type: 'leave', url: '/back' }]);
  });

  test('Without one the result stays', () => {
    expect(kinds(answered(submitted(), { view: final('declined') }).effects)).toEqual(['announce']);
  });

  test('The order expires under an open form', () => {
    const step = run(begun(), { type: 'timer', timer: { name: 'expiry' } });
    expect(answered(step, { view: final('expired') }).model.page.kind).toBe('expired');
  });
});

describe('starting', () => {
  test.each(['method', 'challenge', 'processing', 'approved', 'declined', 'expired', 'reversed', 'open'] as const)('A reload resumes %s', kind => {
    expect(begin(open.token, example(kind).view as never).model.page.kind).toBe(kind);
  });

  test('Without a view the page asks for it', () => {
    const step = begin('t', undefined);
    expect(step.effects).toEqual([{ type: 'view', serial: 1, token: 't' }]);
    expect(answered(step, { view: { state: 'unknown' } }).model.page.kind).toBe('unknown');
  });

  test('An earlier decline is told beside the form, not in a dialog', () => {
    const { page } = begun({ ...open, lastDecline: { code: 1004 } }).model;
    expect(page).toMatchObject({ kind: 'open', notice: { kind: 'declined', code: 1004 } });
  });
});

describe('saved cards', () => {
  const cards = [
    { hash: 'newest', maskedCard: '444455XXXXXX1111', cardType: 'VISA', expiry: '12/34' },
    { hash: 'older', maskedCard: '378282XXXXX0005', cardType: 'AmericanExpress', expiry: '01/29' },
  ];
  const view: OpenView = { ...open, cards, mayKeepCard: true, price: { totalAmount: '10326', feeAmount: '301', discountAmount: '0', discountPercent: '0', takesPromocode: true } };
  const cvv: Event = { type: 'edited', field: 'cvv2', text: '123' };
  const paid = (step: Step): unknown => step.effects.flatMap(effect => (effect.type === 'pay' ? [effect.payment] : []))[0];

  test('The chosen card pays by its hash and its CVV, without a number', () => {
    expect(run(begun(view), { type: 'submitted' }).effects).toEqual([{ type: 'focus', field: 'cvv2' }]);
    expect(paid(run(begun(view), cvv, { type: 'submitted' }))).toEqual({ token: open.token, hash: 'newest', cvv2: '123', totalAmount: '10326' });
    const other = run(begun(view), cvv, { type: 'card-chosen', card: 'older' }, cvv, { type: 'submitted' });
    expect(other.effects).toEqual([{ type: 'focus', field: 'cvv2' }]);
  });

  test('A typed card is kept where the payer said so', () => {
    const typed = run(begun(view), { type: 'card-chosen', card: 'new' }, ...fill, { type: 'card-kept', keep: true }, { type: 'submitted' });
    expect(paid(typed)).toMatchObject({ cardNumber: '4444555566661111', saveCard: true });
  });

  test('The price is asked for the card that is chosen', () => {
    const chosen = run(begun(view), { type: 'card-chosen', card: 'older' });
    expect(run(chosen, { type: 'timer', timer: { name: 'price' } }).effects).toEqual([{ type: 'price', token: open.token, question: { hash: 'older' } }]);
  });

  test('A card is there until the gateway has deleted it', () => {
    const asked = run(begun(view), { type: 'card-forgotten', card: 'newest' });
    expect(asked.effects).toEqual([{ type: 'forget', serial: 1, token: open.token, card: 'newest' }]);
    const lost = run(asked, { type: 'unanswered', serial: 1, offline: true });
    expect(lost.model.page).toMatchObject({ kind: 'open', view: { cards } });
    const gone = answered(asked, { view: { ...view, cards: cards.slice(1) } });
    expect(gone.effects).toContainEqual({ type: 'announce', what: 'forgotten' });
    expect(paid(run(gone, { type: 'edited', field: 'cvv2', text: '1234' }, { type: 'submitted' }))).toMatchObject({ hash: 'older' });
  });
});

describe('the price', () => {
  const price = { totalAmount: '10326', feeAmount: '301', discountAmount: '0', discountPercent: '0', takesPromocode: true };
  const reduced = { ...price, totalAmount: '9295', discountAmount: '1002', feeAmount: '272', promocode: 'SPRING' };
  const view: OpenView = { ...open, price };
  const asked = (effects: Effect[]): unknown[] => effects.flatMap(effect => (effect.type === 'price' ? [effect.question] : []));

  test('It is asked once for a card number, when its first eight digits are there and typing has paused', () => {
    const some = run(begun(view), { type: 'edited', field: 'cardNumber', text: '4444 555' });
    expect(some.effects).toEqual([]);
    const typed = run(some, { type: 'edited', field: 'cardNumber', text: '4444 5555' });
    expect(typed.effects).toEqual([{ type: 'wait', timer: { name: 'price' }, milliseconds: 250 }]);
    const rung = run(typed, { type: 'timer', timer: { name: 'price' } });
    expect(asked(rung.effects)).toEqual([{ cardBin: '44445555' }]);
    expect(run(rung, { type: 'edited', field: 'cardNumber', text: '4444 5555 6666 1111' }).effects).toEqual([]);
    expect(kinds(run(rung, { type: 'edited', field: 'cardNumber', text: '5555 6666' }).effects)).toEqual(['wait']);
    expect(run(begun(), fill[0] as Event).effects).toEqual([]);
  });

  test('What the button said is sent, with the code that was applied; an answer to an older question counts for nothing', () => {
    const sent = run(begun(view), { type: 'promocode-edited', text: 'spring ' }, { type: 'promocode-sent', text: 'spring ' });
    expect(asked(sent.effects)).toEqual([{ promocode: 'spring' }]);
    const priced = run(sent, { type: 'priced', question: { promocode: 'spring' }, price: reduced });
    expect(priced.effects).toEqual([{ type: 'announce', what: 'price' }]);
    const late = run(priced, { type: 'priced', question: {}, price });
    expect(run(late, ...fill, { type: 'submitted' }).effects[0]).toMatchObject({ type: 'pay', payment: { totalAmount: '9295', promocode: 'SPRING' } });
    const removed = run(priced, { type: 'promocode-sent', text: '' });
    expect(asked(removed.effects)).toEqual([{}]);
  });

  test('Another price than the payer saw is shown before it is paid, and the form is kept', () => {
    const refused = answered(run(begun(view), ...fill, { type: 'submitted' }), { view: { ...view, price: reduced }, error: { code: 1023 } });
    expect(refused.model.page).toMatchObject({ kind: 'open', notice: { kind: 'price' }, form: { values: { cvv2: '123' } } });
    expect(run(refused, { type: 'submitted' }).effects[0]).toMatchObject({ payment: { totalAmount: '9295' } });
  });

  test('A CVV that is not asked for is not missed', () => {
    const bare: Event[] = [fill[0] as Event, fill[1] as Event, { type: 'submitted' }];
    expect(run(begun({ ...open, cvv2Requirement: 'absent' }), ...bare).model.page.kind).toBe('submitting');
    expect(run(begun({ ...open, cvv2Requirement: 'optional' }), ...bare).model.page.kind).toBe('submitting');
    expect(run(begun({ ...open, cvv2Requirement: 'optional' }), { type: 'edited', field: 'cvv2', text: '1' }, ...bare).model.page.kind).toBe('open');
  });
});
