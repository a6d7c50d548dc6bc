import { readView, type Answer, type View } from '../answer';
import { getView, type Reply } from '../api';
import type { Unmade } from '../around';
import { forget, keep, kept } from './kept-order';
import { amountField } from './options';

export { forget } from './kept-order';

const patience = 20_000;

/** How an order that is kept may stand so that the form goes on with it. */
const goesOn: readonly View['state'][] = ['open', 'method', 'challenge', 'code', 'bank', 'processing', 'approved'];

/** What an order calls the ways that a shop wants shown. */
const systemOf: Readonly<Record<string, string>> = { card: 'card', wallets: 'card', banks: 'opb', installments: 'installments' };

/**
 * An order of which there are only the shop's params: shown as it would be, and made when its payer pays.
 * `unseen` tells whether the payer typed an amount that he was not shown yet.
 */
export function unmadeOrder(
  given: Record<string, unknown>, subscription: Subscription, methods: Iterable<string>, shopOrigin: string, unseen: (amount: string | undefined) => boolean,
): Unmade {
  const systems = [...new Set([...methods].flatMap(name => systemOf[name] ?? []))].join();
  const params = (): Record<string, unknown> => withSchedule(systems === 'card' || systems === '' ? given : { payment_systems: systems, ...given }, subscription);
  const name = (): string => shopOrigin + JSON.stringify(params());
  // Once made it is never made again, whatever the payer tries.
  let token = '';

  async function view(): Promise<Reply> {
    if (token !== '') return getView(token);
    const earlier = kept(name());
    if (earlier !== undefined) {
      const reply = await getView(earlier);
      if (!reply.answer) return reply;
      if (goesOn.includes(reply.answer.view.state)) {
        token = earlier;
        return reply;
      }
      forget(earlier);
    }
    const answered = await ask(shopOrigin, '/checkout/preview', params());
    if (!answered.response) return answered;
    const preview = readView(answered.response['view']);
    return preview ? { answer: { view: preview } } : refused(answered.response);
  }

  return {
    view,
    make: async ({ email, [amountField]: amount, ...typed } = {}) => {
      token ||= kept(name()) ?? '';
      if (token !== '') return token;
      // Nobody is charged an amount that the button did not show.
      if (unseen(amount)) return view();
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
      keep(name(), token);
      return token;
    },
  };
}

export interface Subscription {
  type?: string;
  readonly?: boolean;
}

/** What options.subscription says of the schedule, in the order's own words. */
function withSchedule(params: Record<string, unknown>, { type = '', readonly }: Subscription): Record<string, unknown> {
  const { recurring_data, recurring, subscription, ...rest } = params as { recurring_data?: object; recurring?: unknown; subscription?: unknown };
  if (type === 'disabled') return rest;
  if (!recurring_data) return { recurring, ...rest };
  const words = { hidden: { state: 'hidden' }, shown_readonly: { state: 'shown_readonly' }, shown_edit_on: { state: 'y', readonly: 'n' }, shown_edit_off: { state: 'n', readonly: 'n' } }[type];
  return { ...rest, recurring, subscription: words ? 'Y' : subscription, recurring_data: { ...recurring_data, ...words, ...(readonly === true ? { readonly: 'y' } : {}) } };
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
