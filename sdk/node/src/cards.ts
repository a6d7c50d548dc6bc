import type { Order, Raw } from './answers.js'
import type { Caller } from './call.js'
import type { CardOrderRequest, RecurringRequest, Step2Request } from './members.js'
import type { CallOptions } from './options.js'

/** Either the issuer wants to see the payer (post pareq, md and a TermUrl to acs_url), or there is an order already. */
export type DirectPayment =
  | { readonly acs_url: string, readonly pareq: string, readonly md: string, readonly order?: never } & Raw
  | { readonly order: Order, readonly acs_url?: never }

/** Cards in the shop's own hands, and cards that the gateway stored. */
export class Cards {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  /** Creates an order and asks a card for it (PCI DSS). */
  step1(request: CardOrderRequest, options?: CallOptions): Promise<DirectPayment> {
    return this.#caller.call('cards.step1', request, options)
  }

  /** Goes on with what the issuer sent back. */
  step2(request: Step2Request, options?: CallOptions): Promise<DirectPayment> {
    return this.#caller.call('cards.step2', request, options)
  }

  /** Creates an order and charges a stored card, without its payer. */
  recurring(request: RecurringRequest, options?: CallOptions): Promise<Order> {
    return this.#caller.call('cards.recurring', request, options)
  }
}
