import { describe, expect, test } from 'vitest';
import type { Subscription } from '../answer';
import { emptyForm, type Form } from '../state';
import { chosenOf, faultsOfSchedule, minorUnits, scheduleOf } from './schedule';

const subscription: Subscription = { amount: '1500', period: 'month', every: 1, trial: false, editable: true, optional: false };
const order = { subscription, decimals: 2 };
const typed = (change: object, of: typeof order = order): Form => ({ ...emptyForm, schedule: { ...scheduleOf(emptyForm, of)!, ...change } });

test.each([
  ['15', 2, '1500'], ['15.5', 2, '1550'], ['0,05', 2, '5'], ['1 000', 2, '100000'], ['15', 0, '15'],
  ['15.555', 2, undefined], ['0', 2, undefined], ['', 2, undefined], ['-1', 2, undefined], ['15.5', 0, undefined], ['99999999999', 2, undefined], ['1e3', 2, undefined],
])('%j with %i decimals is %s', (text, decimals, minor) => expect(minorUnits(text, decimals)).toBe(minor));

test.each([
  [{}, []], [{ every: '0' }, ['every']], [{ every: '3661' }, ['every']], [{ every: '1.5' }, ['every']], [{ quantity: '' }, []],
  [{ quantity: '1000000' }, ['quantity']], [{ amount: 'x', every: '' }, ['amount', 'every']], [{ on: false, every: '' }, []],
])('%j has the faults %j', (change, faults) => expect(Object.keys(faultsOfSchedule(typed(change), order))).toEqual(faults));

test('A number of charges that the shop has set can be changed but not left out', () => {
  const limited = { ...order, subscription: { ...subscription, quantity: 12 } };
  expect(faultsOfSchedule(typed({ quantity: '' }, limited), limited)).toEqual({ quantity: true });
});

describe('what is sent', () => {
  test('is the schedule as typed', () =>
    expect(chosenOf(typed({ amount: '20', every: '2', period: 'week', quantity: '6' }), order)).toEqual({ amount: '2000', every: 2, period: 'week', quantity: 6 }));
  test('is nothing where it is the shop\u2019s alone', () => expect(chosenOf(emptyForm, { ...order, subscription: { ...subscription, editable: false } })).toBeUndefined());
  test('is nothing until the payer asks for an optional one', () => {
    const optional = { ...order, subscription: { ...subscription, editable: false, optional: true } };
    expect(chosenOf(emptyForm, optional)).toBeUndefined();
    expect(chosenOf(typed({ on: true }, optional), optional)).toEqual({ amount: '1500', every: 1, period: 'month' });
  });
});
