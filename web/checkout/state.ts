import type { Bank, BankView, ChallengeView, CodeView, FieldName, FinalView, MethodView, OpenView, Order, ProcessingView, Refusal, Wallet } from './answer';
import type { CodeFault } from './field/code';
import type { ExtraForm } from './field/extra';
import type { PriceForm } from './field/price';
import type { ScheduleForm } from './field/schedule';

/** What the payer typed. It lives in memory only and survives a decline, except for the CVV. */
export interface Form {
  values: Record<FieldName, string>;
  /** Fields left with something in them, or submitted: only these show what is wrong. */
  left: Partial<Record<FieldName, true>>;
  /** The schedule as the payer has it; absent while he has not touched it. */
  schedule?: ScheduleForm;
  /** The saved card that is chosen, by its hash, or `new`; absent while the payer has not chosen. */
  card?: string;
  /** The payer wants to keep the card. */
  keep?: boolean;
  /** Absent while nothing was asked about the price. */
  price?: PriceForm;
  /** What the gateway said about a field, until the field is edited. */
  refused: Partial<Record<FieldName, number>>;
  /** What the shop asks for beside the card; absent where it asks for nothing. */
  extras?: ExtraForm;
}

export const emptyForm: Form = { values: { cardNumber: '', expiryDate: '', cvv2: '' }, left: {}, refused: {} };

/** Why the form is shown again, told inside the page: `closed` when the payer closed the bank's confirmation, `price` when it is another one than he saw. */
export type Notice = { kind: 'declined'; code: number } | { kind: 'closed' } | { kind: 'price' };

/** What the payer typed of the code, and what is wrong with it. */
export interface Code {
  text: string;
  fault?: CodeFault;
  busy: boolean;
}

interface Filled {
  form: Form;
}

export type PageState =
  | ({ kind: 'loading'; token: string; view?: Order } & Filled)
  | { kind: 'unknown'; error?: Refusal }
  | ({ kind: 'open'; view: OpenView; notice?: Notice; declined?: number } & Filled)
  /** `bank` or `wallet`: the payer chose it instead of the card. */
  | ({ kind: 'submitting'; view: OpenView; bank?: Bank; wallet?: Wallet['name'] } & Filled)
  | ({ kind: 'method'; view: MethodView } & Filled)
  | ({ kind: 'challenge'; view: ChallengeView } & Filled)
  | ({ kind: 'code'; view: CodeView } & Code)
  | ({ kind: 'bank'; view: BankView; polls: number; leaving: boolean } & Filled)
  | ({ kind: 'processing'; view: ProcessingView | MethodView | ChallengeView; polls: number; abandoned: boolean } & Filled)
  | ({ kind: 'stalled'; view: ProcessingView | MethodView | ChallengeView } & Filled)
  | { kind: 'approved'; view: FinalView }
  | { kind: 'declined'; view: FinalView }
  | { kind: 'expired'; view: FinalView }
  | { kind: 'reversed'; view: FinalView }
  | ({ kind: 'failed'; token: string; view?: Order } & Filled)
  | ({ kind: 'offline'; token: string; view?: Order } & Filled);

export type Kind = PageState['kind'];
export type StateOf<K extends Kind> = Extract<PageState, { kind: K }>;

export function orderOf(state: PageState): Order | undefined {
  return state.kind === 'unknown' ? undefined : state.view;
}

export function formOf(state: PageState): Form {
  return 'form' in state ? state.form : emptyForm;
}

export function isFinal(kind: Kind): boolean {
  return kind === 'approved' || kind === 'declined' || kind === 'expired' || kind === 'reversed';
}
