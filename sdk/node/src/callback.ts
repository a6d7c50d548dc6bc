import { answers, typed, type Order } from './answers.js'
import { enclosed } from './call.js'
import { SignatureError, UsageError, type SignatureReason } from './errors.js'
import type { Format, Settings, Version } from './options.js'
import * as signature from './signature.js'
import { decode, isMembers, readData, readForm, readJson, Unreadable, writeForm, type WireMembers } from './wire.js'

/** A callback for a shop's own tests. */
export interface BuiltCallback {
  readonly body: string
  readonly contentType: string
}

/** Reads what the gateway posts to server_callback_url. */
export class Callbacks {
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  /**
   * The order that a callback tells of. Throws a SignatureError unless the gateway signed exactly this.
   * @param body as it came: text or bytes, not what a framework made of it
   * @param contentType of the request; JSON is known without it
   */
  read(body: string | Uint8Array, contentType?: string | null): Order {
    if (typeof body !== 'string' && !(body instanceof Uint8Array))
      throw new UsageError('not_raw', 'Give the body as it came, text or bytes. What a parser made of it can\'t be checked.')
    if (body.length === 0)
      throw refused('empty_body')
    try {
      const { order, given, signed } = this.#opened(typeof body === 'string' ? body : decode(body), contentType ?? '')
      this.#check(given, signed, order)
      if (!('order_id' in order))
        throw refused('unreadable')
      if (String(order['merchant_id']) !== String(this.#settings.merchantId))
        throw refused('other_merchant')
      return typed('order', order) as Order
    } catch (error) {
      if (error instanceof Unreadable)
        throw refused('unreadable')
      throw error
    }
  }

  /** A callback signed as the gateway signs, for a shop's own tests. */
  build(members: Readonly<Record<string, string | number>>, { version = '1.0.1', format = 'json' }: { version?: Version, format?: Format } = {}): BuiltCallback {
    const order: WireMembers = { merchant_id: this.#settings.merchantId, ...members }
    const key = isPayout(order) ? this.#settings.creditKey : this.#settings.secretKey
    if (key === undefined)
      throw new UsageError('no_credit_key', 'creditKey is missing: callbacks of payouts are signed with the credit key.')
    if (version === '2.0')
      return { body: JSON.stringify(enclosed(order, key)), contentType: 'application/json; charset=UTF-8' }
    const flat = { ...order, signature: signature.of(order, key) }
    return format === 'form'
      ? { body: writeForm(flat), contentType: 'application/x-www-form-urlencoded; charset=UTF-8' }
      : { body: JSON.stringify(flat), contentType: 'application/json; charset=UTF-8' }
  }

  #opened(text: string, contentType: string): { order: WireMembers, given: unknown, signed: WireMembers | string } {
    const isJson = /^\s*[[{"]/.test(text)
    if (!isJson && contentType.toLowerCase().includes('json'))
      throw new Unreadable('It is no JSON.')
    const came = isJson ? readJson(text) : readForm(text)
    const message = isMembers(came) && isMembers(came['response']) ? came['response'] : came
    if (!isMembers(message) || !('data' in message || 'order_id' in message || 'signature' in message))
      throw new Unreadable('It is no order.')
    return typeof message['data'] === 'string' && isJson
      ? { order: readUnchecked(message['data']), given: message['signature'], signed: message['data'] }
      : { order: message, given: message['signature'], signed: message }
  }

  #check(given: unknown, signed: WireMembers | string, order: WireMembers): void {
    const { secretKey, creditKey, formerSecretKey } = this.#settings
    if (given === undefined || given === null || given === '')
      throw refused('no_signature')
    const text = String(given)
    if (!signature.isWellFormed(text))
      throw refused('malformed_signature')
    const isWhole = typeof signed === 'string' || Object.values(signed).every(value => typeof value !== 'object' || value === null)
    const fits = (key: string | undefined): boolean => key !== undefined && signature.fits(text, signed, key)
    const key = isPayout(order) ? creditKey : secretKey
    if (key === undefined)
      throw refused('no_credit_key')
    if (isWhole && (fits(key) || (!isPayout(order) && fits(formerSecretKey))))
      return
    throw refused(!isWhole ? 'mismatch' : fits(isPayout(order) ? secretKey : creditKey) ? 'wrong_key' : fits(key.trim()) ? 'key_has_space' : 'mismatch')
  }
}

const payoutType = 'p2p credit'

function isPayout(order: WireMembers): boolean {
  return order['tran_type'] === payoutType
}

/** What data holds says which key signs it; a text that holds nothing is still checked first. */
function readUnchecked(data: string): WireMembers {
  try {
    return readData(data)
  } catch {
    return {}
  }
}

const sentences: Readonly<Record<SignatureReason, string>> = {
  empty_body: 'The body is empty: it was read before, or never came.',
  unreadable: 'The body is no callback.',
  no_signature: 'The callback has no signature.',
  malformed_signature: 'The signature is not forty digits of lower-case hex.',
  mismatch: 'The signature does not fit: the body was changed, is not as it came, or was signed with a key that this client does not have.',
  wrong_key: 'It is signed with the merchant\'s other key: payouts have the credit key, everything else the payment key.',
  key_has_space: 'The signature fits the key without the space around it: take the space off the configured key.',
  no_credit_key: 'It tells of a payout, which is signed with the credit key, and this client has none.',
  other_merchant: 'It is signed with this key and tells of another merchant.',
}

function refused(reason: SignatureReason): SignatureError {
  return new SignatureError(reason, sentences[reason])
}

/** The members that a callback may have are those of an order. */
export type CallbackMember = keyof typeof answers.order
