import { readView, type Answer } from '../answer';
import { getView } from '../api';
import type { Unmade } from '../around';

const patience = 20_000;

/** An order of which there are only the shop's params: shown as it would be, and made when its payer pays. */
export function unmadeOrder(given: Record<string, unknown>, subscription: { type?: string }, shopOrigin: string): Unmade {
  const params = (): Record<string, unknown> => withSchedule(given, subscription);
  // Once made it is never made again, whatever the payer tries.
  let token = '';
  return {
    view: async () => {
      if (token !== '') return getView(token);
      const answered = await ask(shopOrigin, '/checkout/preview', params());
      if (!answered.response) return answered;
      const view = readView(answered.response['view']);
      return view ? { answer: { view } } : refused(answered.response);
    },
    make: async ({ email, ...typed } = {}) => {
      if (token !== '') return token;
      const { custom, customer_data } = given as { custom?: object; customer_data?: { email?: unknown } };
      const answered = await ask(shopOrigin, '/checkout/order', {
        email: customer_data?.email,
        ...params(),
        ...(email ? { email } : {}),
        ...(Object.keys(typed).length > 0 ? { custom: { ...custom, ...typed } } : {}),
      });
      if (!answered.response) return answered;
      const made = answered.response['token'];
      if (typeof made !== 'string') return refused(answered.response);
      token = made;
      return token;
    },
  };
}

/** What options.subscription says of the schedule, in the order's own words. */
function withSchedule(params: Record<string, unknown>, { type = '' }: { type?: string }): Record<string, unknown> {
  const { recurring_data, ...rest } = params as { recurring_data?: object };
  if (!recurring_data || type === 'disabled') return rest;
  const words = { hidden: { state: 'hidden' }, shown_readonly: { state: 'shown_readonly' }, shown_edit_on: { state: 'y', readonly: 'n' }, shown_edit_off: { state: 'n', readonly: 'n' } }[type];
  return { ...rest, recurring_data: { ...recurring_data, ...words } };
}

const refused = (answered: Record<string, unknown>): { answer: Answer } => ({
  answer: { view: { state: 'unknown' }, error: { code: Number(answered['error_code']), message: String(answered['error_message']) } },
});

/** Says whose page is around this one, by a header that no other page can send. */
async function ask(shopOrigin: string, path: string, request: Record<string, unknown>): Promise<{ response: Record<string, unknown> } | { response?: never; offline: boolean }> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shop-origin': shopOrigin },
      body: JSON.stringify({ request }),
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    return (await response.json()) as { response: Record<string, unknown> };
  } catch (cause) {
    return { offline: cause instanceof TypeError };
  }
}
