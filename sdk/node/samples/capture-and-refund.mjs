// Takes a part of what an order holds, and gives a part of that back.
import { TetriClient } from '@tetri/client'

const tetri = new TetriClient({ merchantId: 1549901, secretKey: 'test' })
const order_id = `order-${Date.now()}`

// A shop without PCI DSS lets the payer do this on the hosted page, with preauth at checkout.url.
await tetri.cards.step1({
  order_id, order_desc: 'Two books', amount: 1000, currency: 'GEL', preauth: true, card_number: '4444555511116666', expiry_date: '1232', cvv2: '111',
})

const capture = await tetri.orders.capture({ order_id, amount: 600, currency: 'GEL' })
console.log(capture.capture_status)

const reversal = await tetri.orders.reverse({ order_id, amount: 250, currency: 'GEL', reverse_id: `refund-${order_id}` })
console.log(reversal.reverse_status, reversal.reversal_amount)
