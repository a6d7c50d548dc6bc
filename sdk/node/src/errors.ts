export type ErrorKind = 'refused' | 'network' | 'timeout' | 'aborted' | 'signature' | 'answer' | 'usage'

export type UsageReason =
  | 'no_merchant_id' | 'no_secret_key' | 'no_credit_key' | 'version' | 'format' | 'base_url' | 'plain_http' | 'amount' | 'idempotency_key' | 'not_raw'
  | 'version_cannot_carry'

export type AnswerReason = 'unreadable' | 'status' | 'too_large'

export type SignatureReason =
  | 'empty_body' | 'unreadable' | 'no_signature' | 'malformed_signature' | 'mismatch' | 'wrong_key' | 'key_has_space' | 'no_credit_key' | 'other_merchant'

export interface ErrorFacts {
  reason?: string | undefined
  code?: number | undefined
  requestId?: string | undefined
  status?: number | undefined
  retryable?: boolean | undefined
  retryAfter?: number | undefined
  outcomeUnknown?: boolean | undefined
  tries?: number | undefined
  cause?: unknown
}

/** The base of every error of this package. */
export class TetriError extends Error {
  readonly kind: ErrorKind
  /** Which mistake it is, where a kind has several. */
  readonly reason: string | undefined
  /** The gateway's error code, of a refusal. */
  readonly code: number | undefined
  /** Names this request in the gateway's logs. */
  readonly requestId: string | undefined
  /** The HTTP status. */
  readonly status: number | undefined
  /** The same call may be made again without harm, and may succeed. */
  readonly retryable: boolean
  /** Seconds after which the gateway wants to be asked again. */
  readonly retryAfter: number | undefined
  /** The request may have been carried out: ask for the order's status before anything else. */
  readonly outcomeUnknown: boolean
  /** How many tries were made. */
  readonly tries: number

  constructor(kind: ErrorKind, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = new.target.name
    this.kind = kind
    this.reason = facts.reason
    this.code = facts.code
    this.requestId = facts.requestId
    this.status = facts.status
    this.retryable = facts.retryable ?? false
    this.retryAfter = facts.retryAfter
    this.outcomeUnknown = facts.outcomeUnknown ?? false
    this.tries = facts.tries ?? 0
  }
}

/** The gateway said no. `code` says why; the list is in the gateway's reference. */
export class RefusedError extends TetriError {
  constructor(message: string, facts: ErrorFacts) { super('refused', message, facts) }
}

/** The connection was not made, or broke. */
export class NetworkError extends TetriError {
  constructor(message: string, facts: ErrorFacts) { super('network', message, facts) }
}

/** No whole answer came in time. */
export class TimedOutError extends TetriError {
  constructor(message: string, facts: ErrorFacts) { super('timeout', message, facts) }
}

/** The caller's signal ended the call; its reason is the cause. */
export class AbortedError extends TetriError {
  constructor(message: string, facts: ErrorFacts) { super('aborted', message, facts) }
}

/** An answer or a callback does not come from the gateway as it stands. */
export class SignatureError extends TetriError {
  declare readonly reason: SignatureReason
  constructor(reason: SignatureReason, message: string, facts: ErrorFacts = {}) { super('signature', message, { ...facts, reason }) }
}

/** What came is not an answer of the gateway. */
export class AnswerError extends TetriError {
  declare readonly reason: AnswerReason
  constructor(reason: AnswerReason, message: string, facts: ErrorFacts = {}) { super('answer', message, { ...facts, reason }) }
}

/** A mistake of the caller; nothing was sent. */
export class UsageError extends TetriError {
  declare readonly reason: UsageReason
  constructor(reason: UsageReason, message: string) { super('usage', message, { reason }) }
}
