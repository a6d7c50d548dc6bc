import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The pages that a shop's page frames for `$checkout`. */
export default defineConfig({
  root: here('frame'),
  base: '/checkout/frame/',
  publicDir: false,
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: here('dist/frame'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: ['index.html', 'window.html', 'button.html'].map(page => here(`frame/${page}`)) },
  },
});
