import { randomBytes } from 'node:crypto'
import { TetriClient } from './client.js'
import { RefusedError } from './errors.js'
import type { OperationName } from './operations.js'
import * as signature from './signature.js'

/** The options of the published package cloudipsp-node-js-sdk. */
export interface CloudIpspOptions {
  merchantId: number | string
  secretKey: string
  creditKey?: string
  protocol?: '1.0' | '2.0'
  contentType?: 'json' | 'form'
  /** A host, or an address; otherwise TETRI_URL, otherwise http://localhost:8080. */
  baseUrl?: string
  timeout?: number
}

export type Members = Record<string, any>

/**
 * The surface of the published package cloudipsp-node-js-sdk, on this one: the same names, the same members, answers as they come.
 * What is better: any address, retries that are safe, and timeouts that end.
 */
export class CloudIpsp {
  readonly config: CloudIpspOptions

  constructor(options: CloudIpspOptions) {
    if (!options.merchantId || Number.isNaN(Number(options.merchantId)))
      throw new Error('Merchant id incorrect')
    if (!options.secretKey)
      throw new Error('Secret Key is empty')
    this.config = { protocol: '1.0', contentType: 'json', timeout: 60_000, ...options }
    Object.defineProperty(this.config, 'secretKey', { enumerable: false })
    Object.defineProperty(this.config, 'creditKey', { enumerable: false, value: options.creditKey })
  }

  Checkout(data: Members): Promise<Members> { return this.#create('checkout.url', data) }

  CheckoutToken(data: Members): Promise<Members> { return this.#create('checkout.token', data) }

  Verification(data: Members): Promise<Members> {
    return this.#create('checkout.verification', { ...data, verification_type: data['verification_type'] || 'amount', amount: data['amount'] || 0 })
  }

  Capture(data: Members): Promise<Members> { return this.#send('orders.capture', data) }

  Recurring(data: Members): Promise<Members> { return this.#create('cards.recurring', data) }

  Reverse(data: Members): Promise<Members> { return this.#send('orders.reverse', data) }

  Status(data: Members): Promise<Members> { return this.#send('orders.status', data) }

  P2pcredit(data: Members): Promise<Members> { return this.#create('payouts.to_card', data) }

  TransactionList(data: Members): Promise<Members[]> { return this.#send('orders.transactions', data) as Promise<Members[]> }

  /** date_from and date_to are dates. */
  Reports(data: Members): Promise<Members[]> { return this.#send('orders.report', data) as Promise<Members[]> }

  PciDssOne(data: Members): Promise<Members> { return this.#create('cards.step1', data) }

  PciDssTwo(data: Members): Promise<Members> { return this.#send('cards.step2', data) }

  Settlement(data: Members): Promise<Members> { return this.#send('orders.settle', data) }

  Subscription(data: Members): Promise<Members> { return this.#create('checkout.url', { ...data, subscription: 'Y' }, '2.0') }

  SubscriptionActions(data: Members): Promise<Members> {
    if (!data['order_id'])
      throw new Error('order_id is required')
    return this.#send(data['action'] === 'start' ? 'subscriptions.start' : 'subscriptions.stop', data)
  }

  /** Whether an answer or a parsed callback is signed with the key. */
  isValidResponse(data: Members, credit = false): boolean {
    const key = credit ? this.config.creditKey : this.config.secretKey
    if (!key || typeof data?.['signature'] !== 'string' || (data['version'] !== '2.0' && !data['merchant_id']))
      return false
    return signature.fits(data['signature'], data['version'] === '2.0' ? String(data['data']) : data, key)
  }

  #create(name: OperationName, data: Members, protocol?: '2.0'): Promise<Members> {
    return this.#send(name, { ...data, order_id: data['order_id'] || `${this.config.merchantId}_${randomBytes(20).toString('hex')}` }, protocol)
  }

  async #send(name: OperationName, data: Members, protocol = this.config.protocol): Promise<Members> {
    const { merchantId, secretKey, creditKey, contentType, baseUrl, timeout } = this.config
    const client = new TetriClient({
      merchantId: Number(merchantId), secretKey, creditKey, version: protocol === '2.0' ? '2.0' : '1.0.1', format: contentType, timeoutMs: timeout,
      baseUrl: baseUrl && !baseUrl.includes('://') ? `https://${baseUrl}` : baseUrl,
    })
    try {
      return await client.caller.callRaw(name, data) as Members
    } catch (error) {
      throw error instanceof RefusedError ? refusal(error) : error
    }
  }
}

/** An error whose text and `response` are those of the published package. */
function refusal(error: RefusedError): Error {
  const response = { response_status: 'failure', error_code: error.code, error_message: error.message, request_id: error.requestId }
  const text = `Response status is failure\nerror_code: ${error.code}\nrequest_id: ${error.requestId}\nerror_message: ${error.message}\n`
  return Object.assign(new Error(text, { cause: error }), { response })
}
