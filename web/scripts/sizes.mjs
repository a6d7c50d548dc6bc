// What a payer's browser loads, ours beside the published bundles, gzip. With --write puts the table into web/README.md.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = new URL('../', import.meta.url);
/** Measured once, in a browser that showed one card form: checkout-vue 2.26.0, built from its source, whose bundle no registry has. */
const publishedWidget = { bytes: 334_394, files: 35 };

/** @param {string} path */
const at = path => new URL(path, root);
/** @param {URL[]} files */
const gzipped = files => files.map(file => gzipSync(readFileSync(file), { level: 9 }).length).reduce((a, b) => a + b, 0);
/** @param {number} bytes */
const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} kB`;
/** @param {string} folder @param {RegExp} wanted */
const filesOf = (folder, wanted) => (existsSync(at(folder)) ? readdirSync(at(folder)).filter(name => wanted.test(name)).map(name => at(`${folder}${name}`)) : []);
/** @param {string} name */
const versionOf = name => JSON.parse(readFileSync(at(`node_modules/${name}/package.json`), 'utf8')).version;

const page = [at('dist/checkout/index.html'), ...filesOf('dist/checkout/assets/', /^index-.*\.(js|css)$/)];
const framed = [at('dist/checkout/index.html'), ...filesOf('dist/checkout/assets/', /^(index|enter)-.*\.(js|css)$/)];
const english = ['dist/checkout/i18n/en.first.json', 'dist/i18n/en.json'].map(at).filter(file => existsSync(file)).slice(0, 1);
const loader = filesOf('dist/widget/', /^checkout\.js$/);
const libraries = [
  { name: 'ipsp-js-sdk', file: 'dist/checkout.min.js' },
  { name: 'ipsp-js-sdk-1', file: 'dist/checkout.min.js' },
  { name: '@flittpayments/js-sdk', file: 'dist/umd/checkout.js' },
].filter(({ name, file }) => existsSync(at(`node_modules/${name}/${file}`)));

const rows = [
  ['`$checkout`', kilobytes(gzipped([at('dist/sdk/checkout.min.js')])), '1'],
  ...libraries.map(({ name, file }) => [`npm ${name.replace(/-1$/, '')} ${versionOf(name)}`, kilobytes(gzipped([at(`node_modules/${name}/${file}`)])), '1']),
  ['hosted page with a card form', kilobytes(gzipped([...page, ...english])), `${page.length}`],
  ...(loader.length > 0 ? [['`checkout.js` and the page in its frame', kilobytes(gzipped([...loader, ...framed, ...english])), `${framed.length + loader.length}`]] : []),
  ['published widget with a card form', kilobytes(publishedWidget.bytes), `${publishedWidget.files}`],
];

const head = ['gzip', 'size', 'files'];
const widths = head.map((name, column) => Math.max(name.length, ...rows.map(row => row[column]?.length ?? 0)));
/** @param {string[]} cells */
const line = cells => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
const table = [line(head), `| ${'-'.repeat(widths[0] ?? 0)} | ${'-'.repeat((widths[1] ?? 1) - 1)}: | ${'-'.repeat((widths[2] ?? 1) - 1)}: |`, ...rows.map(line)].join('\n');

console.log(table);
if (process.argv.includes('--write')) {
  const readme = at('README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/(<!-- sizes -->\n)[^]*?(<!-- \/sizes -->)/, (_, before, after) => `${before}${table}\n${after}`));
}
