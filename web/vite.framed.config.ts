import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeConfig, type Plugin } from 'vite';
import base, { plainImports } from './vite.config.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const framed = here('checkout/framed.html');

/** index.html for shops' frames: it starts another script, and names those who may be around it. */
const template: Plugin = {
  name: 'template',
  enforce: 'pre',
  resolveId: id => (id === framed ? id : null),
  load: id => (id === framed
    ? readFileSync(here('checkout/index.html'), 'utf8').replace('hosted.ts', 'framed.ts').replace('<title>', '<meta name="parents" content="{{parents}}">\n    <title>')
    : null),
};

/** The page once more for shops' frames: with what speaks to the shop's page in the same file, so that the form waits for one script there too. */
export default mergeConfig({ ...base, plugins: [] }, {
  plugins: [template, plainImports],
  build: {
    emptyOutDir: false,
    rolldownOptions: { input: framed },
  },
});
