/** Members of requests, by their names on the wire. Amounts are minor units: 1050 is 10.50 GEL. What is not named here is sent too. */

/** A whole number of minor units. */
export type Amount = number | bigint | string
/** A yes or a no; Y and N are taken as well. */
export type YesNo = boolean | 'Y' | 'N'
/** A time, or DD.MM.YYYY HH:mm:ss in UTC. */
export type Time = Date | string

interface More { [member: string]: unknown }

export interface OrderRequest extends More {
  /** The shop's own name of the order, unique. */
  order_id: string
  order_desc: string
  amount: Amount
  /** ISO 4217: GEL. */
  currency: string
  /** Where the payer's browser returns to. */
  response_url?: string
  /** Where the gateway tells of the outcome. */
  server_callback_url?: string
  subscription_callback_url?: string
  chargeback_callback_url?: string
  cancel_url?: string
  /** Seconds in which the order can be paid. */
  lifetime?: number
  lang?: string
  /** Comes back in status and callbacks. */
  merchant_data?: string
  product_id?: string
  /** Holds the amount; capture takes it. */
  preauth?: YesNo
  /** Whether the payer may try again after a decline. */
  delayed?: YesNo
  /** Stores the card, so that it can be charged again. */
  required_rectoken?: YesNo
  verification_type?: 'amount' | 'code'
  subscription?: YesNo
  recurring_data?: RecurringData
  receiver?: readonly Receiver[]
  payment_systems?: string
  sender_email?: string
  client_ip?: string
}

export interface RecurringData extends More {
  amount: number
  period: 'day' | 'week' | 'month'
  every: number
  quantity?: number
  /** YYYY-MM-DD or YYYY-MM-DD HH:mm:ss, UTC. */
  start_time?: string
  end_time?: string
}

export interface Receiver extends More {
  type: 'merchant'
  requisites: { merchant_id: number, amount: number, settlement_description?: string }
}

export interface StatusRequest extends More { order_id: string }
export interface StatusByPaymentIdRequest extends More { payment_id: string | number | bigint }
export interface CaptureRequest extends More { order_id: string, amount: Amount, currency: string }

interface Reversal extends More {
  amount: Amount
  currency: string
  /** The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given. */
  reverse_id?: string
  comment?: string
  receiver?: readonly Receiver[]
}

export interface ReverseRequest extends Reversal { order_id: string }
export interface ReverseByPaymentIdRequest extends Reversal { payment_id: string | number | bigint }

export interface SettlementRequest extends More {
  /** The order_id of the payment that is divided. */
  operation_id: string
  order_id?: string
  amount: Amount
  currency: string
  receiver: readonly Receiver[]
}

export interface ReportRequest extends More {
  date_from: Time
  date_to: Time
  /** Goes on behind the last payment of the report before. */
  after_payment_id?: string | number | bigint
}

/** For shops that may handle card numbers (PCI DSS). */
export interface CardOrderRequest extends OrderRequest {
  card_number: string
  /** MMYY. */
  expiry_date: string
  cvv2?: string
}

export interface Step2Request extends More { order_id: string, pares: string, md: string }
export interface RecurringRequest extends OrderRequest { rectoken: string }
export interface CardPayoutRequest extends OrderRequest { receiver_card_number?: string, receiver_rectoken?: string }
export interface AccountPayoutRequest extends OrderRequest { receiver_iban: string }
