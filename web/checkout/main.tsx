import '../tokens/tokens.css';
import '../tokens/base.css';
import './checkout.css';
import { readView, type View } from './answer';
import { hosted, type Appearance } from './appearance';
import { startPage } from './page';
import { loadParts } from './view/later';

const embedded = (id: string): unknown => {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? '') as unknown;
  } catch {
    return undefined;
  }
};

const allowed = document.querySelector<HTMLMetaElement>('meta[name=parents]')?.content ?? '';
const start = {
  token: new URLSearchParams(location.search).get('token') ?? '',
  view: readView(embedded('view')),
  messages: (embedded('messages') ?? {}) as Record<string, string>,
  lang: document.documentElement.lang || 'en',
};

/** How long the first screen waits for parts that it shows, so that nothing moves when they come. */
const patience = 1000;

async function begin(): Promise<void> {
  // Only the address for shops' frames names who may be around it; the page elsewhere speaks to nobody.
  const around = allowed === '' || parent === self ? undefined : await (await import('./frame/enter')).enterFrame(allowed, start.token);
  if (showsParts(start.view, around?.appearance ?? hosted)) {
    await Promise.race([loadParts().catch(() => {}), new Promise(resolve => setTimeout(resolve, patience))]);
  }
  startPage({ ...start, ...(around ? { around } : {}) });
}

function showsParts(view: View | undefined, { hidden }: Appearance): boolean {
  if (view === undefined || view.state === 'unknown') return false;
  return view.state !== 'open' || (view.test && !hidden.has('test_mode')) || view.banks.length > 0 || Boolean(view.cards || view.mayKeepCard || view.subscription || view.price);
}

void begin();
