import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { openBrowser } from './browser';
import { openPreview, show } from './preview';

/**
 * With TETRI_PICTURES=1, takes those pictures in docs/pictures that a gateway has no page for.
 * For eyes: PICTURES=folder EXAMPLES="wide:open.1:en:light narrow:open.1:ka:dark::layout=inline&preset=black" npx vitest run test/pictures.spec.ts
 */
const forDocs = process.env['TETRI_PICTURES'] === '1';
const folder = forDocs ? fileURLToPath(new URL('../../docs/pictures', import.meta.url)) : process.env['PICTURES'];
const sizes: Record<string, { width: number; height: number }> = { wide: { width: 1100, height: 640 }, narrow: { width: 360, height: 740 } };
const ofDocs = [
  'wide:open.1:ar-XB:light:right-to-left', 'narrow:open.1:ar-XB:dark:right-to-left-narrow',
  '1100:open.1:ar-XB:light:widget-right-to-left:layout=default&preset=vibrant_silver&extras',
];
const examples = forDocs ? ofDocs : (process.env['EXAMPLES'] ?? 'wide:open.0:en:light narrow:open.1:ka:light wide:open.1:en:dark').split(' ');

test.skipIf(folder === undefined)('pictures are taken of the examples asked for', async () => {
  mkdirSync(folder ?? '', { recursive: true });
  const browser = await openBrowser();
  const { page, close } = await openPreview(browser);
  for (const example of examples) {
    const [size, state = '', lang = 'en', theme = 'light', name = '', framed] = example.split(':');
    await page.setViewportSize(sizes[size ?? ''] ?? { width: Number(size), height: 740 });
    await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
    await show(page, `state=${state}&lang=${lang}${framed ? `&theme=${theme}&${framed}` : ''}`);
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${folder}/${name || example.replaceAll(/[:&=]+/g, '-')}.png`, fullPage: size !== 'wide' });
  }
  await close();
  await browser.close();
});
