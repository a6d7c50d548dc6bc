import { RefusedError, TetriClient, money, type Order } from '@tetri/client'

const client = new TetriClient({ merchantId: 1549901, secretKey: 'test' })

const { checkout_url, payment_id } = await client.checkout.url({ order_id: 'a', order_desc: 'b', amount: 1000n, currency: 'GEL', preauth: true })
const address: string = checkout_url
const id: string | undefined = payment_id

const order: Order = await client.orders.status({ order_id: 'a' }, { signal: AbortSignal.timeout(1000) })
const when: Date | undefined = order.order_time
const left: number = (order.actual_amount ?? 0) - (order.reversal_amount ?? 0)
const text: string = money.toMajor(left, order.currency ?? 'GEL')

const payment = await client.cards.step1({ order_id: 'a', order_desc: 'b', amount: 1, currency: 'GEL', card_number: '4', expiry_date: '1232' })
const next: string = payment.acs_url ?? payment.order.order_status

// @ts-expect-error an order has a currency
client.checkout.url({ order_id: 'a', order_desc: 'b', amount: 1000 })
// @ts-expect-error there is no such state
order.order_status === 'paid'
// @ts-expect-error a key is needed
new TetriClient({ merchantId: 1 })
// @ts-expect-error what cases inject is nobody's business
new TetriClient({ merchantId: 1, secretKey: 'x' }, {})

export function why(error: unknown): number | undefined {
  return error instanceof RefusedError ? error.code : undefined
}
export { address, id, left, next, text, when }
