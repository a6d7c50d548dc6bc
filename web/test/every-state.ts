import { readdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from './browser';
import { listOf, openPreview } from './preview';

export const languages = readdirSync(new URL('../i18n/', import.meta.url)).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5));

/** Of a form in a shop's frame. */
export const layouts = ['default', 'plain', 'wallets_only', 'inline'];
/** The presets, and a colour that neither of the themes could show as it is. */
export const presets = [
  'reset', 'black', 'silver', 'vibrant_silver', 'vibrant_gold', 'solid_black', 'black_and_white', 'euphoric_pink', 'heated_steel', 'nude_pink', 'tropical_gold',
  'navy_shimmer', '#7f7f7f',
];

/** The preview of all states, opened once for the tests of a file. */
export function everyState(): { page: Page; list: string[]; errors: string[] } {
  const opened = { list: [] as string[], errors: [] as string[] } as ReturnType<typeof everyState>;
  let browser: Browser;
  let close: () => Promise<void>;
  beforeAll(async () => {
    browser = await openBrowser();
    const preview = await openPreview(browser);
    ({ close } = preview);
    Object.assign(opened, { page: preview.page, errors: preview.errors, list: await listOf(preview.page) });
  });
  afterAll(async () => {
    await close();
    await browser.close();
  });
  return opened;
}
