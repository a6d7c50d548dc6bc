// What a payer's browser loads, ours beside the published bundles. With --write puts the table into web/README.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { gzip } from './gzip.mjs';

const root = new URL('../', import.meta.url);
/** Measured once, in a browser that showed one card form: checkout-vue 2.26.0, built from its source, whose bundle no registry has. */
const publishedWidget = { bytes: 334_394, files: 35 };

/** @param {string} path */
const at = path => new URL(path, root);
/** @typedef {(bytes: Buffer) => Promise<number> | number} Packed */
/** @type {[string, Packed][]} */
const packings = [
  ['gzip', async bytes => (await gzip(bytes)).length],
  ['br', bytes => brotliCompressSync(bytes).length],
];
/** @param {number} bytes */
const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} kB`;
/** @param {string} name */
const versionOf = name => JSON.parse(readFileSync(at(`node_modules/${name}/package.json`), 'utf8')).version;

/** A page with its English, and what it names. @param {string} name */
function pageOf(name) {
  const html = readFileSync(at(`dist/checkout/${name}`), 'utf8').replace('{{messages}}', () => readFileSync(at('dist/checkout/i18n/en.first.json'), 'utf8'));
  return [Buffer.from(html), ...[...html.matchAll(/(?:src|href)="(\/checkout\/assets\/[^"]+)"/g)].map(([, file]) => readFileSync(at(`dist${file}`)))];
}
const framed = pageOf('framed.html');
const loader = [readFileSync(at('dist/widget/checkout.js'))];
const libraries = [
  { name: 'ipsp-js-sdk', file: 'dist/checkout.min.js' },
  { name: 'ipsp-js-sdk-1', file: 'dist/checkout.min.js' },
  { name: '@flittpayments/js-sdk', file: 'dist/umd/checkout.js' },
].filter(({ name, file }) => existsSync(at(`node_modules/${name}/${file}`)));

/** @param {string} name @param {Buffer[]} files */
async function row(name, files) {
  const sums = packings.map(async ([, packed]) => (await Promise.all(files.map(packed))).reduce((a, b) => a + b, 0));
  return [name, ...(await Promise.all(sums)).map(kilobytes), `${files.length}`];
}
const rows = await Promise.all([
  row('`$checkout`', [readFileSync(at('dist/sdk/checkout.min.js'))]),
  ...libraries.map(({ name, file }) => row(`npm ${name.replace(/-1$/, '')} ${versionOf(name)}`, [readFileSync(at(`node_modules/${name}/${file}`))])),
  row('`checkout.js`', loader),
  row('page with a card form, hosted', pageOf('index.html')),
  row('page with a card form, in a frame', framed),
  row('`checkout.js` and that page', [...loader, ...framed]),
  ['published widget with a card form', kilobytes(publishedWidget.bytes), '', `${publishedWidget.files}`],
]);

const head = ['', ...packings.map(([name]) => name), 'files'];
const widths = head.map((name, column) => Math.max(name.length, ...rows.map(row => row[column]?.length ?? 0)));
/** @param {string[]} cells */
const line = cells => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
const table = [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');

console.log(table);
if (process.argv.includes('--write')) {
  const readme = at('README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- sizes -->\n)[^]*?(<!-- \/sizes -->)/, (_, before, after) => `${before}${table}\n${after}`));
}
