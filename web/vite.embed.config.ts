import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The widget for who does not call it: `--mode element` for any page, `react` and `vue` for bundlers. */
export default defineConfig(({ mode }) => ({
  root: here(mode),
  publicDir: false,
  build: {
    outDir: mode === 'element' ? here('dist/widget') : here(`${mode}/dist`),
    emptyOutDir: mode !== 'element',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    reportCompressedSize: false,
    minify: true,
    rolldownOptions: { external: ['react', 'vue'] },
    lib: {
      entry: here(`${mode}/index.ts`),
      name: 'tetriElement',
      formats: [mode === 'element' ? 'iife' : 'es'],
      fileName: () => (mode === 'element' ? 'tetri-checkout.js' : 'index.js'),
    },
  },
}));
