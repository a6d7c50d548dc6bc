import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clients, connect, dialects, merchantId, newOrder } from './clients.mjs'

function assertCheckoutPage(answer, host) {
  const page = new URL(answer.checkout_url)
  assert.equal(page.protocol, 'https:')
  assert.equal(page.host, host)
  assert.match(page.pathname, /^\/merchants\/[0-9a-f]{32}\/default\/index\.html$/)
  assert.match(page.searchParams.get('token'), /^[0-9a-f]{40}$/)
  assert.match(String(answer.payment_id), /^[0-9]+$/)
  assert.ok(Number(answer.payment_id) < 2 ** 31, 'payment_id fits a 32-bit number')
}

for (const { name, Client } of clients) {
  for (const dialect of dialects) {
    const title = `${name}, ${dialect.protocol} ${dialect.contentType}`

    test(`${title}: Checkout gives the address of a page`, async () => {
      const answer = await connect(Client, dialect).Checkout(newOrder())

      assert.equal(answer.response_status, 'success')
      assertCheckoutPage(answer, 'localhost')
      assert.equal('error_code' in answer, false)
      assert.equal('error_message' in answer, false)
    })

    test(`${title}: CheckoutToken gives a token`, async () => {
      const answer = await connect(Client, dialect).CheckoutToken(newOrder())

      assert.equal(answer.response_status, 'success')
      assert.match(answer.token, /^[0-9a-f]{40}$/)
    })

    test(`${title}: Verification makes an order over nothing`, async () => {
      const client = connect(Client, dialect)
      const order = newOrder({ amount: undefined })
      delete order.amount

      assertCheckoutPage(await client.Verification(order), 'localhost')

      const status = await connect(Client, dialect).Status({ order_id: order.order_id })
      assert.equal(status.amount, '0')
    })

    test(`${title}: Status tells of the order that was made`, async () => {
      const order = newOrder({ amount: '1050', merchant_data: '{"basket": "№1 & co"}', product_id: 'plan=a' })
      const made = await connect(Client, dialect).Checkout(order)

      const client = connect(Client, dialect)
      const status = await client.Status({ order_id: order.order_id })

      assert.equal(status.order_id, order.order_id)
      assert.equal(Number(status.merchant_id), merchantId)
      assert.equal(String(status.payment_id), String(made.payment_id))
      assert.equal(status.order_status, 'created')
      assert.equal(status.response_status, 'success')
      assert.equal(status.amount, '1050')
      assert.equal(status.currency, 'GEL')
      assert.equal(status.reversal_amount, '0')
      assert.equal(status.merchant_data, '{"basket": "№1 & co"}')
      assert.equal(status.product_id, 'plan=a')
      // In protocol 2.0 the package drops the envelope, and the signature with it.
      if (dialect.protocol === '1.0') assert.equal(client.isValidResponse(status), true)
    })

    test(`${title}: an order_id used again is refused with 1013`, async () => {
      const order = newOrder()
      await connect(Client, dialect).Checkout({ ...order })

      await assert.rejects(connect(Client, dialect).Checkout({ ...order, amount: 2000 }), error => {
        assert.equal(error.response.response_status, 'failure')
        assert.equal(String(error.response.error_code), '1013')
        assert.match(error.response.request_id, /^[A-Za-z0-9]{13}$/)
        assert.match(error.response.error_message, new RegExp(order.order_id))
        return true
      })
    })

    test(`${title}: a wrong key is refused with 1014`, async () => {
      const stranger = connect(Client, { ...dialect, secretKey: 'not the key' })

      await assert.rejects(stranger.Checkout(newOrder()), error => {
        assert.equal(String(error.response.error_code), '1014')
        assert.match(error.response.error_message, /^Invalid signature/)
        return true
      })
    })
  }

  test(`${name}: Subscription makes an order in protocol 2.0 with nested members`, async () => {
    const recurring = { every: 5, period: 'day', amount: 1000, start_time: '2050-05-05', state: 'y', Readonly: 'n' }

    const answer = await connect(Client).Subscription(newOrder({ recurring_data: recurring }))

    assertCheckoutPage(answer, 'localhost')
  })

  test(`${name}: an order_id that the package invents is taken`, async () => {
    const order = newOrder()
    delete order.order_id

    assertCheckoutPage(await connect(Client).Checkout(order), 'localhost')
    assert.ok(order.order_id.startsWith(`${merchantId}_`))
  })

  test(`${name}: the older demo merchant works`, async () => {
    assertCheckoutPage(await connect(Client, { merchantId: 1396424 }).Checkout(newOrder()), 'localhost')
  })
}
