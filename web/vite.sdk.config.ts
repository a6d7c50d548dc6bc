import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `$checkout`, once for pages and once for bundlers: `--mode umd` and `--mode es`. */
export default defineConfig(({ mode }) => ({
  root: here('sdk'),
  publicDir: false,
  define: { SCRIPT_URL: mode === 'es' ? 'import.meta.url' : 'document.currentScript?.src' },
  plugins: [{ name: 'types', closeBundle: () => copyFileSync(here('sdk/types.d.ts'), here('dist/sdk/checkout.d.ts')) }],
  build: {
    outDir: here('dist/sdk'),
    emptyOutDir: false,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    reportCompressedSize: false,
    minify: true,
    lib: {
      entry: here('sdk/checkout.ts'),
      name: '$checkout',
      formats: [mode === 'es' ? 'es' : 'umd'],
      fileName: () => (mode === 'es' ? 'checkout.mjs' : 'checkout.min.js'),
    },
  },
}));
