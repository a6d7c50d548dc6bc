import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import base from './vite.config.ts';

/** The page once more for shops' frames: with what speaks to the shop's page in the same file, so that the form waits for one script there too. */
export default mergeConfig({ ...base, plugins: [] }, {
  build: {
    emptyOutDir: false,
    rolldownOptions: { input: fileURLToPath(new URL('checkout/framed.html', import.meta.url)) },
  },
});
