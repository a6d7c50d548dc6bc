import type { Answer, Bank, FieldName, Price, TestCard, Wallet } from './answer';
import type { Agreed, PriceQuestion } from './field/price';
import type { Chosen, ScheduleForm } from './field/schedule';

export type Event =
  | { type: 'edited'; field: FieldName; text: string }
  | { type: 'left'; field: FieldName }
  | { type: 'extra-edited'; name: string; text: string }
  | { type: 'extra-left'; name: string }
  | { type: 'scheduled'; change: Partial<ScheduleForm> }
  | { type: 'card-chosen'; card: string }
  | { type: 'card-forgotten'; card: string }
  | { type: 'card-kept'; keep: boolean }
  | { type: 'promocode-edited'; text: string }
  /** An empty one takes the code back. */
  | { type: 'promocode-sent'; text: string }
  | { type: 'priced'; question: PriceQuestion; price: Price | undefined }
  | { type: 'test-card'; card: TestCard }
  | { type: 'submitted' }
  /** Before the wallet is opened: it needs what is asked for beside it. */
  | { type: 'wallet-pressed' }
  | { type: 'wallet-paid'; by: { wallet: Wallet['name'] }; means: Pick<Payment, 'container'> }
  | { type: 'bank-chosen'; bank: Bank }
  | { type: 'bank-left' }
  | { type: 'code-edited'; text: string }
  | { type: 'answered'; serial: number; answer: Answer }
  | { type: 'unanswered'; serial: number; offline: boolean }
  | { type: 'frame-done'; transaction: string }
  | { type: 'challenge-closed' }
  | { type: 'decline-closed' }
  | { type: 'retried' }
  /** The tab came back, the network came back, or the page came out of the back-forward cache. */
  | { type: 'resumed' }
  | { type: 'timer'; timer: Timer };

export type Timer =
  | { name: 'poll'; polls: number }
  | { name: 'method'; transaction: string }
  | { name: 'price' }
  | { name: 'expiry' }
  | { name: 'leave' };

export interface Payment extends Agreed {
  token: string;
  /** Typed, a saved one by its hash, or what a wallet gave for one. */
  cardNumber?: string;
  expiryDate?: string;
  hash?: string;
  saveCard?: true;
  container?: string;
  cvv2?: string;
  /** What the payer made of the schedule, where that is his to make. */
  schedule?: Chosen;
  /** What the shop asked for beside the card, by name. */
  extras?: Readonly<Record<string, string>>;
}

/** A request carries a serial; only the answer to the newest one counts. */
export type Effect =
  | { type: 'view'; serial: number; token: string }
  | { type: 'pay'; serial: number; payment: Payment; bank?: Bank }
  | { type: 'method'; serial: number; token: string; transaction: string }
  | { type: 'abandon'; serial: number; token: string; transaction: string }
  | { type: 'code'; serial: number; token: string; code: string }
  | { type: 'leave-bank'; serial: number; token: string }
  | { type: 'forget'; serial: number; token: string; card: string }
  | { type: 'price'; token: string; question: PriceQuestion }
  | { type: 'wait'; timer: Timer; milliseconds: number }
  | { type: 'announce'; what: Announcement }
  | { type: 'focus'; field: Focus }
  | { type: 'leave'; url: string };

export type Focus = FieldName | 'schedule' | 'code' | 'bank' | 'card' | 'extra';

export type Announcement =
  | 'working' | 'bank' | 'challenge' | 'code' | 'wrong-code' | 'price' | 'promocode' | 'forgotten' | 'approved' | 'declined' | 'expired' | 'reversed' | 'failed' | 'offline' | 'stalled'
  | 'filled';
