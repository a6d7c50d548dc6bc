import type { Bank, OpenView, Order, Price, SavedCard, Subscription, TestCard, Wallet } from './answer';
import { emptyForm, type Form, type Kind, type StateOf } from './state';

const card = (number: string, label: string, brand = 'VISA'): TestCard => ({ number, expiry: '12/30', cvv: '123', label, brand });

/** 14:05 UTC on a Tuesday; nothing here depends on the day the tests run. */
const now = Date.UTC(2026, 2, 10, 14, 5);

const order: Order = {
  token: '0'.repeat(40),
  orderId: 'test_1042',
  paymentId: '804417235',
  amount: '10025',
  currency: 'GEL',
  decimals: 2,
  description: 'Order 1042: two books and delivery',
  merchant: { name: 'Kera Books' },
  now,
  expiresAt: now + 35 * 60_000,
  test: true,
  testCards: [
    card('4444555566661111', 'approve_3ds'),
    card('4444111166665555', 'decline_3ds'),
    card('4444555511116666', 'approve'),
    card('4444111155556666', 'decline'),
    card('4444555566669999', 'frictionless_approve'),
    card('4444999966665555', 'frictionless_decline'),
    card('4444666655559999', 'challenge_approve'),
    card('4444666699995555', 'challenge_decline'),
    card('4444777799991111', 'by_reservation_data'),
    card('6666444455551111', 'approve_3ds', 'MasterCard'),
    card('8600202020202023', 'otp_approve', 'UzCard'),
  ],
  validateExpiry: true,
  preauth: false,
  verification: false,
  takesCard: true,
  banks: [],
  cancelUrl: '/checkout/cancel',
  languages: ['az', 'cs', 'da', 'de', 'en', 'es', 'fi', 'fr', 'hu', 'it', 'ka', 'ko', 'lv', 'nl', 'pl', 'ro', 'ru', 'sk', 'uk', 'uz', 'zh'],
};

const banks: Bank[] = [
  { system: 'opb', method: 'tbc', name: 'TBC Bank' },
  { system: 'opb', method: 'bog', name: 'Bank of Georgia' },
  { system: 'opb', method: 'x', name: 'Demo Bank' },
  { system: 'installments', method: 'tbc', name: 'TBC Bank' },
  { system: 'installments', method: 'x', name: 'Demo Bank' },
];
const bank = { ...order, state: 'bank', banks, bank: { system: 'opb', method: 'bog', name: 'Bank of Georgia' }, bankUrl: '/checkout/bank', bankQrUrl: 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 9 9%22%3E%3Cpath fill=%22%23fff%22 d=%22M0 0h9v9H0z%22/%3E%3Cpath d=%22M1 1h3v3H1zm4 0h1v2H5zm2 0h1v3H7zM1 5h2v3H1zm3 1h2v1H4zm3-1h1v3H6V7h1z%22/%3E%3C/svg%3E', mayLeaveBank: true } as const;

const wallets: Wallet[] = [{ name: 'applepay', sheetUrl: '/test/wallet?wallet=applepay&currency=GEL' }, { name: 'googlepay', sheetUrl: '/test/wallet?wallet=googlepay&currency=GEL' }];

const open: OpenView = { ...order, state: 'open' };
const monthly: Subscription = { amount: '1500', period: 'month', every: 1, quantity: 12, firstAt: Date.UTC(2026, 3, 10), lastAt: Date.UTC(2027, 2, 10), trial: false, editable: false, optional: false };
const price: Price = { totalAmount: '10326', feeAmount: '301', discountAmount: '0', discountPercent: '0', takesPromocode: true };
const reduced: Price = { ...price, totalAmount: '9295', feeAmount: '272', discountAmount: '1002', discountPercent: '10', promocode: 'SPRING' };
const cards: SavedCard[] = [
  { hash: 'a', maskedCard: '444455XXXXXX1111', cardType: 'VISA', expiry: '12/34' },
  { hash: 'b', maskedCard: '378282XXXXX0005', cardType: 'AmericanExpress', expiry: '01/29' },
];
const live: OpenView = { ...open, test: false, testCards: [] };
const filled: Form = { ...emptyForm, values: { cardNumber: '4444 5555 6666 1111', expiryDate: '12 / 30', cvv2: '123' } };
const faulty: Form = {
  values: { cardNumber: '4444 5555 6666 1112', expiryDate: '11 / 2', cvv2: '1' },
  left: { cardNumber: true, expiryDate: true, cvv2: true },
  refused: {},
};
const transaction = '73c1';
const method = { ...order, state: 'method', transaction, frameUrl: '/frame', timeoutSeconds: 10 } as const;
const challenge = { ...order, state: 'challenge', transaction, frameUrl: '/frame' } as const;
const code = { ...order, state: 'code', amount: '100', verification: true, maskedCard: '444455XXXXXX1111', cardType: 'VISA', triesLeft: 3, testCode: 'EURT' } as const;
const processing = { ...order, state: 'processing' } as const;
const paid = { maskedCard: '444455XXXXXX1111', cardType: 'VISA', approvalCode: '123456', paidAt: now + 90_000, receiptUrl: '/checkout/receipt' };
const returnUrl = '/checkout/return';

/** One or more examples of every state; a state without one does not compile. The preview and the tests read this. */
export const states: { [K in Kind]: [StateOf<K>, ...StateOf<K>[]] } = {
  loading: [
    { kind: 'loading', token: order.token, form: emptyForm },
    { kind: 'loading', token: order.token, form: filled, view: order },
  ],
  unknown: [{ kind: 'unknown' }],
  open: [
    { kind: 'open', view: open, form: emptyForm },
    { kind: 'open', view: open, form: faulty },
    { kind: 'open', view: live, form: { ...faulty, values: { cardNumber: '', expiryDate: '13 / 30', cvv2: '' } } },
    { kind: 'open', view: open, form: { ...filled, refused: { cardNumber: 1015 } } },
    { kind: 'open', view: { ...open, lastDecline: { code: 1000 } }, form: { ...filled, values: { ...filled.values, cvv2: '' } }, declined: 1000 },
    { kind: 'open', view: live, form: emptyForm, notice: { kind: 'declined', code: 1037 } },
    { kind: 'open', view: live, form: filled, notice: { kind: 'closed' } },
    { kind: 'open', view: { ...live, verification: true, amount: '100' }, form: emptyForm },
    { kind: 'open', view: { ...live, subscription: monthly }, form: emptyForm },
    { kind: 'open', view: { ...live, subscription: { amount: '500', period: 'week', every: 2, firstAt: Date.UTC(2026, 4, 1), trial: true, editable: false, optional: true } }, form: emptyForm },
    { kind: 'open', view: { ...live, subscription: { amount: '1500', period: 'month', every: 1, trial: false, editable: true, optional: false } }, form: emptyForm },
    {
      kind: 'open',
      view: { ...live, subscription: { ...monthly, editable: true, optional: true } },
      form: { ...filled, schedule: { on: true, amount: '', every: '0', period: 'week', quantity: '12345678', left: { amount: true, every: true, quantity: true } } },
    },
    {
      kind: 'open',
      view: {
        ...live, preauth: true, amount: '123456789012', currency: 'UZS', merchant: { name: 'Kaukasische Buchhandlungsgesellschaft & Söhne', accent: '#ffcc00' },
        description: 'A-very-long-description-without-a-single-space-in-it-that-must-not-push-the-panel-apart '.repeat(2),
        orderId: 'order_with_a_rather_long_identifier_1234567890', expiresAt: now + 40 * 3_600_000,
      },
      form: { ...emptyForm, values: { ...emptyForm.values, cardNumber: '3782 822463 10005' } },
    },
    { kind: 'open', view: { ...open, banks }, form: emptyForm },
    { kind: 'open', view: { ...open, wallets }, form: emptyForm },
    { kind: 'open', view: { ...open, takesCard: false, banks }, form: emptyForm },
    { kind: 'open', view: { ...live, takesCard: false, banks: banks.slice(0, 3), lastDecline: { code: 1000, bank: 'Bank of Georgia' } }, form: emptyForm, declined: 1000 },
    { kind: 'open', view: { ...live, takesCard: false, banks: banks.slice(3), lastDecline: { code: 1054, bank: 'TBC Bank' } }, form: emptyForm, notice: { kind: 'declined', code: 1054 } },
    { kind: 'open', view: { ...live, cvv2Requirement: 'absent', price: { ...price, feeAmount: '0', totalAmount: order.amount } }, form: emptyForm },
    { kind: 'open', view: { ...live, cvv2Requirement: 'optional', price }, form: { ...filled, price: { text: 'SPRING', code: 'SPRING', card: { cardBin: '44445555' }, price: reduced } } },
    {
      kind: 'open', view: { ...live, price },
      form: { ...filled, price: { text: 'BOOKS-20', code: 'BOOKS-20', card: {}, price: { ...price, promocodeFault: 'other_card' } } }, notice: { kind: 'price' },
    },
    { kind: 'open', view: { ...live, cards, mayKeepCard: true }, form: emptyForm },
    { kind: 'open', view: { ...live, cards, mayKeepCard: true }, form: { ...faulty, card: 'new', keep: true } },
  ],
  submitting: [
    { kind: 'submitting', view: { ...open, banks }, form: filled, bank: banks[1]! },
    { kind: 'submitting', view: open, form: filled },
    { kind: 'submitting', view: { ...open, wallets }, form: filled, wallet: 'googlepay' },
    { kind: 'submitting', view: { ...open, subscription: { ...monthly, editable: true } }, form: filled },
  ],
  method: [{ kind: 'method', view: method, form: filled }],
  challenge: [{ kind: 'challenge', view: challenge, form: filled }, { kind: 'challenge', view: { ...challenge, challengeWindowSize: '01' }, form: filled }],
  code: [
    { kind: 'code', view: code, text: '', busy: false },
    { kind: 'code', view: { ...code, triesLeft: 1 }, text: '', fault: 'wrong', busy: false },
    { kind: 'code', view: { ...code, test: false, testCards: [], amount: '123456789012', currency: 'UZS', cardType: 'MasterCard' }, text: '7K2', fault: 'short', busy: false },
    { kind: 'code', view: code, text: 'EURT', busy: true },
  ],
  bank: [
    { kind: 'bank', view: bank, form: emptyForm, polls: 1, leaving: false },
    { kind: 'bank', view: { ...bank, takesCard: false, mayLeaveBank: false, amount: '123456789012', currency: 'UZS' }, form: emptyForm, polls: 1, leaving: false },
  ],
  processing: [{ kind: 'processing', view: processing, form: filled, polls: 1, abandoned: false }],
  stalled: [{ kind: 'stalled', view: processing, form: filled }],
  approved: [
    { kind: 'approved', view: { ...order, ...paid, state: 'approved', returnUrl } },
    { kind: 'approved', view: { ...order, ...paid, price: reduced, state: 'approved', returnUrl } },
    { kind: 'approved', view: { ...order, state: 'approved', verification: true } },
    { kind: 'approved', view: { ...order, maskedCard: '555566XXXXXX1111', cardType: 'MasterCard', approvalCode: '123456', paidAt: now + 90_000, state: 'approved', amount: '123456789012', currency: 'UZS' } },
  ],
  declined: [
    { kind: 'declined', view: { ...order, state: 'declined', lastDecline: { code: 1051 }, returnUrl } },
    { kind: 'declined', view: { ...order, state: 'declined' } },
    { kind: 'declined', view: { ...order, state: 'declined', verification: true, lastDecline: { code: 1088 } } },
  ],
  expired: [{ kind: 'expired', view: { ...order, state: 'expired', returnUrl } }],
  reversed: [{ kind: 'reversed', view: { ...order, state: 'reversed', merchant: { name: 'Kera Books', accent: '#1746a2' } } }],
  failed: [
    { kind: 'failed', token: order.token, form: emptyForm },
    { kind: 'failed', token: order.token, form: filled, view: order },
  ],
  offline: [{ kind: 'offline', token: order.token, form: filled, view: order }],
};
