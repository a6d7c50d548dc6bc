import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a shop's page loads: one script that names its own origin, without imports. */
export default defineConfig({
  root: here('widget'),
  publicDir: false,
  build: {
    outDir: here('dist/widget'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16.4'],
    reportCompressedSize: false,
    lib: { entry: here('widget/index.ts'), name: 'tetriCheckout', formats: ['iife'], fileName: () => 'checkout.js' },
  },
});
