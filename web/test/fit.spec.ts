import { expect, test } from 'vitest';
import { states } from '../checkout/states';
import { everyState, languages, layouts } from './every-state';
import { show } from './preview';

const opened = everyState();

/** What sticks out to a side: the page as a whole, or a text cut off by its own box. */
const overflow = (asked: string): Promise<string[]> => opened.page.evaluate(query => {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`${query}: the page is ${root.scrollWidth} wide of ${root.clientWidth}`);
  for (const element of document.querySelectorAll('#f *')) {
    if (!(element instanceof HTMLElement) || element.closest('.unseen, [hidden], select, iframe')) continue;
    // Heard, not seen.
    if (getComputedStyle(element).clipPath !== 'none') continue;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5)) found.push(`${query}: <${element.tagName} class="${element.className}"> leaves the screen`);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && getComputedStyle(element).display !== 'inline') {
      found.push(`${query}: <${element.tagName} class="${element.className}"> cuts its text`);
    }
  }
  return found;
}, asked);

async function overflows(size: { width: number; height?: number }, more: string): Promise<string[]> {
  await opened.page.setViewportSize({ height: 700, ...size });
  const found: string[] = [];
  for (const name of opened.list) {
    await show(opened.page, `state=${name}&${more}`);
    found.push(...(await overflow(`state=${name}&${more}`)));
  }
  return found;
}

/** For each state, what the page says of itself. */
async function inEveryState<T>(more: string, ask: () => T[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of opened.list) {
    await show(opened.page, `state=${name}&${more}`);
    found.push(...(await opened.page.evaluate(ask)).map(fault => `${name}: ${String(fault)}`));
  }
  return found;
}

test('There is an example of every state', () => {
  expect(opened.list.length).toBeGreaterThan(20);
  expect([...new Set(opened.list.map(name => name.split('.')[0]))]).toEqual(Object.keys(states));
});

test.each(languages)('Nothing sticks out at 360 px in %s', async lang => expect(await overflows({ width: 360 }, `lang=${lang}`)).toEqual([]));

test.each([320, 360, 640, 860])('Texts grown by two fifths fit at %i px', async width => expect(await overflows({ width }, 'lang=en-XA')).toEqual([]));

test.each([360, 860])('A page from right to left fits at %i px', async width => expect(await overflows({ width }, 'lang=ar-XB')).toEqual([]));

// A window of 1280 by 720, of which half of each side is left.
test.each(['de', 'ka', 'ru'])('Nothing sticks out when the page is zoomed to twice its size in %s', async lang => expect(await overflows({ width: 640, height: 360 }, `lang=${lang}`)).toEqual([]));

test('Nothing sticks out when the payer has doubled the size of text alone', async () => {
  await opened.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html { font-size: 200% }');
    document.adoptedStyleSheets = [sheet];
  });
  // A field scrolls what is typed.
  expect((await overflows({ width: 500 }, 'lang=de')).filter(fault => !fault.includes('<INPUT'))).toEqual([]);
  await opened.page.evaluate(() => { document.adoptedStyleSheets = []; });
});

// In a shop's frame: as narrow as a phone, and as a window of 1280 by 720 zoomed to twice its size.
test.each(layouts)('Nothing sticks out of a shop\'s frame, laid out %s', async layout => {
  const found = [
    ...(await overflows({ width: 360 }, `lang=de&layout=${layout}&extras`)),
    ...(await overflows({ width: 320 }, `lang=en-XA&layout=${layout}&extras`)),
    ...(await overflows({ width: 360 }, `lang=ar-XB&layout=${layout}&theme=dark`)),
    ...(await overflows({ width: 640, height: 360 }, `lang=ka&layout=${layout}&extras&full`)),
  ];
  expect(found).toEqual([]);
});

test('Every text on the page comes from the messages or from the order', async () => {
  const own = new Set(`${JSON.stringify(states)} AmEx Apple Google`.match(/[A-Za-z]{4,}/g));
  const said = await inEveryState('lang=en-XA', () => {
    const texts: string[] = [];
    for (const element of document.querySelectorAll('#f *')) {
      if (element.closest('select.languages') && element.tagName === 'OPTION') continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
    }
    return texts.flatMap(text => text.match(/[A-Za-z]{4,}/g) ?? []);
  });
  expect(said.filter(fault => !own.has(fault.split(': ')[1] ?? ''))).toEqual([]);
});

test('From right to left the order stands on the right, and what is read in digits runs from left to right', async () => {
  await opened.page.setViewportSize({ width: 1000, height: 700 });
  expect(await inEveryState('lang=ar-XB', () => {
    const faults: string[] = [];
    const left = (selector: string): number | undefined => document.querySelector(selector)?.getBoundingClientRect().left;
    const [order, act] = [left('.order'), left('.act')];
    if (order !== undefined && act !== undefined && order <= act) faults.push('the order stands on the left');
    for (const input of document.querySelectorAll<HTMLInputElement>('#f input[type=text]')) if (getComputedStyle(input).direction !== 'ltr') faults.push(`${input.name} is written from right to left`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { 0: digits, index } of (node.textContent ?? '').matchAll(/\d[\d\u00a0 .,•]*(\d|GEL)/g)) {
        const range = document.createRange();
        const place = (at: number): number => { range.setStart(node as Node, at); range.setEnd(node as Node, at + 1); return range.getBoundingClientRect().left; };
        const [first, last] = [place(index), place(index + digits.length - 1)];
        range.setStart(node, index);
        range.setEnd(node, index + digits.length);
        if (range.getClientRects().length === 1 && first > last) faults.push(`${digits} runs from right to left`);
      }
    }
    return faults;
  })).toEqual([]);
});

test.each(['', ...layouts.map(layout => `&layout=${layout}&extras&preset=black`)])('With forced colours every control and every field has an edge%s', async framed => {
  await opened.page.emulateMedia({ forcedColors: 'active' });
  expect(await inEveryState(`lang=en${framed}`, () => [...document.querySelectorAll('.button, .wallet, .field-box, .panel, .badge, .dialog')]
    .filter(element => element.getBoundingClientRect().width > 0 && parseFloat(getComputedStyle(element).borderTopWidth) === 0).map(element => element.className))).toEqual([]);
  await opened.page.emulateMedia({ forcedColors: 'none' });
});

test('Nothing moves for a payer who asked for that, and little for others', async () => {
  const longest = (): string[] => document.getAnimations()
    .map(animation => animation.effect as KeyframeEffect)
    .filter(effect => !effect.target?.matches('.spinner') && Number(effect.getComputedTiming().activeDuration) > 150).map(effect => String(effect.target?.className));
  await opened.page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await inEveryState('lang=en', longest)).toEqual([]);
  await opened.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await inEveryState('lang=en', () => document.getAnimations().filter(animation => Number(animation.effect?.getComputedTiming().activeDuration) > 0)
    .map(animation => (animation.effect as KeyframeEffect).target?.className))).toEqual([]);
});
