import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who must not know whom: a folder or file, and what its imports may not name. */
const rules: readonly [RegExp, RegExp][] = [
  [/^i18n\//, /checkout|preact/],
  [/^protocol\//, /\.\.\//],
  [/^(frame|sdk|widget)\//, /\.\.\/(?!protocol\/)/],
  [/^embed\//, /\.\.\/(?!widget\/)/],
  [/^(element|react|vue)\//, /\.\.\/(?!embed\/|widget\/)/],
  [/^checkout\//, /\.\.\/(sdk|widget)\/|\.\.\/\.\.\/frame\//],
  [/^checkout\/(?!frame\/)/, /\.\.\/frame\//],
  [/^checkout\/(state|reduce|event|answer|wait|accent)\.ts$/, /preact|view\/|effects|api'|page'|announce|language/],
  [/^checkout\/field\/[^/]+\.ts$/, /preact|view\/|effects|api'/],
  [/^checkout\/view\//, /effects|api'|reduce'|page'|announce'|language'/],
];

const sources = ['i18n', 'protocol', 'checkout', 'frame', 'sdk', 'widget', 'embed', 'element', 'react', 'vue'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name.replaceAll('\\', '/')}`))
  .filter(name => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.includes('/dist/'));

test('Views only read state and send events; what is pure stays pure', () => {
  expect(sources.length).toBeGreaterThan(30);
  const broken = sources.flatMap(name => {
    const imports = [...readFileSync(join(root, name), 'utf8').matchAll(/from ('[^']+')/g)].map(match => match[1] ?? '');
    return rules.filter(([of]) => of.test(name)).flatMap(([, no]) => imports.filter(path => no.test(path)).map(path => `${name} imports ${path}`));
  });
  expect(broken).toEqual([]);
});
