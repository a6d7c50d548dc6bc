import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { test } from 'node:test'
import { clients, merchantId, newOrder, secretKey } from './clients.mjs'

// A shop that sets nothing but its merchant and key: only the name of the host leads here instead.
for (const { name, Client, host } of clients) {
  const { address } = await lookup(host).catch(() => ({ address: 'nowhere' }))
  const elsewhere = address !== '127.0.0.1' && `${host} does not lead to this machine`

  test(`${name}: its default host ${host} is served`, { skip: elsewhere }, async () => {
    const answer = await new Client({ merchantId, secretKey }).Checkout(newOrder())

    assert.equal(answer.response_status, 'success')
    assert.equal(new URL(answer.checkout_url).host, host)
  })
}
