import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Of pages that the gateway writes itself. */
const ofGateway = /^(page_error|hand_over|sheet)\./;
/** Of what view/parts.ts holds, and of what follows the form. */
const later =
  /^(page_error|hand_over|sheet|decline\.\d|test_card|code|fault\.(code|count|amount|email)|result|approved|declined|reversed|expired|challenge|method|stalled|wallet|receipt|bank\.(?!title)|saved\.(?!title)|promocode|subscription|price\.(?!other))/;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * The messages are files of their own: of one language those for the first screen are embedded in the page, all others are fetched.
 * Those of the gateway's own error pages are not for this page.
 */
const messages: Plugin = {
  name: 'messages',
  apply: 'build',
  closeBundle() {
    mkdirSync(here('dist/i18n'), { recursive: true });
    mkdirSync(here('dist/checkout/i18n'), { recursive: true });
    for (const name of readdirSync(here('i18n')).filter(file => file.endsWith('.json'))) {
      cpSync(here(`i18n/${name}`), here(`dist/i18n/${name}`));
      const all = Object.entries(JSON.parse(readFileSync(here(`i18n/${name}`), 'utf8')) as Record<string, string>);
      const write = (file: string, without: RegExp): void =>
        writeFileSync(here(`dist/checkout/i18n/${file}`), JSON.stringify(Object.fromEntries(all.filter(([key]) => !without.test(key)))));
      write(name, ofGateway);
      write(name.replace('.json', '.first.json'), later);
    }
  },
};

/** view/later.tsx links the style of its parts itself: what Vite would do it by weighs more than all else there. */
export const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: id => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = load => load();' : null),
};

export default defineConfig({
  root: here('checkout'),
  base: '/checkout/',
  publicDir: false,
  plugins: [messages, plainImports],
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: here('dist/checkout'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    modulePreload: false,
    reportCompressedSize: false,
    // Takes longer than Vite's own and leaves less of scripts of this size.
    minify: 'terser',
    terserOptions: { ecma: 2020, compress: { passes: 3, unsafe_arrows: true, keep_fargs: false } },
  },
  test: { root: here('.'), include: ['{checkout,protocol,frame,sdk,i18n,test,scripts}/**/*.{test,spec}.{ts,tsx}'], maxWorkers: 2, testTimeout: 120_000, hookTimeout: 60_000 },
});
