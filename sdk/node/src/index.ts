export { TetriClient } from './client.js'
export type { CallOptions, Format, TetriClientOptions, Version } from './options.js'
export type { Order } from './answers.js'
export { Checkout, type CheckoutAddress, type CheckoutToken } from './checkout.js'
export { Orders, type Capture, type FiscalData, type Reversal, type Settlement, type Transaction } from './orders.js'
export { Cards, type DirectPayment } from './cards.js'
export { Payouts } from './payouts.js'
export { Subscriptions, type SubscriptionState } from './subscriptions.js'
export { Callbacks, type BuiltCallback } from './callback.js'
export {
  AbortedError, AnswerError, NetworkError, RefusedError, SignatureError, TetriError, TimedOutError, UsageError,
  type AnswerReason, type ErrorKind, type SignatureReason, type UsageReason,
} from './errors.js'
export type * from './members.js'
export * as money from './money.js'
export * as signature from './signature.js'
export { version } from './version.js'
