// The packages for React and Vue, as npm installs them from the gateway's address, and the types of the element.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const target = new URL('dist/widget/', root);
const widget = new URL('widget/types.d.ts', root);

copyFileSync(new URL('element/types.d.ts', root), new URL('tetri-checkout.d.ts', target));
for (const name of ['react', 'vue']) {
  const folder = new URL(`${name}/`, root);
  copyFileSync(widget, new URL('dist/checkout.d.ts', folder));
  const types = readFileSync(new URL('types.d.ts', folder), 'utf8');
  writeFileSync(new URL('dist/index.d.ts', folder), types.replaceAll("'../widget/types'", "'./checkout.js'"));
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', fileURLToPath(target)], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  renameSync(new URL(filename, target), new URL(`${name}.tgz`, target));
}
