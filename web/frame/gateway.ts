import { isRecord } from '../protocol/messages';

export type Answer = Record<string, unknown>;

/** Longer than the gateway waits for an acquirer. */
const patience = 70_000;

/** Calls the gateway for the page at `shop`. An answer that did not come is a failure like any other. */
export async function ask(path: string, params: Record<string, unknown>, shop: string): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shop-Origin': shop },
      body: JSON.stringify({ request: params }),
      signal: AbortSignal.timeout(patience),
    });
    const body: unknown = await response.json();
    if (isRecord(body) && isRecord(body['response'])) return body['response'];
  } catch {
    // Answered below.
  }
  return { response_status: 'failure', error_code: 'unavailable', error_message: 'The payment page could not be reached.' };
}
