import type { answers, Typed } from './answers.js'
import type { Caller } from './call.js'
import type { OrderRequest } from './members.js'
import type { CallOptions } from './options.js'

export type CheckoutAddress = Typed<typeof answers.checkout> & { readonly checkout_url: string }
export type CheckoutToken = Typed<typeof answers.token> & { readonly token: string }

/** Ways to send a payer to the hosted page. */
export class Checkout {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  /** Creates an order; send the payer to its checkout_url. */
  url(order: OrderRequest, options?: CallOptions): Promise<CheckoutAddress> {
    return this.#caller.call('checkout.url', order, options)
  }

  /** Creates an order for a page of the shop's own, which takes the token. */
  token(order: OrderRequest, options?: CallOptions): Promise<CheckoutToken> {
    return this.#caller.call('checkout.token', order, options)
  }

  /** A signed form that the payer's browser posts. Nothing is sent from here. */
  form(order: OrderRequest): { readonly url: string, readonly fields: Readonly<Record<string, string>> } {
    return this.#caller.form(order)
  }

  /** Proves a card and takes nothing. */
  verification(order: OrderRequest, options?: CallOptions): Promise<CheckoutAddress> {
    return this.#caller.call('checkout.verification', order, options)
  }
}
