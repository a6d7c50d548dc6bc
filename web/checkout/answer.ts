/** What the gateway says about an order: the answers of /checkout/view and of the calls that pay. */
export type FieldName = 'cardNumber' | 'expiryDate' | 'cvv2';

export interface TestCard {
  number: string;
  expiry: string;
  cvv: string;
  label: string;
  brand: string;
}

/** Where the payer may pay without a card: by open banking, or in installments. */
export interface Bank {
  system: 'opb' | 'installments';
  method: string;
  name: string;
}

/** A wallet that the shop takes: the sandbox's own (`sheetUrl`, to which the amount is added), or the real one (`request`, JSON that it is asked with). */
export interface Wallet {
  name: 'applepay' | 'googlepay';
  sheetUrl?: string;
  request?: string;
  /** Of Apple Pay, while the order has no token yet. */
  merchantId?: number;
}

export type Period = 'day' | 'week' | 'month';

/** What the card is charged later. The times are of the schedule, in UTC. */
export interface Subscription {
  /** Minor units, integer text. */
  amount: string;
  period: Period;
  every: number;
  quantity?: number;
  firstAt?: number;
  lastAt?: number;
  /** Nothing is charged before the first charge. */
  trial: boolean;
  /** The payer may change it. */
  editable: boolean;
  /** There is none unless the payer asks for it. */
  optional: boolean;
  /** What the shop's page leaves the payer to choose from; all where it is absent. */
  periods?: readonly Period[];
  /** False: the payer does not choose how often. */
  asksQuantity?: boolean;
  /** False: there must be an end. */
  endless?: boolean;
}

/** What the order costs the payer. Minor units, integer text. */
export interface Price {
  totalAmount: string;
  feeAmount: string;
  discountAmount: string;
  /** Such as 12.5. */
  discountPercent: string;
  /** The promocode that was applied. */
  promocode?: string;
  promocodeFault?: 'unknown' | 'other_card';
  /** The shop has promocodes. */
  takesPromocode: boolean;
}

/** A card that the payer keeps with this shop. */
export interface SavedCard {
  hash: string;
  maskedCard: string;
  cardType: string;
  /** MM/YY. */
  expiry: string;
}

export interface Order {
  token: string;
  orderId: string;
  paymentId: string;
  /** Minor units, integer text. */
  amount: string;
  currency: string;
  decimals: number;
  description: string;
  merchant: { name: string; logoUrl?: string; accent?: string };
  /** Epoch milliseconds by the gateway's clock, as `expiresAt`. */
  now: number;
  expiresAt: number;
  test: boolean;
  testCards: TestCard[];
  validateExpiry: boolean;
  preauth: boolean;
  verification: boolean;
  subscription?: Subscription;
  /** Where the payer may pay other than the amount. */
  price?: Price;
  cards?: SavedCard[];
  /** The payer may keep the card that he types. */
  mayKeepCard?: boolean;
  /** Must be typed where it is absent here. */
  cvv2Requirement?: 'optional' | 'absent';
  /** The shop's page may ask for these, which the order leaves open. */
  takesEmail?: boolean;
  takesFields?: boolean;
  takesCard: boolean;
  /** Absent where the shop takes none. */
  wallets?: Wallet[];
  banks: Bank[];
  /** `bank` is the name of the bank that declined; none for cards. */
  lastDecline?: { code: number; bank?: string };
  maskedCard?: string;
  cardType?: string;
  approvalCode?: string;
  paidAt?: number;
  /** Absent on the receipt itself. */
  receiptUrl?: string;
  returnUrl?: string;
  cancelUrl?: string;
  languages: string[];
  /** How a finished order stands, as the shop is told: signed, by the names of the wire. */
  orderData?: Record<string, string>;
  responseUrl?: string;
}

export type OpenView = Order & { state: 'open' };
export type MethodView = Order & { state: 'method'; transaction: string; frameUrl: string; timeoutSeconds: number };
export type ChallengeView = Order & { state: 'challenge'; transaction: string; frameUrl: string; challengeWindowSize?: string };
/** The bank holds the amount; the payer reads the code in the description of the hold. */
export type CodeView = Order & { state: 'code'; triesLeft: number; testCode?: string };
/** The payer decides at his bank, in another tab or on another device. */
export type BankView = Order & { state: 'bank'; bank: Bank; bankUrl: string; bankQrUrl: string; mayLeaveBank: boolean };
export type ProcessingView = Order & { state: 'processing' };
export type FinalView = Order & { state: 'approved' | 'declined' | 'expired' | 'reversed' };
export type View = { state: 'unknown' } | OpenView | MethodView | ChallengeView | CodeView | BankView | ProcessingView | FinalView;

export interface Refusal {
  code: number;
  field?: FieldName | 'code' | 'promocode';
  /** What was wrong with the shop's order, for its developer. */
  message?: string;
}

export interface Answer {
  view: View;
  error?: Refusal;
}

const states: readonly View['state'][] = [
  'unknown', 'open', 'method', 'challenge', 'code', 'bank', 'processing', 'approved', 'declined', 'expired', 'reversed',
];

export function readPrice(value: unknown): Price | undefined {
  return typeof value === 'object' && value !== null && typeof (value as Price).totalAmount === 'string' ? (value as Price) : undefined;
}

/** The gateway is ours, so this guards against a broken answer (a proxy's page, say), not a hostile one. */
export function readView(value: unknown): View | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const view = value as View;
  if (!states.includes(view.state)) return undefined;
  return view.state === 'unknown' || typeof view.amount === 'string' ? view : undefined;
}

export function readAnswer(value: unknown): Answer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { view: raw, error } = value as { view?: unknown; error?: Refusal | null };
  const view = readView(raw);
  if (!view) return undefined;
  return error ? { view, error } : { view };
}
