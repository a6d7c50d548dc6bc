import type { Repeat } from './operations.js'

/** What a try came to, as far as repeating is concerned. */
export interface Failure {
  readonly kind: 'refused' | 'answer' | 'network' | 'timeout' | 'other'
  readonly status?: number | undefined
  /** Nothing of the request can have arrived. */
  readonly neverSent?: boolean | undefined
  readonly retryAfter?: number | undefined
}

const passing = new Set([429, 502, 503, 504])
/** The gateway turned the request away before it did anything. */
const notCarriedOut = new Set([429, 503])
const firstDelay = 500
const largestDelay = 5000
const largestRetryAfter = 30

/** The same call may be made again without harm, and may succeed. */
export function isRetryable(failure: Failure, repeat: Repeat): boolean {
  const isSafe = repeat !== 'once'
  if (failure.status !== undefined)
    return notCarriedOut.has(failure.status) || (isSafe && passing.has(failure.status))
  return (failure.kind === 'network' || failure.kind === 'timeout') && (isSafe || failure.neverSent === true)
}

/** Nobody can say whether the request was carried out. */
export function isOutcomeUnknown(failure: Failure, repeat: Repeat): boolean {
  if (repeat === 'read' || failure.neverSent || (failure.status !== undefined && notCarriedOut.has(failure.status)))
    return false
  return failure.kind !== 'refused' || (failure.status ?? 0) >= 500
}

/** Milliseconds to wait before the next try, or undefined when there is none. */
export function waitBefore(
  failure: Failure, repeat: Repeat, made: number, limits: { readonly tries: number, readonly left: number }, random: () => number,
): number | undefined {
  if (made >= limits.tries || !isRetryable(failure, repeat))
    return undefined
  if (failure.retryAfter !== undefined && failure.retryAfter > largestRetryAfter)
    return undefined
  const own = Math.floor(Math.min(firstDelay * 2 ** (made - 1), largestDelay) * (1 - random() / 2))
  const wait = failure.retryAfter === undefined ? own : failure.retryAfter * 1000
  return wait < limits.left ? wait : undefined
}
