import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { states } from '../checkout/states';
import { openBrowser } from './browser';
import { listOf, openPreview, show, violationsOf } from './preview';

const languages = readdirSync(new URL('../i18n/', import.meta.url)).filter(name => name.endsWith('.json')).map(name => name.slice(0, -5));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
  // The frame is the bank's, or our hand-over page; this page answers for its title.
  iframes: false,
};

let browser: Browser;
let page: Page;
let close: () => Promise<void>;
let errors: string[];
let list: string[];

beforeAll(async () => {
  browser = await openBrowser();
  ({ page, close, errors } = await openPreview(browser));
  await page.evaluate(axe);
  list = await listOf(page);
});

afterAll(async () => {
  await close();
  await browser.close();
});

async function faults(query: string): Promise<string[]> {
  await show(page, query);
  const { violations } = await page.evaluate(
    options => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options), rules);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${query}: ${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`));
}

/** What sticks out to a side: the page as a whole, or a text cut off by its own box. */
const overflow = (asked: string): Promise<string[]> => page.evaluate(query => {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`${query}: the page is ${root.scrollWidth} wide of ${root.clientWidth}`);
  for (const element of document.querySelectorAll('#f *')) {
    if (!(element instanceof HTMLElement) || element.closest('.unseen, [hidden], select, iframe')) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5)) found.push(`${query}: <${element.tagName} class="${element.className}"> leaves the screen`);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline') {
      found.push(`${query}: <${element.tagName} class="${element.className}"> cuts its text`);
    }
  }
  return found;
}, asked);

async function overflows(queries: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const query of queries) {
    await show(page, query);
    found.push(...(await overflow(query)));
  }
  return found;
}

test('There is an example of every state', () => {
  expect(list.length).toBeGreaterThan(20);
  expect([...new Set(list.map(name => name.split('.')[0]))]).toEqual(Object.keys(states));
});

// The themes take turns: colours do not depend on the language.
for (const lang of languages) {
  test(`Every state is accessible in ${lang}`, async () => {
    await page.setViewportSize({ width: 1100, height: 700 });
    await page.emulateMedia({ colorScheme: languages.indexOf(lang) % 2 === 0 ? 'light' : 'dark', reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const name of list) found.push(...(await faults(`state=${name}&lang=${lang}`)));
    expect(found).toEqual([]);
  });

  test(`Nothing sticks out at 360 px in ${lang}`, async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await overflows(list.map(name => `state=${name}&lang=${lang}`))).toEqual([]);
  });
}

test.each([320, 360, 860])('Texts grown by two fifths fit at %i px', async width => {
  await page.setViewportSize({ width, height: 700 });
  expect(await overflows(list.map(name => `state=${name}&text=long`))).toEqual([]);
});

test.each([360, 860])('A page from right to left fits at %i px', async width => {
  await page.setViewportSize({ width, height: 700 });
  expect(await overflows(list.map(name => `state=${name}&dir=rtl`))).toEqual([]);
});

test('No state breaks the content policy, and none fails', async () => {
  expect(await violationsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('The content policy does stop what it should', async () => {
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await page.waitForTimeout(50);
  expect(await violationsOf(page)).toHaveLength(1);
});
