import { majorUnits } from '../../i18n/format';
import type { Order, Period } from '../answer';
import type { Form } from '../state';

/** The schedule as the payer types it. */
export interface ScheduleForm {
  /** The payer wants it; always so where it is not optional. */
  on: boolean;
  /** Major units. */
  amount: string;
  every: string;
  period: Period;
  /** Empty: no end. */
  quantity: string;
  /** Fields that were left, or submitted: only these show what is wrong. */
  left: Partial<Record<ScheduleFault, true>>;
}

export interface Chosen {
  amount: string;
  every: number;
  period: Period;
  quantity?: number;
}

export type ScheduleFault = 'amount' | 'every' | 'quantity';

/** As the gateway has them. */
export const most = { every: 3660, quantity: 999_999 };

type Ordered = Pick<Order, 'subscription' | 'decimals'>;

export function scheduleOf(form: Form, { subscription, decimals }: Ordered): ScheduleForm | undefined {
  if (form.schedule || !subscription) return form.schedule;
  const { amount, every, period, quantity, optional } = subscription;
  return { on: !optional, amount: majorUnits(amount, decimals), every: String(every), period, quantity: String(quantity ?? ''), left: {} };
}

export function faultsOfSchedule(form: Form, order: Ordered): Partial<Record<ScheduleFault, true>> {
  const schedule = scheduleOf(form, order);
  if (!schedule?.on || !order.subscription?.editable) return {};
  const endless = schedule.quantity.trim() === '' && order.subscription.quantity === undefined && order.subscription.endless !== false;
  return {
    ...(minorUnits(schedule.amount, order.decimals) === undefined ? { amount: true } : {}),
    ...(count(schedule.every, most.every) === undefined ? { every: true } : {}),
    ...(!endless && count(schedule.quantity, most.quantity) === undefined ? { quantity: true } : {}),
  };
}

/** What is sent: nothing where the schedule is the shop's alone, or where the payer wants none. */
export function chosenOf(form: Form, order: Ordered): Chosen | undefined {
  const { subscription } = order;
  const schedule = scheduleOf(form, order);
  if (!subscription || !schedule?.on || !(subscription.editable || subscription.optional)) return undefined;
  const quantity = count(schedule.quantity, most.quantity);
  return {
    amount: minorUnits(schedule.amount, order.decimals) ?? subscription.amount,
    every: count(schedule.every, most.every) ?? subscription.every,
    period: schedule.period,
    ...(quantity === undefined ? {} : { quantity }),
  };
}

/** Twelve digits of minor units at most, more than none. */
export function minorUnits(text: string, decimals: number): string | undefined {
  const [, whole = '', part = ''] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replace(/\s/g, '')) ?? [];
  if (whole === '' || part.length > decimals) return undefined;
  const minor = (whole + part.padEnd(decimals, '0')).replace(/^0+/, '');
  return minor === '' || minor.length > 12 ? undefined : minor;
}

function count(text: string, largest: number): number | undefined {
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= largest ? number : undefined;
}
