import type { Order } from './answers.js'
import type { Caller } from './call.js'
import type { AccountPayoutRequest, CardPayoutRequest } from './members.js'
import type { CallOptions } from './options.js'

/** Money that goes out; signed with the credit key. */
export class Payouts {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  toCard(request: CardPayoutRequest, options?: CallOptions): Promise<Order> {
    return this.#caller.call('payouts.to_card', request, options)
  }

  toAccount(request: AccountPayoutRequest, options?: CallOptions): Promise<Order> {
    return this.#caller.call('payouts.to_account', request, options)
  }
}
