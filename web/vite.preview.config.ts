import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import base, { plainImports } from './vite.config.ts';

/** The examples of every state, for eyes and for the browser tests; no part of what is shipped. */
export default mergeConfig({ ...base, plugins: [plainImports] }, {
  base: '/',
  build: {
    outDir: fileURLToPath(new URL('test/dist', import.meta.url)),
    rolldownOptions: { input: fileURLToPath(new URL('checkout/preview.html', import.meta.url)) },
  },
});
