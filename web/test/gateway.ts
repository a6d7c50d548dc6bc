import type { IncomingMessage, Server } from 'node:http';
import { readFileSync } from 'node:fs';
import type { Answer, View } from '../checkout/answer';
import { states } from '../checkout/states';
import { sendPage, serve } from './serve';

export interface Call {
  path: string;
  body: Record<string, unknown>;
}

/** A gateway that answers as the test tells it, in front of the page as it is shipped. */
export class Gateway {
  calls: Call[] = [];
  view: View = { ...states.open[0].view };
  /** The answers to the calls to come; when they run out, the view as it stands. */
  script: (Answer | 'broken' | 'hold')[] = [];
  /** What it costs. */
  price = (_: Call['body']): unknown => ('price' in this.view ? this.view.price : {});
  origin = '';
  #server: Server | undefined;
  #held: (() => void)[] = [];

  async open(): Promise<void> {
    ({ origin: this.origin, server: this.#server } = await serve('dist', async (request, response, url) => {
      if (url.pathname.endsWith('/index.html')) {
        const lang = url.searchParams.get('lang') ?? 'en';
        const messages = readFileSync(new URL(`../i18n/${lang}.json`, import.meta.url), 'utf8');
        const view = JSON.stringify(this.view).replaceAll('<', '\\u003c');
        sendPage(response, 'dist/checkout/index.html', { lang, dir: 'ltr', title: 'Payment', view, messages });
        return true;
      }
      if (url.pathname.startsWith('/checkout/i18n/')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(readFileSync(new URL(`..${url.pathname.replace('/checkout', '')}`, import.meta.url)));
        return true;
      }
      if (url.pathname === '/frame') {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<!doctype html><html lang="en"><title>Bank</title><button id="submit__button" onclick="parent.postMessage({tetri:'challenge-done',transaction:'73c1'}, location.origin)">Continue</button>`);
        return true;
      }
      if (url.pathname === '/method') {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<!doctype html><html lang="en"><title>Method</title><script>parent.postMessage({tetri:'method-done',transaction:'73c1'}, location.origin)</script>`);
        return true;
      }
      if (url.pathname === '/back') {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><html lang="en"><title>Shop</title>');
        return true;
      }
      if (!/^\/checkout\/(view|card\/forget|pay|method|abandon|code|fee|bank|bank\/leave)$/.test(url.pathname)) return false;
      const body = await bodyOf(request);
      this.calls.push({ path: url.pathname, body });
      if (url.pathname === '/checkout/fee') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.price(body)));
        return true;
      }
      const next = this.script.shift() ?? { view: this.view };
      if (next === 'broken') response.writeHead(502).end('bad gateway');
      else if (next === 'hold') this.#held.push(() => response.writeHead(200).end(JSON.stringify({ view: this.view })));
      else {
        this.view = next.view;
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(next));
      }
      return true;
    }));
  }

  release(): void {
    for (const answer of this.#held.splice(0)) answer();
  }

  paths(): string[] {
    return this.calls.map(call => call.path);
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
