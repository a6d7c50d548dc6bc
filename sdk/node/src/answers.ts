import { toMinor } from './money.js'
import { isMembers, readTime, Unreadable, type WireMembers } from './wire.js'

export type MemberType = 'text' | 'id' | 'integer' | 'amount' | 'major' | 'time' | 'flag' | 'json'

const order = {
  order_id: 'text', merchant_id: 'integer', payment_id: 'id', order_status: 'text', amount: 'amount', currency: 'text', actual_amount: 'amount',
  actual_currency: 'text', reversal_amount: 'amount', settlement_amount: 'amount', settlement_currency: 'text', settlement_date: 'text', fee: 'amount',
  fee_oplata: 'amount', response_code: 'integer', response_description: 'text', tran_type: 'text', masked_card: 'text', card_bin: 'text', card_type: 'text',
  rrn: 'text', approval_code: 'text', eci: 'text', payment_system: 'text', sender_email: 'text', sender_cell_phone: 'text', sender_account: 'text',
  order_time: 'time', product_id: 'text', merchant_data: 'text', rectoken: 'text', rectoken_lifetime: 'time', verification_status: 'text',
  parent_order_id: 'text', additional_info: 'text', transaction: 'json',
} as const

/** The same as spec/client/answers.json; a test compares them. */
export const answers = {
  checkout: { checkout_url: 'text', payment_id: 'id' },
  token: { token: 'text' },
  form: { url: 'text', fields: 'json' },
  order,
  capture: { order_id: 'text', merchant_id: 'integer', capture_status: 'text', response_code: 'integer', response_description: 'text' },
  reversal: {
    order_id: 'text', merchant_id: 'integer', reverse_status: 'text', reversal_amount: 'amount', reverse_id: 'text', transaction_id: 'id',
    response_code: 'integer', response_description: 'text',
  },
  settlement: {
    order_id: 'text', operation_id: 'text', merchant_id: 'integer', payment_id: 'id', order_status: 'text', tran_type: 'text', amount: 'amount',
    currency: 'text', transaction: 'json',
  },
  transactions: {
    id: 'id', payment_id: 'id', parent_tran_id: 'id', order_id: 'text', merchant_id: 'integer', tran_type: 'text', transaction_status: 'text',
    amount: 'major', currency: 'text', actual_amount: 'major', actual_currency: 'text', reversal_amount: 'major', capture_amount: 'major',
    capture_status: 'text', preauth: 'flag', response_code: 'integer', timestart: 'time', timeend: 'time', duration: 'integer', payment_system: 'text',
    masked_card: 'text', card_bin: 'text', card_type: 'text', eci: 'text', sender_rrn: 'text', sender_approval_code: 'text', sender_email: 'text',
    rectoken: 'text',
  },
  fiscal: { error: 'text' },
  direct: { acs_url: 'text', pareq: 'text', md: 'text', order: 'order' },
  subscription: { order_id: 'text', merchant_id: 'integer', status: 'text' },
  orders: 'order',
} as const

export type AnswerName = keyof typeof answers

interface ValueOf { text: string, id: string, integer: number, amount: number, major: number, time: Date, flag: boolean, json: unknown }

/** Members by the table above. What is empty on the wire is absent; `raw` has everything as it came. */
export type Typed<Table> = { readonly [Name in keyof Table]?: Table[Name] extends keyof ValueOf ? ValueOf[Table[Name]] : never } & Raw

export interface Raw { readonly raw: Readonly<WireMembers> }

/** An order as it stands. Amounts are minor units. */
export type Order = Typed<typeof answers.order> & {
  readonly order_id: string
  readonly order_status: 'created' | 'processing' | 'approved' | 'declined' | 'expired' | 'reversed'
}

/** Turns what came into typed members. */
export function typed(name: AnswerName, answer: unknown): unknown {
  const isList = name === 'transactions' || name === 'orders'
  if (isList !== Array.isArray(answer))
    throw new Unreadable(isList ? 'A list was expected.' : 'An object was expected.')
  if (isList)
    return (answer as unknown[]).map(row => members(name === 'orders' ? answers.order : answers.transactions, row))
  if (name === 'direct') {
    const { order: _, ...challenge } = answers.direct
    return isMembers(answer) && 'acs_url' in answer ? members(challenge, answer) : { order: members(answers.order, answer) }
  }
  return members(answers[name] as Readonly<Record<string, MemberType>>, answer)
}

function members(table: Readonly<Record<string, MemberType>>, came: unknown): unknown {
  if (!isMembers(came))
    throw new Unreadable('An object was expected.')
  const result: WireMembers = {}
  for (const [name, type] of Object.entries(table)) {
    const value = came[name]
    if (value !== undefined && value !== null && value !== '')
      result[name] = type === 'json' ? value : scalar(name, type, value, came)
  }
  // Seen by whoever asks for it, not by whoever prints the result.
  return Object.defineProperty(result, 'raw', { value: came })
}

function scalar(name: string, type: MemberType, value: unknown, row: WireMembers): unknown {
  if (typeof value === 'object')
    throw new Unreadable(`${name} is no single value.`)
  const text = String(value)
  switch (type) {
    case 'time': return readTime(text)
    case 'flag': return must(name, /^(true|false)$/.test(text), text === 'true')
    case 'id': return must(name, /^\d{1,19}$/.test(text), text)
    case 'integer': case 'amount': return must(name, /^-?\d{1,15}$/.test(text), Number(text))
    case 'major': return minorUnits(name, text, String(row['currency'] ?? ''))
    default: return text
  }
}

function minorUnits(name: string, text: string, currency: string): number {
  try {
    return toMinor(text, currency)
  } catch {
    throw new Unreadable(`${name} is no amount.`)
  }
}

function must<Value>(name: string, fits: boolean, value: Value): Value {
  if (!fits)
    throw new Unreadable(`${name} is not what it should be.`)
  return value
}
