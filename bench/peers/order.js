// The checks, the signature and the answer of the gateway's checkout/url, as one would write them by hand for one shop.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const merchants = new Map([[1549901, {
  id: 1549901,
  paymentKey: 'test',
  pageHash: '5ad6b888f4becb0c33d543d54e57d86c',
  currencies: new Set(['GEL', 'USD', 'EUR', 'GBP', 'UAH', 'AMD', 'AZN', 'KZT', 'MDL', 'UZS', 'CZK', 'PLN'])
}]])
const tokenKey = Buffer.alloc(32, 7)
const lifetime = 36_000

export class Refusal extends Error {
  constructor (code, message) {
    super(message)
    this.code = code
  }
}

const sha1 = text => createHash('sha1').update(text).digest('hex')

function text (request, name, mostLength) {
  const value = request[name]
  if (value === undefined || value === '') throw new Refusal(1008, `Parameter \`${name}\` is mandatory`)
  if (typeof value !== 'string' || value.length > mostLength) throw new Refusal(1007, `Parameter \`${name}\` is incorrect`)
  return value
}

function optionalUrl (request, name) {
  const value = request[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value) || !/^https?:/.test(value)) {
    throw new Refusal(1007, `Parameter \`${name}\` is incorrect`)
  }
  return value
}

function signatureOf (request, paymentKey) {
  const values = Object.keys(request).filter(name => name !== 'signature' && request[name] !== '').sort().map(name => request[name])
  return sha1([paymentKey, ...values].join('|'))
}

/** The row to insert, or a Refusal is thrown. */
export function readOrder (body) {
  const request = body?.request
  if (typeof request !== 'object' || request === null) throw new Refusal(1005, 'Empty request')
  const merchant = merchants.get(Number(request.merchant_id))
  if (!merchant) throw new Refusal(1016, 'Merchant not found')
  const orderId = text(request, 'order_id', 1024)
  const description = text(request, 'order_desc', 1024)
  const currency = text(request, 'currency', 3).toUpperCase()
  const signature = text(request, 'signature', 40)
  const amount = Number(request.amount)
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new Refusal(1007, 'Parameter `amount` is incorrect')
  const callbackUrl = optionalUrl(request, 'server_callback_url')
  const responseUrl = optionalUrl(request, 'response_url')

  const expected = signatureOf(request, merchant.paymentKey)
  if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) {
    throw new Refusal(1014, 'Invalid signature')
  }
  if (!merchant.currencies.has(currency)) throw new Refusal(1007, 'Parameter `currency` is incorrect')

  const now = Date.now()
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  return {
    merchant,
    merchantId: merchant.id,
    orderId,
    amount,
    currency,
    createdAt: now,
    expiresAt: now + lifetime * 1000,
    terms: JSON.stringify({
      Description: description,
      Version: 'V101',
      Lifetime: lifetime,
      Delayed: true,
      ResponseUrl: responseUrl,
      ServerCallbackUrl: callbackUrl,
      RequestHash: requestHash
    })
  }
}

export function accepted (order, paymentId, host) {
  const token = Buffer.alloc(20)
  token.writeUIntBE(order.merchantId, 1, 5)
  token.writeUIntBE(Number(paymentId), 6, 5)
  createHmac('sha256', tokenKey).update(token.subarray(0, 11)).update(`${order.createdAt}${order.orderId}`).digest().copy(token, 11, 0, 9)
  return {
    response: {
      response_status: 'success',
      checkout_url: `http://${host}/merchants/${order.merchant.pageHash}/default/index.html?token=${token.toString('hex')}`,
      payment_id: String(paymentId)
    }
  }
}

export function refused (error) {
  return { response: { response_status: 'failure', error_message: error.message, error_code: String(error.code) } }
}

export const duplicate = new Refusal(1013, 'Duplicate order_id for merchant')
