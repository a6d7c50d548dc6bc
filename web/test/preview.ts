import type { Browser, Page } from 'playwright-core';
import { sendPage, serve } from './serve';

interface Preview {
  list: string[];
  show(query: string): void;
}

type WithPreview = typeof globalThis & { preview: Preview; violations: string[] };

/** The built preview of all states, served with the gateway's content policy; broken rules are collected. */
export async function openPreview(browser: Browser): Promise<{ page: Page; close: () => Promise<void>; errors: string[] }> {
  const { origin, server } = await serve('test/dist', (_request, response, url) => {
    if (url.pathname !== '/preview.html') return false;
    sendPage(response, 'test/dist/preview.html', {});
    return true;
  });
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Tbilisi' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  await page.addInitScript(() => {
    (globalThis as WithPreview).violations = [];
    addEventListener('securitypolicyviolation', event => {
      (globalThis as WithPreview).violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(`${origin}/preview.html`);
  const close = async (): Promise<void> => {
    await context.close();
    server.closeAllConnections();
    server.close();
  };
  return { page, close, errors };
}

export const listOf = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as WithPreview).preview.list);
export const violationsOf = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as WithPreview).violations);
/** Shows an example, with the parts that are loaded for it. */
export const show = async (page: Page, query: string): Promise<void> => {
  await page.evaluate(asked => (globalThis as WithPreview).preview.show(asked), query);
  if (await page.locator('[data-loading]').count() > 0) await page.waitForSelector('[data-loading]', { state: 'detached' });
};
