import type { AnswerName } from './answers.js'

/** How a client may repeat a request; spec/client/README.md says what each word means. */
export type Repeat = 'read' | 'key' | 'same' | 'once' | 'browser'

export interface Operation {
  readonly path: string
  readonly key: 'payment' | 'credit'
  readonly repeat: Repeat
  /** Seconds for one try. */
  readonly timeout: number
  readonly answer: AnswerName
  readonly signed: 'required' | 'when_present' | 'rows' | 'no'
  readonly formats: readonly ('json' | 'form')[]
  readonly versions: readonly ('1.0' | '1.0.1' | '2.0')[]
  readonly versionSent: boolean
  readonly adds: Readonly<Record<string, string>>
  /** A member that is made where the caller gives none. */
  readonly made: string | undefined
}

function operation(path: string, repeat: Repeat, answer: AnswerName, more: Partial<Operation> = {}): Operation {
  return {
    path, repeat, answer, key: 'payment', timeout: 30, signed: 'required', formats: ['json', 'form'], versions: ['1.0', '1.0.1', '2.0'], versionSent: true,
    adds: {}, made: undefined, ...more,
  }
}

/** The same as spec/client/operations.json; a test compares them. */
export const operations = {
  'checkout.url': operation('checkout/url', 'key', 'checkout', { signed: 'when_present' }),
  'checkout.token': operation('checkout/token', 'key', 'token', { signed: 'no' }),
  'checkout.form': operation('checkout/redirect', 'browser', 'form', { signed: 'no', formats: ['form'], versions: ['1.0', '1.0.1'] }),
  'checkout.verification': operation('checkout/url', 'key', 'checkout', { signed: 'when_present', adds: { verification: 'Y' } }),
  'orders.status': operation('status/order_id', 'read', 'order'),
  'orders.status_by_payment_id': operation('status/payment_id', 'read', 'order'),
  'orders.capture': operation('capture/order_id', 'same', 'capture', { timeout: 75 }),
  'orders.reverse': operation('reverse/order_id', 'same', 'reversal', { timeout: 75, made: 'reverse_id' }),
  'orders.reverse_by_payment_id': operation('reverse/payment_id', 'same', 'reversal', { timeout: 75, made: 'reverse_id' }),
  'orders.settle': operation('settlement', 'once', 'settlement', { formats: ['json'], versions: ['2.0'], adds: { order_type: 'settlement' } }),
  'orders.transactions': operation('transaction_list', 'read', 'transactions', { signed: 'no', formats: ['json'], versions: ['1.0', '1.0.1'], versionSent: false }),
  'orders.report': operation('reports', 'read', 'orders', { timeout: 120, signed: 'rows', formats: ['json'] }),
  'orders.fiscal_data': operation('fiscal_data', 'read', 'fiscal', { signed: 'no' }),
  'cards.step1': operation('3dsecure_step1', 'key', 'direct', { timeout: 75, signed: 'when_present' }),
  'cards.step2': operation('3dsecure_step2', 'same', 'direct', { timeout: 75, signed: 'when_present' }),
  'cards.recurring': operation('recurring', 'key', 'order', { timeout: 75 }),
  'payouts.to_card': operation('p2pcredit', 'once', 'order', { timeout: 75, key: 'credit' }),
  'payouts.to_account': operation('ibancredit', 'once', 'order', { timeout: 75, key: 'credit' }),
  'subscriptions.start': operation('subscription', 'same', 'subscription', { adds: { action: 'start' } }),
  'subscriptions.stop': operation('subscription', 'same', 'subscription', { adds: { action: 'stop' } }),
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations
