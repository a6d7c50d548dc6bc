import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clients, connect, dialects, newOrder } from './clients.mjs'

const plainCard = { card_number: '4444555511116666', cvv2: '333', expiry_date: '1232' }
const securedCard = { card_number: '4444555566661111', cvv2: '333', expiry_date: '1232' }

/** What the payer's browser does at the issuer: opens its page with the form of step one, presses the button and brings PaRes and MD back. */
async function visitIssuer(step) {
  const form = new URLSearchParams({ PaReq: step.pareq, MD: step.md, TermUrl: 'https://shop.example/3ds' })
  const page = await (await fetch(step.acs_url, { method: 'POST', body: form })).text()
  const confirm = page.slice(page.indexOf('<form id="confirm"'))
  const field = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(confirm)[1].replaceAll('&#x2B;', '+').replaceAll('&amp;', '&')
  return { pares: field('PaRes'), md: field('MD') }
}

for (const { name, Client } of clients) {
  for (const dialect of dialects) {
    const title = `${name}, ${dialect.protocol} ${dialect.contentType}`
    const client = () => connect(Client, dialect)

    test(`${title}: a hold is captured in part and given back`, async () => {
      const held = await client().PciDssOne(newOrder({ ...plainCard, preauth: 'Y' }))
      assert.equal(held.order_status, 'approved')

      const captured = await client().Capture({ order_id: held.order_id, amount: 600, currency: 'GEL' })
      assert.equal(captured.capture_status, 'captured')

      const reversed = await client().Reverse({ order_id: held.order_id, amount: 600, currency: 'GEL' })
      assert.equal(reversed.reverse_status, 'approved')
      assert.equal(String(reversed.reversal_amount), '600')
      if (dialect.protocol === '1.0') assert.ok(client().isValidResponse(reversed))

      assert.equal((await client().Status({ order_id: held.order_id })).order_status, 'reversed')
    })

    test(`${title}: a card with 3-D Secure is paid in two steps`, async () => {
      const order = newOrder(securedCard)
      const step = await client().PciDssOne({ ...order })
      assert.equal(step.response_status, 'success')

      const paid = await client().PciDssTwo({ order_id: order.order_id, ...(await visitIssuer(step)) })

      assert.equal(paid.order_status, 'approved')
      assert.equal(String(paid.eci), '5')
      assert.equal((await client().Status({ order_id: order.order_id })).order_status, 'approved')
    })

    test(`${title}: giving back more than was paid is refused`, async () => {
      const paid = await client().PciDssOne(newOrder(plainCard))

      await assert.rejects(client().Reverse({ order_id: paid.order_id, amount: 1001, currency: 'GEL' }), /error_code: 1023/)
    })
  }
}
