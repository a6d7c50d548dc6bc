import type { answers, Typed } from './answers.js'
import type { Caller } from './call.js'
import type { StatusRequest } from './members.js'
import type { CallOptions } from './options.js'

export type SubscriptionState = Typed<typeof answers.subscription>

/** Scheduled charges of an order that was made with subscription and recurring_data. */
export class Subscriptions {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  start(request: StatusRequest, options?: CallOptions): Promise<SubscriptionState> {
    return this.#caller.call('subscriptions.start', request, options)
  }

  stop(request: StatusRequest, options?: CallOptions): Promise<SubscriptionState> {
    return this.#caller.call('subscriptions.stop', request, options)
  }
}
