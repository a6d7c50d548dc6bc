import '../tokens/tokens.css';
import '../tokens/base.css';
import './checkout.css';
import { readView, type View } from './answer';
import type { Around } from './around';
import { startPage } from './page';
import { loadParts } from './view/later';

const embedded = (id: string): unknown => {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? '') as unknown;
  } catch {
    return undefined;
  }
};

export const token = new URLSearchParams(location.search).get('token') ?? '';

/** The order as the gateway wrote it into the page. */
export const view = readView(embedded('view'));

/** How long the first screen waits for parts that it shows, so that nothing moves when they come. */
const patience = 1000;

/** Shows what the gateway wrote into the page. */
export async function begin(around?: Around): Promise<void> {
  if (showsParts(view)) {
    await Promise.race([loadParts().catch(() => {}), new Promise(resolve => setTimeout(resolve, patience))]);
  }
  const messages = (embedded('messages') ?? {}) as Record<string, string>;
  startPage({ token, view, messages, lang: document.documentElement.lang || 'en', ...(around ? { around } : {}) });
}

function showsParts(view: View | undefined): boolean {
  if (view === undefined || view.state === 'unknown') return false;
  return view.state !== 'open' || view.banks.length > 0 || Boolean(view.cards?.length || view.mayKeepCard || view.subscription || view.price);
}
