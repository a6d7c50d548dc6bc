import type { ModelData, PageEvent } from '../../protocol/widget';
import type { Refusal } from '../answer';
import { isFinal, orderOf, type PageState } from '../state';

/** What a change of the page means for the shop around it. */
export function shopEvents(before: PageState | undefined, after: PageState): PageEvent[] {
  const events: PageEvent[] = [];
  const arrives = before?.kind !== after.kind;
  const begins = before === undefined || before.kind === 'loading';
  if (begins && after.kind !== 'loading' && orderOf(after)) events.push('ready');
  const payable = (page: PageState | undefined): boolean => page?.kind === 'open' || page?.kind === 'submitting';
  if (payable(before) !== payable(after) && (before !== undefined || payable(after))) events.push('show-pay');
  if (!arrives) return events;
  switch (after.kind) {
    case 'challenge':
    case 'code': return [...events, 'action_required'];
    case 'approved':
    case 'declined':
    case 'expired':
    case 'reversed': return [...events, after.kind];
    case 'open': return begins ? events : after.notice?.kind === 'closed' ? [...events, 'cancelled'] : declineOf(after) !== undefined ? [...events, 'declined'] : events;
    case 'unknown':
    case 'failed':
    case 'offline':
    case 'stalled': return [...events, 'error'];
    default: return events;
  }
}

const declineOf = (page: PageState): number | undefined =>
  page.kind === 'open' ? (page.declined ?? (page.notice?.kind === 'declined' ? page.notice.code : undefined)) : page.kind === 'declined' ? page.view.lastDecline?.code ?? 0 : undefined;

export interface Words {
  decline(code: number, bank: string | undefined): string;
  heading: string;
}

/** The order as shops read it. No more of the card than its mask is in it. */
export function modelOf(event: PageEvent, page: PageState, words: Words): ModelData {
  const order = orderOf(page);
  const data: ModelData = {};
  const error = errorOf(event, page, words);
  if (error) data.error = error;
  if (!order) return data;
  const final = isFinal(page.kind);
  if (order.token !== '') data.token = order.token;
  data.info = { lang: document.documentElement.lang };
  data.order = {
    // Of a finished order it is signed, so nothing is added.
    order_data: order.orderData ?? {
      order_id: order.orderId, payment_id: order.paymentId, amount: order.amount, currency: order.currency, order_desc: order.description,
      order_status: final ? page.kind : 'processing', masked_card: order.maskedCard ?? '',
    },
    ready_to_submit: final,
    in_progress: final,
    pending: page.kind === 'processing' || page.kind === 'stalled',
    need_verify_code: page.kind === 'code',
    ...(page.kind === 'code' ? { verification_type: 'code' } : {}),
    ...(order.responseUrl === undefined ? {} : { response_url: order.responseUrl, method: 'POST' }),
  };
  return data;
}

function errorOf(event: PageEvent, page: PageState, { decline, heading }: Words): ModelData['error'] {
  switch (event) {
    case 'invalid': return { code: 'invalid', message: page.kind === 'open' || page.kind === 'code' ? 'a field is not filled in right' : 'there is nothing to pay now' };
    case 'cancelled': return { code: 'cancelled', message: heading };
    case 'declined': {
      const code = declineOf(page) ?? 0;
      return { code: String(code), message: decline(code, orderOf(page)?.lastDecline?.bank) };
    }
    case 'expired':
    case 'reversed': return { code: event, message: heading };
    case 'error': {
      const refusal: Refusal | undefined = page.kind === 'unknown' ? page.error : undefined;
      return refusal ? { code: String(refusal.code), message: refusal.message ?? heading } : { code: page.kind, message: heading };
    }
    default: return undefined;
  }
}
