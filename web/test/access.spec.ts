import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { states } from '../checkout/states';
import { pseudoLanguages } from '../i18n/pseudo';
import { everyState, languages, layouts, presets } from './every-state';
import { show, violationsOf } from './preview';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
  // The frame is the bank's, or our hand-over page; this page answers for its title.
  iframes: false,
};
const all = [...languages, ...pseudoLanguages];
const opened = everyState();

beforeAll(() => opened.page.evaluate(axe));

async function faults(query: string): Promise<string[]> {
  await show(opened.page, query);
  return faultsNow(query);
}

async function faultsNow(query: string): Promise<string[]> {
  const { violations } = await opened.page.evaluate(
    options => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options), rules);
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${query}: ${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`));
}

// The themes take turns, and English has both: colours do not depend on the language.
test.each([...all.map((lang, at) => [lang, at % 2 === 0 ? 'light' : 'dark'] as const), ['en', languages.indexOf('en') % 2 === 0 ? 'dark' : 'light'] as const])(
  'Every state is accessible in %s, %s', async (lang, colorScheme) => {
    await opened.page.setViewportSize({ width: 1100, height: 700 });
    await opened.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const name of opened.list) found.push(...(await faults(`state=${name}&lang=${lang}`)));
    expect(found).toEqual([]);
  });

test('The list of test cards is accessible', async () => {
  await show(opened.page, 'state=open.0&lang=en');
  await opened.page.click('.test-more');
  expect(await faultsNow('test cards')).toEqual([]);
});

// What stands in it is a page of the gateway's own, which AccessTests checks.
test('The wallet of the sandbox is accessible in every language, the themes taking turns', async () => {
  const found: string[] = [];
  for (const [at, lang] of all.entries()) {
    await opened.page.emulateMedia({ colorScheme: at % 2 === 0 ? 'dark' : 'light', reducedMotion: 'reduce' });
    const query = `state=open.${states.open.findIndex(({ view }) => view.wallets)}&lang=${lang}`;
    await show(opened.page, query);
    await opened.page.click('.wallet');
    await opened.page.waitForSelector('dialog iframe');
    found.push(...(await faultsNow(`${query}, with its wallet`)));
  }
  expect(found).toEqual([]);
});

// In a shop's frame, the languages taking turns too. A form that has no ground of its own stands on one that fits its theme.
describe.each(['light', 'dark'])('In a shop\'s frame, %s', theme => {
  beforeAll(async () => {
    await opened.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await opened.page.evaluate(ground => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`body { background: ${ground} }`);
      document.adoptedStyleSheets = [sheet];
    }, theme === 'dark' ? '#101010' : '#ffffff');
  });
  afterAll(() => opened.page.evaluate(() => { document.adoptedStyleSheets = []; }));

  test.each(layouts)('every state is accessible, laid out %s', async layout => {
    await opened.page.setViewportSize({ width: 640, height: 700 });
    const found: string[] = [];
    for (const [at, name] of opened.list.entries()) {
      found.push(...(await faults(`state=${name}&lang=${all[at % all.length]}&layout=${layout}&theme=${theme}&preset=${encodeURIComponent(presets[at % presets.length] ?? '')}${at % 2 === 0 ? '&extras' : ''}`)));
    }
    expect(found).toEqual([]);
  });

  test.each(presets)('form and result are accessible in %s', async preset => {
    await opened.page.setViewportSize({ width: 1100, height: 700 });
    const found: string[] = [];
    for (const name of ['open.1', 'open.14', 'open.19', 'approved.0', 'declined.0']) {
      found.push(...(await faults(`state=${name}&lang=en&layout=default&full&theme=${theme}&preset=${encodeURIComponent(preset)}`)));
    }
    expect(found).toEqual([]);
  });
});

test('No state breaks the content policy, and none fails', async () => {
  expect(await violationsOf(opened.page)).toEqual([]);
  expect(opened.errors).toEqual([]);
});

test('The content policy does stop what it should', async () => {
  await opened.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
  await opened.page.waitForTimeout(50);
  expect(await violationsOf(opened.page)).toHaveLength(1);
});
