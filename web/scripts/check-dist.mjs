// What is shipped stays small and fits a strict content policy.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);
/** @param {URL} url */
const text = url => readFileSync(url, 'utf8');
/** @param {URL} url */
const gzipped = url => gzipSync(readFileSync(url), { level: 9 }).length;

/** @type {{ hard: number, page: number, style: number, messages: number, sdk: number, frame: number }} */
const budgets = JSON.parse(text(new URL('budgets.json', root)));
const assets = readdirSync(new URL('checkout/assets/', dist));
const scripts = assets.filter(name => name.endsWith('.js')).map(name => new URL(`checkout/assets/${name}`, dist));
const styles = assets.filter(name => name.endsWith('.css')).map(name => new URL(`checkout/assets/${name}`, dist));
const faults = [];

const sum = (/** @type {URL[]} */ files) => files.map(gzipped).reduce((a, b) => a + b, 0);
const style = sum(styles);
const english = gzipped(new URL('i18n/en.json', dist));
const page = sum(scripts) + style + english;
const languages = readdirSync(new URL('i18n/', dist));
const messages = Math.max(...languages.map(name => gzipped(new URL(`i18n/${name}`, dist))));

/** @param {string} what @param {number} size @param {number} limit */
function weigh(what, size, limit) {
  console.log(`${what}: ${size} B of ${limit} B, gzip`);
  if (size > limit) faults.push(`${what} is over its budget`);
  if (size < limit * 0.88) faults.push(`${what}: the budget has too much air, lower it to ${Math.ceil(size * 1.05)}`);
}
weigh('script, style and English', page, budgets.page);
weigh('style', style, budgets.style);
weigh('largest language', messages, budgets.messages);
const sdk = new URL('sdk/checkout.min.js', dist);
weigh('$checkout', gzipped(sdk), budgets.sdk);
for (const name of ['ipsp-js-sdk/dist/checkout.min.js', 'ipsp-js-sdk-1/dist/checkout.min.js', '@flittpayments/js-sdk/dist/umd/checkout.js']) {
  const published = new URL(`node_modules/${name}`, root);
  if (existsSync(published)) console.log(`  ${name}: ${gzipped(published)} B, gzip`);
}
const frames = readdirSync(new URL('frame/assets/', dist)).map(name => new URL(`frame/assets/${name}`, dist));
weigh('pages behind $checkout, together', sum(frames), budgets.frame);
if (budgets.page > budgets.hard) faults.push('the page budget is over the hard limit');
if (scripts.length !== 1 || styles.length !== 1) faults.push('expected one script and one style file');

const html = text(new URL('checkout/index.html', dist));
for (const name of ['nonce', 'lang', 'dir', 'view', 'messages', 'title']) {
  if (!html.includes(`{{${name}}}`)) faults.push(`index.html lacks the placeholder {{${name}}}`);
}
for (const [tag = '', , attributes = '', body = ''] of html.matchAll(/<(script|style)\b([^>]*)>([^]*?)<\/\1>/g)) {
  const data = attributes.includes('type="application/json"');
  if (!data && body.trim() !== '') faults.push(`inline content: ${tag.slice(0, 60)}`);
  if (!attributes.includes('nonce="{{nonce}}"')) faults.push(`no nonce: ${tag.slice(0, 60)}`);
}
for (const [tag] of html.matchAll(/<link\b[^>]*stylesheet[^>]*>/g)) if (!tag.includes('nonce="{{nonce}}"')) faults.push(`no nonce: ${tag}`);
if (/<[^>]+\s(style|on\w+)\s*=/i.test(html)) faults.push('index.html has a style or on… attribute');
for (const [, address = ''] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
  if (!existsSync(new URL(`.${address}`, dist))) faults.push(`index.html names ${address}, which is not there`);
}

for (const file of [...scripts, sdk, ...frames]) {
  const code = text(file);
  if (/\beval\s*\(|\bFunction\s*\(/.test(code)) faults.push('the script evaluates text');
  if (/insertAdjacentHTML|document\.write|createElement\(["'`]style/.test(code)) faults.push('the script writes raw HTML or styles');
}

/** @param {URL} folder @returns {URL[]} */
const sources = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
  entry.isDirectory() ? sources(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)]);
for (const file of [...sources(new URL('checkout/', root)), ...sources(new URL('i18n/', root)), ...['frame/', 'protocol/', 'sdk/'].flatMap(folder => sources(new URL(folder, root)))].filter(({ pathname }) => /\.tsx?$/.test(pathname))) {
  if (/innerHTML|outerHTML|dangerouslySet|\sstyle=|\beval\(|new Function|console\./.test(text(file))) faults.push(`${file.pathname} has a raw HTML sink, a style attribute or a log`);
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
