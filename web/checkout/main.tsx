import '../tokens/tokens.css';
import '../tokens/base.css';
import './checkout.css';
import { readView } from './answer';
import { startPage } from './page';

const embedded = (id: string): unknown => {
  try {
    return JSON.parse(document.getElementById(id)?.textContent ?? '') as unknown;
  } catch {
    return undefined;
  }
};

startPage({
  token: new URLSearchParams(location.search).get('token') ?? '',
  view: readView(embedded('view')),
  messages: (embedded('messages') ?? {}) as Record<string, string>,
  lang: document.documentElement.lang || 'en',
});
