import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const nonce = 'dGVzdC1ub25jZQ';
const types: Record<string, string> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', json: 'application/json', woff2: 'font/woff2',
};

/** The policy that the gateway sends, from the same file. */
export function policy(): string {
  const directives = JSON.parse(readFileSync(here('csp.json'), 'utf8')) as Record<string, string[]>;
  return Object.entries(directives).map(([name, values]) => `${name} ${values.join(' ')}`).join('; ').replaceAll('{nonce}', nonce);
}

export function sendPage(response: ServerResponse, file: string, values: Record<string, string>): void {
  let html = readFileSync(here(file), 'utf8').replaceAll('{{nonce}}', nonce);
  for (const [name, value] of Object.entries(values)) html = html.replaceAll(`{{${name}}}`, () => value);
  response.writeHead(200, { 'content-type': types['html'], 'content-security-policy': policy() }).end(html);
}

function sendFile(response: ServerResponse, path: string): void {
  if (!existsSync(path) || !statSync(path).isFile()) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[path.split('.').pop() ?? ''] ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
}

export type Answerer = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean | Promise<boolean>;

/** A gateway's outside, for one test file: pages with the real policy, built files, and what `answer` takes. */
export async function serve(folder: string, answer: Answerer): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (await answer(request, response, url)) return;
      if (url.pathname === '/frame') return void response.writeHead(200, { 'content-type': types['html'] }).end('<!doctype html><html lang="en"><title>Bank</title><h1>Bank</h1></html>');
      sendFile(response, here(folder + decodeURIComponent(url.pathname).replaceAll('..', '')));
    })();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
