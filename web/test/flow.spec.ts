import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChallengeView, View } from '../checkout/answer';
import { states } from '../checkout/states';
import { openBrowser } from './browser';
import { Gateway } from './gateway';

const open = states.open[0].view;
const method: View = { ...states.method[0].view, frameUrl: '/method' };
const challenge: View = states.challenge[0].view as View;
const approved: View = { ...states.approved[0].view, returnUrl: '/back' };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let gateway: Gateway;
let violations: string[];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(() => browser.close());

beforeEach(async () => {
  gateway = new Gateway();
  await gateway.open();
  context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  context.setDefaultTimeout(5000);
  page = await context.newPage();
  violations = [];
  page.on('console', message => { if (/Content Security Policy|TrustedHTML/.test(message.text())) violations.push(message.text()); });
  page.on('pageerror', error => violations.push(String(error)));
});

afterEach(async () => {
  await context.close();
  gateway.close();
  expect(violations).toEqual([]);
});

const visit = (more = ''): Promise<unknown> => page.goto(`${gateway.origin}/merchants/abc/default/index.html?token=${open.token}${more}`);
const state = (kind: string): Promise<unknown> => page.waitForSelector(`#f[data-state="${kind}"]`);
const number = (): ReturnType<Page['locator']> => page.locator('[name="f-card_number"]');
const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? null);
const spoken = (): Promise<string> => page.locator('#live').innerText();

async function fill(): Promise<void> {
  await number().fill('4444555566661111');
  await page.locator('[name="f-expiry_date"]').fill('12/30');
  await page.locator('[name="f-cvv2"]').fill('123');
}

test('A card is paid through the method and the challenge, and the payer returns to the shop', async () => {
  gateway.script = [{ view: method }, { view: challenge }, { view: approved }];
  await visit();
  await page.waitForSelector('#f.f-container[data-e2e-ready]');
  await fill();
  await page.locator('.f-button-pay').click();
  await state('challenge');
  await page.frameLocator('.challenge-frame').locator('#submit__button').click();
  await page.waitForSelector(`[data-e2e-status="approved"][data-e2e-payment-id="${open.paymentId}"] [data-e2e-button-return-to-site]`);
  await page.waitForTimeout(100);
  expect(await spoken()).toContain('Payment approved');
  await page.waitForURL('**/back');
  expect(gateway.paths()).toEqual(['/checkout/pay', '/checkout/method', '/checkout/view']);
  expect(gateway.calls[0]?.body).toMatchObject({ token: open.token, cardNumber: '4444555566661111', expiryDate: '12/30', cvv2: '123', lang: 'en' });
  expect(Object.keys(gateway.calls[0]?.body['browser'] ?? {}).sort()).toEqual(['colorDepth', 'language', 'screenHeight', 'screenWidth', 'timeZone']);
});

test('A payer with a keyboard sees what is wrong, and it goes as soon as it is right', async () => {
  await visit();
  await number().focus();
  await page.keyboard.type('4444');
  await page.keyboard.press('Tab');
  expect(await page.locator('#f-card_number-fault').innerText()).toBe('Enter all digits of the card number');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(50);
  expect(await focused()).toBe('f-card_number');
  expect(gateway.calls).toEqual([]);
  await number().pressSequentially('4444555566661111');
  expect(await page.locator('#f-card_number-fault').innerText()).toBe('');
  expect(await number().inputValue()).toBe('4444 5555 6666 1111');
  expect(await number().getAttribute('aria-invalid')).toBe('false');
});

test('The caret stays where the payer edits', async () => {
  await visit();
  await number().fill('4444555566661111');
  await number().evaluate((input: HTMLInputElement) => input.setSelectionRange(7, 7));
  await number().press('Backspace');
  await number().press('9');
  expect(await number().inputValue()).toBe('4444 5955 6666 1111');
  expect(await number().evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(7);
});

test('Nothing moves when a message comes, and two presses pay once', async () => {
  gateway.script = ['hold'];
  await visit();
  const before = await page.locator('.f-button-pay').boundingBox();
  await number().fill('4');
  await number().blur();
  expect(await page.locator('.f-button-pay').boundingBox()).toEqual(before);
  await fill();
  await page.locator('.f-button-pay').dblclick();
  await number().press('Enter');
  await state('submitting');
  expect(await page.locator('.f-button-pay').boundingBox()).toEqual(before);
  gateway.release();
  await state('open');
  expect(gateway.paths()).toEqual(['/checkout/pay']);
});

test('A decline says why, holds the focus, and keeps the form but not the CVV', async () => {
  gateway.script = [{ view: { ...open, lastDecline: { code: 1037 } } }];
  await visit();
  await fill();
  await page.locator('[name="f-cvv2"]').press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Payment declined' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('There is not enough money on this card');
  expect(await dialog.innerText()).toContain('Code 1037');
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Tab');
    // The browser's own bar may take a turn; the page behind may not.
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.waitForTimeout(50);
  expect(await focused()).toBe('f-card_number');
  expect(await number().inputValue()).toBe('4444 5555 6666 1111');
  expect(await page.locator('[name="f-cvv2"]').inputValue()).toBe('');
});

test('A payer who presses Enter in a field gets through the confirmation', async () => {
  gateway.script = [{ view: challenge }, { view: approved }];
  await visit();
  await fill();
  await page.locator('[name="f-cvv2"]').press('Enter');
  await page.frameLocator('.challenge-frame').locator('#submit__button').press('Enter');
  await state('approved');
});

test.each<[string | undefined, number, number, number]>([
  [undefined, 1000, 600, 619],
  ['01', 1000, 250, 400],
  ['02', 1000, 390, 400],
  ['03', 1000, 500, 600],
  ['04', 1000, 600, 400],
  ['05', 1000, 968, 707],
  ['6', 1000, 600, 619],
  ['02', 360, 360, 400],
  ['04', 360, 360, 400],
  ['05', 360, 360, 739],
  [undefined, 360, 360, 739],
])('The bank’s page has the size that its challenge names (%s in %i px: %i by %i)', async (challengeWindowSize, screen, width, height) => {
  await page.setViewportSize({ width: screen, height: 800 });
  gateway.view = { ...(challenge as ChallengeView), ...(challengeWindowSize === undefined ? {} : { challengeWindowSize }) };
  await visit();
  await page.getByRole('dialog').waitFor();
  expect(await page.locator('iframe.challenge-frame').evaluate((frame: HTMLIFrameElement) => [frame.offsetWidth, frame.offsetHeight])).toEqual([width, height]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screen);
});

test('Esc closes the bank’s confirmation and gives the payment up', async () => {
  gateway.view = challenge;
  gateway.script = [{ view: { ...open, lastDecline: { code: 1024 } } }];
  await visit();
  await page.getByRole('dialog', { name: 'Confirm with your bank' }).waitFor();
  await page.keyboard.press('Escape');
  await state('open');
  expect(gateway.calls).toEqual([{ path: '/checkout/abandon', body: { token: open.token, transaction: '73c1' } }]);
  expect(await page.locator('.notice').innerText()).toContain('You closed the bank’s confirmation');
});

test('The code that the bank shows is typed, and a wrong one may be typed again', async () => {
  const code = states.code[0].view;
  gateway.view = code;
  gateway.script = [{ view: { ...code, triesLeft: 2 } }, { view: { ...approved, verification: true } }];
  await visit();
  await page.getByLabel('Code').pressSequentially('7k');
  await page.keyboard.press('Enter');
  expect(await page.locator('#f-verification_code-fault').innerText()).toBe('Enter all 4 characters');
  expect(gateway.calls).toEqual([]);
  await page.getByLabel('Code').pressSequentially('7k2-q');
  expect(await page.getByLabel('Code').inputValue()).toBe('7K2Q');
  await page.keyboard.press('Enter');
  await page.getByText('This code is not right. 2 tries left').first().waitFor();
  await page.waitForTimeout(100);
  expect(await focused()).toBe('f-verification_code');
  expect(await spoken()).toContain('This code is not right. 2 tries left');
  await page.getByRole('button', { name: 'Use the code EURT' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Card verified' }).waitFor();
  expect(gateway.calls.map(call => call.body)).toEqual([{ token: code.token, code: '7K2Q' }, { token: code.token, code: 'EURT' }]);
});

test('A reload in the method step goes on', async () => {
  gateway.view = method;
  gateway.script = [{ view: approved }];
  await visit();
  await state('approved');
  expect(gateway.paths()).toEqual(['/checkout/method']);
});

test('A payment under way is looked at until it is decided', async () => {
  gateway.view = states.processing[0].view as View;
  gateway.script = [{ view: gateway.view }, { view: states.declined[1]?.view as View }];
  await visit();
  await page.waitForSelector('[data-e2e-status="declined"]');
  expect(gateway.paths()).toEqual(['/checkout/view', '/checkout/view']);
});

test('A broken answer is told, and the way back is a look, not a second payment', async () => {
  gateway.script = ['broken'];
  await visit();
  await fill();
  await page.locator('.f-button-pay').click();
  await state('failed');
  await page.getByRole('button', { name: 'Check again' }).click();
  await state('open');
  expect(gateway.paths()).toEqual(['/checkout/pay', '/checkout/view']);
  expect(await number().inputValue()).toBe('4444 5555 6666 1111');
});

test('Without a network the page says so and comes back by itself', async () => {
  await visit();
  await fill();
  await context.setOffline(true);
  await page.locator('.f-button-pay').click();
  await state('offline');
  await context.setOffline(false);
  await state('open');
});

test('One press fills in a test card, and any other is in the list', async () => {
  await visit();
  await page.getByRole('button', { name: 'Use a test card' }).click();
  expect(await number().inputValue()).toBe('4444 5555 6666 1111');
  await page.getByRole('button', { name: 'Other test cards' }).click();
  await page.getByRole('button', { name: /8600 2020 2020 2023/ }).click();
  expect(await number().inputValue()).toBe('8600 2020 2020 2023');
  expect(await page.locator('.brand').innerText()).toBe('UZCARD');
});

test('The language changes in place, is remembered, and keeps what was typed', async () => {
  await visit('&lang=en');
  await fill();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ka');
  await page.getByRole('heading', { name: 'ბარათით გადახდა' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ka');
  expect((await context.cookies()).find(cookie => cookie.name === 'lang_s')).toMatchObject({ value: 'ka', sameSite: 'Lax', path: '/' });
  expect(page.url()).toContain('lang=ka');
  expect(await number().inputValue()).toBe('4444 5555 6666 1111');
});

test('Card data is in no log, no address and no storage', async () => {
  const logged: string[] = [];
  page.on('console', message => logged.push(message.text()));
  gateway.script = [{ view: { ...open, lastDecline: { code: 1000 } } }];
  await visit();
  await fill();
  await page.locator('.f-button-pay').click();
  await page.getByRole('alertdialog').waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]));
  expect(logged.join() + kept).not.toMatch(/4444|123/);
});
