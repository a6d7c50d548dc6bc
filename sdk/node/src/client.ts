import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Callbacks } from './callback.js'
import { Caller, type Surroundings } from './call.js'
import { Cards } from './cards.js'
import { Checkout } from './checkout.js'
import { settingsOf, type TetriClientOptions } from './options.js'
import { Orders } from './orders.js'
import { Payouts } from './payouts.js'
import { Subscriptions } from './subscriptions.js'
import { httpTransport } from './transport.js'

/** A merchant's way to the gateway. Make one and keep it; it holds no connection of its own. */
export class TetriClient {
  readonly baseUrl: string
  readonly checkout: Checkout
  readonly orders: Orders
  readonly cards: Cards
  readonly payouts: Payouts
  readonly subscriptions: Subscriptions
  readonly callbacks: Callbacks
  readonly #caller: Caller

  constructor(options: TetriClientOptions)
  /** @internal */
  constructor(options: TetriClientOptions, around?: Partial<Surroundings> & { readonly environment?: Readonly<Record<string, string | undefined>> })
  constructor(options: TetriClientOptions, around: Partial<Surroundings> & { readonly environment?: Readonly<Record<string, string | undefined>> } = {}) {
    const settings = settingsOf(options, around.environment ?? process.env)
    const caller = new Caller(settings, {
      transport: httpTransport(options.agent),
      now: () => performance.now(),
      // Giving up ends the wait; the call then says so.
      wait: async (milliseconds, signal) => { await wait(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined) },
      random: Math.random,
      newId: randomUUID,
      ...around,
    })
    this.baseUrl = settings.baseUrl
    this.#caller = caller
    this.checkout = new Checkout(caller)
    this.orders = new Orders(caller)
    this.cards = new Cards(caller)
    this.payouts = new Payouts(caller)
    this.subscriptions = new Subscriptions(caller)
    this.callbacks = new Callbacks(settings)
  }

  /** @internal */
  get caller(): Caller {
    return this.#caller
  }
}
