// Stores a card with the first payment and charges it again without the payer.
import { TetriClient } from '@tetri/client'

const tetri = new TetriClient({ merchantId: 1549901, secretKey: 'test' })
const order_id = `order-${Date.now()}`

// A shop without PCI DSS sends required_rectoken to checkout.url and takes the rectoken from the callback.
const first = await tetri.cards.step1({
  order_id, order_desc: 'First month', amount: 1000, currency: 'GEL', required_rectoken: true,
  card_number: '4444555511116666', expiry_date: '1232', cvv2: '111',
})

const next = await tetri.cards.recurring({
  order_id: `${order_id}-2`, order_desc: 'Second month', amount: 1000, currency: 'GEL', rectoken: first.order.rectoken,
})
console.log(next.order_status, next.response_description ?? '')
