import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export const merchantId = 1549901
export const secretKey = 'test'

/** The published packages as they are; `host` is where they go when nobody tells them otherwise. */
export const clients = [
  { name: 'cloudipsp-node-js-sdk', Client: require('cloudipsp-node-js-sdk'), host: 'api.fondy.eu' },
  { name: '@flittpayments/flitt-node-js-sdk', Client: require('@flittpayments/flitt-node-js-sdk'), host: 'pay.flitt.com' },
]

/** Both packages write JSON for protocol 2.0 even where their header says form; the gateway must see through it. */
export const dialects = [
  { protocol: '1.0', contentType: 'json' },
  { protocol: '1.0', contentType: 'form' },
  { protocol: '2.0', contentType: 'json' },
  { protocol: '2.0', contentType: 'form' },
]

export function connect(Client, settings = {}) {
  return new Client({ merchantId, secretKey, creditKey: 'testcredit', baseUrl: 'localhost', ...settings })
}

let orders = 0

export function newOrderId() {
  return `interop-${process.pid}-${Date.now()}-${++orders}`
}

export function newOrder(more = {}) {
  return { order_id: newOrderId(), order_desc: 'Interop order', currency: 'GEL', amount: 1000, ...more }
}
