import type { answers, Order, Typed } from './answers.js'
import type { Caller } from './call.js'
import type { CaptureRequest, ReportRequest, ReverseByPaymentIdRequest, ReverseRequest, SettlementRequest, StatusByPaymentIdRequest, StatusRequest } from './members.js'
import type { CallOptions } from './options.js'

export type Capture = Typed<typeof answers.capture> & { readonly capture_status: string }
export type Reversal = Typed<typeof answers.reversal> & { readonly reverse_status: string }
export type Settlement = Typed<typeof answers.settlement>
export type Transaction = Typed<typeof answers.transactions>
export type FiscalData = Typed<typeof answers.fiscal>

/** What became of orders, and what follows their approval. */
export class Orders {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  status(request: StatusRequest, options?: CallOptions): Promise<Order> {
    return this.#caller.call('orders.status', request, options)
  }

  statusByPaymentId(request: StatusByPaymentIdRequest, options?: CallOptions): Promise<Order> {
    return this.#caller.call('orders.status_by_payment_id', request, options)
  }

  /** Takes what an order with preauth holds, or a part of it. */
  capture(request: CaptureRequest, options?: CallOptions): Promise<Capture> {
    return this.#caller.call('orders.capture', request, options)
  }

  /** Gives a payment back, whole or in parts. */
  reverse(request: ReverseRequest, options?: CallOptions): Promise<Reversal> {
    return this.#caller.call('orders.reverse', request, options)
  }

  reverseByPaymentId(request: ReverseByPaymentIdRequest, options?: CallOptions): Promise<Reversal> {
    return this.#caller.call('orders.reverse_by_payment_id', request, options)
  }

  /** Divides a payment among merchants. */
  settle(request: SettlementRequest, options?: CallOptions): Promise<Settlement> {
    return this.#caller.call('orders.settle', request, options)
  }

  /** What was tried and done for an order. Amounts are minor units, though the wire has major ones. */
  transactions(request: StatusRequest, options?: CallOptions): Promise<readonly Transaction[]> {
    return this.#caller.call('orders.transactions', request, options)
  }

  /** Orders of at most 31 days, at most 10 000 of them. */
  report(request: ReportRequest, options?: CallOptions): Promise<readonly Order[]> {
    return this.#caller.call('orders.report', request, options)
  }

  fiscalData(request: StatusRequest, options?: CallOptions): Promise<FiscalData> {
    return this.#caller.call('orders.fiscal_data', request, options)
  }
}
