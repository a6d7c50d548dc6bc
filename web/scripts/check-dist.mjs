// What is shipped stays small and fits a strict content policy.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { gzip } from './gzip.mjs';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);
/** @param {URL} url */
const text = url => readFileSync(url, 'utf8');
/** Of what pack.mjs packed. @param {URL} url */
const gzipped = url => statSync(new URL(`${url}.gz`)).size;
/** @param {URL} url */
const gzippedNow = async url => (await gzip(readFileSync(url))).length;

/** @type {{ hard: number, page: number, embedded: number, style: number, messages: number, loader: number, 'loader hard': number, element: number, component: number, sdk: number, frame: number }} */
const budgets = JSON.parse(text(new URL('budgets.json', root)));
const assets = readdirSync(new URL('checkout/assets/', dist));
const scripts = assets.filter(name => name.endsWith('.js')).map(name => new URL(`checkout/assets/${name}`, dist));
const faults = [];

const sum = (/** @type {URL[]} */ files) => files.map(gzipped).reduce((a, b) => a + b, 0);
/** Script and style of one of the two pages. @param {'hosted' | 'framed'} name @param {string} html */
function filesOf(name, html) {
  const files = [...text(new URL(`checkout/${html}`, dist)).matchAll(/(?:src|href)="(\/checkout\/assets\/[^"]+)"/g)].map(match => new URL(`.${match[1]}`, dist));
  if (files.length !== 2) faults.push(`expected one script and one style for the ${name} page`);
  return files;
}
const hosted = filesOf('hosted', 'index.html');
const english = gzipped(new URL('checkout/i18n/en.first.json', dist));
const page = sum(hosted) + english;
const embedded = sum(filesOf('framed', 'framed.html')) + english;
const style = sum(hosted.filter(({ pathname }) => pathname.endsWith('.css')));
const languages = readdirSync(new URL('checkout/i18n/', dist)).filter(name => name.endsWith('.json'));
const messages = Math.max(...languages.map(name => gzipped(new URL(`checkout/i18n/${name}`, dist))));
const loaders = [new URL('widget/checkout.js', dist)];
const loader = sum(loaders);

/** @param {string} what @param {number} size @param {number} limit */
function weigh(what, size, limit) {
  console.log(`${what}: ${size} B of ${limit} B, gzip`);
  if (size > limit) faults.push(`${what} is over its budget`);
  if (size < limit * 0.88) faults.push(`${what}: the budget has too much air, lower it to ${Math.ceil(size * 1.05)}`);
}
weigh('hosted page: script, style and English', page, budgets.page);
weigh('page in a frame: the same and what speaks to the shop', embedded, budgets.embedded);
weigh('style', style, budgets.style);
weigh('largest language', messages, budgets.messages);
const sdk = new URL('sdk/checkout.min.js', dist);
weigh('$checkout', gzipped(sdk), budgets.sdk);
for (const name of ['ipsp-js-sdk/dist/checkout.min.js', 'ipsp-js-sdk-1/dist/checkout.min.js', '@flittpayments/js-sdk/dist/umd/checkout.js']) {
  const published = new URL(`node_modules/${name}`, root);
  if (existsSync(published)) console.log(`  ${name}: ${await gzippedNow(published)} B, gzip`);
}
const frames = readdirSync(new URL('frame/assets/', dist)).filter(name => !name.endsWith('.gz')).map(name => new URL(`frame/assets/${name}`, dist));
weigh('pages behind $checkout, together', sum(frames), budgets.frame);
weigh('checkout.js', loader, budgets.loader);
const element = new URL('widget/tetri-checkout.js', dist);
weigh('<tetri-checkout>, with checkout.js in it', gzipped(element), budgets.element);
const components = ['react', 'vue'].map(name => new URL(`${name}/dist/index.js`, root));
weigh('component for React or Vue, the larger', Math.max(...(await Promise.all(components.map(gzippedNow)))), budgets.component);
if (budgets.embedded > budgets.hard) faults.push('the page budget is over the hard limit');
if (budgets.loader > budgets['loader hard']) faults.push('the budget of checkout.js is over the hard limit');

for (const [file, ...own] of [['index.html'], ['framed.html', 'parents']]) {
  const html = text(new URL(`checkout/${file}`, dist));
  for (const name of ['nonce', 'lang', 'dir', 'view', 'messages', 'title', ...own]) {
    if (!html.includes(`{{${name}}}`)) faults.push(`${file} lacks the placeholder {{${name}}}`);
  }
  for (const [tag = '', , attributes = '', body = ''] of html.matchAll(/<(script|style)\b([^>]*)>([^]*?)<\/\1>/g)) {
    const data = attributes.includes('type="application/json"');
    if (!data && body.trim() !== '') faults.push(`inline content: ${tag.slice(0, 60)}`);
    if (!attributes.includes('nonce="{{nonce}}"')) faults.push(`no nonce: ${tag.slice(0, 60)}`);
  }
  for (const [tag] of html.matchAll(/<link\b[^>]*stylesheet[^>]*>/g)) if (!tag.includes('nonce="{{nonce}}"')) faults.push(`no nonce: ${tag}`);
  if (/<[^>]+\s(style|on\w+)\s*=/i.test(html)) faults.push(`${file} has a style or on… attribute`);
  for (const [, address = ''] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    if (!existsSync(new URL(`.${address}`, dist))) faults.push(`${file} names ${address}, which is not there`);
  }
}

for (const file of [...scripts, ...loaders, element, ...components, sdk, ...frames]) {
  const code = text(file);
  if (/\beval\s*\(|\bFunction\s*\(/.test(code)) faults.push('the script evaluates text');
  if (/insertAdjacentHTML|document\.write|createElement\(["'`]style/.test(code)) faults.push('the script writes raw HTML or styles');
}

/** @param {URL} folder @returns {URL[]} */
const sources = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? sources(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)]);
const looked = ['checkout/', 'frame/', 'i18n/', 'protocol/', 'sdk/', 'widget/', 'embed/', 'element/'].flatMap(folder => sources(new URL(folder, root)));
for (const file of looked.filter(({ pathname }) => /\.tsx?$/.test(pathname))) {
  if (/innerHTML|outerHTML|dangerouslySet|\sstyle=|\beval\(|new Function/.test(text(file))) faults.push(`${file.pathname} has a raw HTML sink or a style attribute`);
  // These tell a shop's developer what is wrong with the configuration; they hold no card.
  if (/console\./.test(text(file)) && !/\/(widget\/checkout|embed\/embed)\.ts$/.test(file.pathname)) faults.push(`${file.pathname} writes to the console`);
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

await import('./sizes.mjs');
