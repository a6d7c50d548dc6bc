import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clients, connect, newOrder, newOrderId } from './clients.mjs'

const card = { card_number: '4444555511116666', cvv2: '333', expiry_date: '1232' }

for (const { name, Client } of clients) {
  for (const protocol of ['1.0', '2.0']) {
    test(`${name}, ${protocol}: TransactionList tells of a payment`, async () => {
      const order = newOrder({ ...card, preauth: 'Y' })
      await connect(Client, { protocol }).PciDssOne(order)

      const [payment, ...more] = await connect(Client, { protocol }).TransactionList({ order_id: order.order_id })

      assert.deepEqual(more, [])
      assert.equal(payment.transaction_status, 'approved')
      assert.equal(payment.eci, '7')
      assert.equal(payment.amount, 10)
      assert.equal(payment.capture_status, 'hold')
    })

    test(`${name}, ${protocol}: TransactionList of an unknown order is empty`, async () => {
      assert.deepEqual(await connect(Client, { protocol }).TransactionList({ order_id: newOrderId() }), [])
    })

    test(`${name}, ${protocol}: Reports have the orders of the last hour, each signed`, async () => {
      const order = newOrder()
      await connect(Client, { protocol }).Checkout({ ...order })
      const client = connect(Client, { protocol })

      const report = await client.Reports({ date_from: new Date(Date.now() - 3_600_000), date_to: new Date() })

      const reported = report.find(entry => entry.order_id === order.order_id)
      assert.equal(reported.order_status, 'created')
      assert.ok(client.isValidResponse(reported))
    })
  }

  test(`${name}: Settlement divides a payment`, async () => {
    const shop = { merchantId: 600001 }
    const order = newOrder(card)
    await connect(Client, shop).PciDssOne(order)

    const answer = await connect(Client, shop).Settlement({
      order_type: 'settlement',
      order_id: newOrderId(),
      operation_id: order.order_id,
      amount: 1000,
      currency: 'GEL',
      receiver: [600001, 700001].map(merchant_id => ({ type: 'merchant', requisites: { amount: 500, merchant_id } }))
    })

    assert.equal(answer.order_status, 'created')
    assert.ok(answer.payment_id)
  })
}
