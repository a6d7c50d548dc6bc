import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The messages are files of their own: one is embedded in the page, the others are fetched when asked for. */
const messages: Plugin = {
  name: 'messages',
  apply: 'build',
  closeBundle() {
    mkdirSync(here('dist/i18n'), { recursive: true });
    for (const name of readdirSync(here('i18n')).filter(file => file.endsWith('.json'))) {
      cpSync(here(`i18n/${name}`), here(`dist/i18n/${name}`));
    }
  },
};

export default defineConfig({
  root: here('checkout'),
  base: '/checkout/',
  publicDir: false,
  plugins: [messages],
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: here('dist/checkout'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { root: here('.'), include: ['{checkout,protocol,frame,sdk,i18n,test,scripts}/**/*.{test,spec}.{ts,tsx}'], maxWorkers: 2, testTimeout: 120_000, hookTimeout: 60_000 },
});
