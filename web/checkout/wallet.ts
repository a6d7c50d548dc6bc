import { majorUnits } from '../i18n/format';
import type { Order, Wallet } from './answer';

/** What we use of Safari's own Apple Pay. */
interface AppleSession {
  onvalidatemerchant: (event: { validationURL: string }) => void;
  onpaymentauthorized: (event: { payment: unknown }) => void;
  oncancel: () => void;
  completeMerchantValidation(session: unknown): void;
  completePayment(result: { status: number }): void;
  abort(): void;
  begin(): void;
}

interface AppleSessions {
  new (version: number, request: unknown): AppleSession;
  canMakePayments(): boolean;
  readonly STATUS_SUCCESS: number;
}

/** What we use of Google's script. */
interface GoogleClient {
  isReadyToPay(request: unknown): Promise<{ result: boolean }>;
  loadPaymentData(request: unknown): Promise<unknown>;
}

declare global {
  interface Window {
    ApplePaySession?: AppleSessions;
    google?: { payments: { api: { PaymentsClient: new (options: { environment: string }) => GoogleClient } } };
  }
}

const appleVersion = 3;

export function nameOf({ name }: Wallet): string {
  return name === 'applepay' ? 'Apple Pay' : 'Google Pay';
}

/** What the sandbox's wallet in `frame` gives; nothing else is believed. */
export function readContainer(event: MessageEvent, frame: Window | null, wallet: Wallet['name']): string | undefined {
  if (frame === null || event.source !== frame || event.origin !== location.origin) return undefined;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('wallet' in data) || data.wallet !== wallet || !('container' in data)) return undefined;
  return typeof data.container === 'object' ? JSON.stringify(data.container) : undefined;
}

/** Whether the payer's device has the real wallet. */
export async function isReady(wallet: Wallet): Promise<boolean> {
  try {
    if (wallet.name === 'applepay') return window.ApplePaySession?.canMakePayments() === true;
    const { environment, request } = googleOf(wallet);
    const client = await googleClient(environment);
    return client !== undefined && (await client.isReadyToPay(request)).result;
  } catch {
    return false;
  }
}

/** Opens the real wallet, within the payer's own press. Nothing where he closed it. */
export function askWallet(wallet: Wallet, order: Order, amount: string): Promise<string | undefined> {
  const total = majorUnits(amount, order.decimals);
  return wallet.name === 'applepay' ? askApple(wallet, order, total) : askGoogle(wallet, order, total);
}

function askApple({ request = '{}', merchantId }: Wallet, { token, merchant }: Order, total: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const Session = window.ApplePaySession;
    if (!Session) return reject(new Error('There is no Apple Pay.'));
    const session = new Session(appleVersion, { ...(JSON.parse(request) as object), total: { label: merchant.name, amount: total } });
    session.onvalidatemerchant = ({ validationURL }) => {
      merchantSession({ token, merchantId, url: validationURL }).then(answer => session.completeMerchantValidation(answer), (error: unknown) => {
        session.abort();
        reject(error as Error);
      });
    };
    session.onpaymentauthorized = ({ payment }) => {
      // The wallet did its part. How the payment ends, the page says.
      session.completePayment({ status: Session.STATUS_SUCCESS });
      resolve(JSON.stringify(payment));
    };
    session.oncancel = () => resolve(undefined);
    session.begin();
  });
}

async function merchantSession(request: { token: string; merchantId: number | undefined; url: string }): Promise<unknown> {
  const response = await fetch('/checkout/wallet/session', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request), cache: 'no-store',
  });
  if (!response.ok) throw new Error('Apple was not reached.');
  return response.json();
}

async function askGoogle(wallet: Wallet, { currency }: Order, total: string): Promise<string | undefined> {
  const { environment, request } = googleOf(wallet);
  const client = await googleClient(environment);
  if (!client) throw new Error('There is no Google Pay.');
  try {
    return JSON.stringify(await client.loadPaymentData({ ...request, transactionInfo: { totalPriceStatus: 'FINAL', totalPrice: total, currencyCode: currency } }));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 'CANCELED') return undefined;
    throw error;
  }
}

function googleOf({ request = '{}' }: Wallet): { environment: string; request: object } {
  const { environment, ...rest } = JSON.parse(request) as { environment: string };
  return { environment, request: rest };
}

/** The gateway put Google's script into the page; it may still be on its way. */
async function googleClient(environment: string): Promise<GoogleClient | undefined> {
  if (!window.google) {
    const script = document.querySelector('script[src^="https://pay.google.com/"]');
    if (!script) return undefined;
    await new Promise(resolve => {
      script.addEventListener('load', resolve);
      script.addEventListener('error', resolve);
    });
  }
  const Client = window.google?.payments.api.PaymentsClient;
  return Client && new Client({ environment });
}
