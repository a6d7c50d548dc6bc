import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './browser';

/** What shops' pages call by the old names: the same script on a page with our library, and on one with each published one. */
const published: Readonly<Record<string, string>> = {
  'ipsp-js-sdk 2.0.12': 'node_modules/ipsp-js-sdk/dist/checkout.min.js',
  '@flittpayments/js-sdk 2.0.10': 'node_modules/@flittpayments/js-sdk/dist/umd/checkout.js',
};
const libraries: Readonly<Record<string, string>> = { ours: 'dist/sdk/checkout.min.js', ...published };
const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const shop = 'https://shop.test';
const gateway = 'https://pay.test';
const order = { order_data: { order_id: 'A-1', order_status: 'approved' }, response_url: 'https://shop.test/back', method: 'POST', ready_to_submit: true };
const approved = { response_status: 'success', order };
const declined = { response_status: 'failure', error_code: '1037', error_message: 'Not enough money', order: {} };

interface Sent {
  method: string;
  url: string;
  body: string;
}

/** What an answer says, the method that does it, and where the payer's browser goes then. */
const ways: readonly [string, object, string, Sent | undefined][] = [
  ['a form', { action: 'submit', url: 'https://bank.test/acs', send_data: { a: '1', b: 'ä' } }, 'sendResponse', { method: 'POST', url: 'https://bank.test/acs', body: 'a=1&b=%C3%A4' }],
  ['a form by GET', { action: 'submit', url: 'https://bank.test/acs', method: 'GET', send_data: { a: '1' } }, 'sendResponse', { method: 'GET', url: 'https://bank.test/acs?a=1', body: '' }],
  ['an address', { action: 'redirect', url: 'https://bank.test/open' }, 'sendResponse', { method: 'GET', url: 'https://bank.test/open', body: '' }],
  ['nothing to do', { order }, 'sendResponse', undefined],
  ['the shop', { order }, 'submitToMerchant', { method: 'POST', url: 'https://shop.test/back', body: 'order_id=A-1&order_status=approved' }],
  ['a shop with the order in its address', { order: { ...order, response_url: 'https://shop.test/{order_id}' } }, 'submitToMerchant', { method: 'POST', url: 'https://shop.test/A-1', body: 'order_id=A-1&order_status=approved' }],
  ['a shop that takes a redirect', { order: { ...order, action: 'redirect' } }, 'submitToMerchant', { method: 'GET', url: 'https://shop.test/back', body: '' }],
  ['a shop without parameters', { order: { ...order, order_data: { get_without_parameters: true } } }, 'submitToMerchant', { method: 'GET', url: 'https://shop.test/back', body: '' }],
  ['another address and form', { order, model: { url: 'https://shop.test/v2', send_data: { data: 'x' } } }, 'submitToMerchant', { method: 'POST', url: 'https://shop.test/v2', body: 'data=x' }],
  ['an order that goes on', { order: { ...order, ready_to_submit: false } }, 'submitToMerchant', undefined],
];

let browser: Browser;
let context: BrowserContext;
let html: string;
let answers: object[];
/** What the frame asked the gateway, and where the payer's browser went. */
let asked: Record<string, unknown>[];
let left: Sent[];

beforeAll(async () => { browser = await openBrowser(); });
afterAll(() => browser.close());

beforeEach(async () => {
  [html, answers, asked, left] = ['', [], [], []];
  context = await browser.newContext();
  context.setDefaultTimeout(5000);
  await context.route('**/*', async route => {
    const request = route.request();
    const url = new URL(request.url());
    if (url.origin === shop && url.pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (/\/checkout(-v2|\/v2)\/index\.html$/.test(url.pathname)) return route.fulfill({ contentType: 'text/html', body: file('dist/frame/index.html').replaceAll('{{nonce}}', 'x') });
    if (url.pathname.startsWith('/checkout/frame/assets/')) return route.fulfill({ contentType: 'text/javascript', body: file(url.pathname.replace('/checkout/frame', 'dist/frame')) });
    if (url.pathname === '/checkout/frame/order' || url.pathname === '/api/checkout/ajax') {
      asked.push({ ...((request.postDataJSON() as { request: object }).request), to: url.origin, path: url.pathname });
      const response = url.pathname === '/checkout/frame/order' ? { response_status: 'success', token: 'made' } : (answers.shift() ?? approved);
      return route.fulfill({ contentType: 'application/json', body: JSON.stringify({ response }) });
    }
    if (request.isNavigationRequest() && request.frame().parentFrame() === null) left.push({ method: request.method(), url: request.url(), body: request.postData() ?? '' });
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Elsewhere</title>' });
  });
});
afterEach(() => context.close());

async function open(library: string, body = ''): Promise<Page> {
  const page = await context.newPage();
  html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body>${body}<script>${file(libraries[library] ?? '')}</script>`;
  await page.goto(shop);
  return page;
}

const model = `new $checkout.Response({
  order: { order_data: { order_id: 'A-1', amount: '100' } }, list: [{ n: 1 }, { n: 2 }], methods: [{ supportedMethods: 'https://a.test/pay' }, { supportedMethods: 'https://b.test/pay' }],
})`;

describe.each(Object.keys(libraries))('%s', library => {
  test('reads and writes what was answered', async () => {
    const page = await open(library);
    const read = (expression: string): Promise<unknown> => page.evaluate(`{ const m = ${model}; const said = []; JSON.parse(JSON.stringify([${expression}])) }`);

    expect(await read(`m.attr('order.order_data.amount'), m.attr('nothing'), m.attr('a.b', 5) === m, m.attr('a.b')`)).toEqual(['100', null, true, 5]);
    expect(await read(`m.alt('order.order_data.amount', 7), m.alt('nothing', 7)`)).toEqual(['100', 7]);
    expect(await read(`m.serialize() === m.data, JSON.parse(m.stringify()).list, m.instance({ x: 1 }).attr('x')`)).toEqual([true, [{ n: 1 }, { n: 2 }], 1]);
    expect(await read(`(m.each('list', (item, value, name) => said.push(item.attr('n'), value.n, name)), said)`)).toEqual([[1, 1, '0', 2, 2, '1']]);
    expect(await read(`m.find('list', item => item.attr('n') === 2).attr('n'), m.find('list', () => false), m.filter('list', (_, value) => value.n === 2)`)).toEqual([2, false, { n: 2 }]);
    expect(await read(`m.stringFormat('/back/{order_id}/{other}'), m.setUID(7).getUID(), m.waitOn3dsDecline()`)).toEqual(['/back/A-1/{other}', 7, 0]);
    expect(await read(`(m.supportedMethod('b.test'), m.attr('methods').length), m.attr('methods')[0].supportedMethods`)).toEqual([1, 'https://b.test/pay']);
    expect(await read(`new $checkout.Response({ submit3ds: { checkout_data: { js_wait_on_3ds_decline: true, js_wait_on_3ds_decline_duration: 3 } } }).waitOn3dsDecline()`)).toEqual([3]);
    expect(await read(`...['inProgress', 'readyToSubmit', 'waitForResponse', 'needVerifyCode'].map(name => Boolean(new $checkout.Response({
      order: { in_progress: true, ready_to_submit: true, pending: true, need_verify_code: true } })[name]()) && !m[name]())`)).toEqual([true, true, true, true]);
  });

  test('goes on where the answer says', async () => {
    const page = await open(library);
    for (const [what, data, method, expected] of ways) {
      left = [];
      await page.goto(shop);
      const went = expected ? page.waitForURL(expected.url) : undefined;
      const result = await page.evaluate(`Boolean(new $checkout.Response(${JSON.stringify(data)}).${method}())`);
      await went;
      expect([what, result, left]).toEqual([what, expected !== undefined, expected ? [expected] : []]);
    }
  });

  test('answers a call once, in the name of its Api', async () => {
    answers = [approved, declined];
    const page = await open(library);
    await page.evaluate(`{
      window.said = [];
      const api = $checkout.get('Api').setOrigin('${gateway}');
      const call = token => api.request('api.checkout.form', 'request', { token })
        .done(function (model) { said.push('done ' + model.attr('order.order_data.order_status') + (this === api)); })
        .fail(function (model) { said.push('fail ' + model.attr('error.code') + model.attr('error.message') + (this === api)); })
        .always(function () { said.push('always'); });
      api.scope(function () { call('1').done(function () { call('2'); }); });
    }`);
    await page.waitForFunction('said.length === 4');
    expect(await page.evaluate('said')).toEqual(['done approvedtrue', 'always', 'fail 1037Not enough moneytrue', 'always']);
    expect(asked.map(({ token, to }) => [token, to])).toEqual([['1', gateway], ['2', gateway]]);
  });

  test('makes one instance for a name, and a new one by get', async () => {
    const page = await open(library);
    const got = await page.evaluate(`{
      const api = $checkout('Api', { origin: 'https://a.test', endpoint: { gateway: '/own.html' } });
      function Mine() { this.mine = true; }
      let thrown = 0;
      for (const wrong of [() => $checkout('Nothing'), () => $checkout.add('Api', Mine)]) try { wrong(); } catch { thrown++; }
      [$checkout('Api', { origin: 'https://b.test' }) === api, $checkout.get('Api') === api, api.url('gateway'), api.setOrigin('https://c.test').url('gateway', '?x'), $checkout.add('Mine', Mine)('Mine').mine, thrown]
    }`);
    expect(got).toEqual([true, false, 'https://a.test/own.html', 'https://c.test/own.html?x', true, 2]);
  });

  test('takes a part that a shop derives from Module', async () => {
    const page = await open(library);
    const got = await page.evaluate(`{
      class Greeter extends $checkout.Module {
        init() {}
        greet(name) { return this.trigger('greeting', 'Hello ' + name); }
      }
      const said = [], greeter = $checkout.add('Greeter', Greeter).get('Greeter');
      greeter.on('greeting', (...heard) => said.push(heard.at(-1))).greet('you').off('greeting').greet('nobody');
      said
    }`);
    expect(got).toEqual(['Hello you']);
  });

  test('pays by a form of the shop, and takes the payer back', async () => {
    answers = [declined];
    const page = await open(library, `<form id="card"><input name="token" value="T"><input name="card_number" value="4444"><input name="custom[size][value]" value="L">
      <input name="items[]" value="a"><input name="items[]" value="b"><input name="off" value="x" disabled><input type="checkbox" name="unchecked"><button>Pay</button></form>`);
    await page.evaluate(`window.said = []; $checkout.get('FormWidget', { element: '#card', origin: '${gateway}', options: { payment_system: 'card', custom: { size: { value: 'M', label: 'Size' } } } })
      .on('request', params => said.push(['request', params.payment_system]))
      .on('error', model => said.push(['error', model.attr('error.code')]))
      .on('success', model => said.push(['success', model.attr('order.order_data.order_id')]));`);
    await page.getByRole('button').click();
    await page.waitForFunction('said.length === 2');
    expect(await page.evaluate('said')).toEqual([['request', 'card'], ['error', 1037]]);
    const { token, card_number, custom, items, payment_system, off, unchecked } = asked[0] ?? {};
    expect([token, card_number, custom, items, payment_system, off, unchecked]).toEqual(['T', '4444', { size: { value: 'L', label: 'Size' } }, ['a', 'b'], 'card', undefined, undefined]);

    await page.getByRole('button').click();
    await page.waitForURL('**/back');
    expect(left).toEqual([{ method: 'POST', url: 'https://shop.test/back', body: 'order_id=A-1&order_status=approved' }]);
  });

  test('pays by a button of the shop', async () => {
    answers = [declined];
    const page = await open(library, '<button class="buy" data-amount="5.20" data-order="B-1">Buy</button>');
    await page.evaluate(`window.said = 0; $checkout.get('ButtonWidget', { element: '.buy', origin: '${gateway}', options: { merchant_id: 1549901, currency: 'GEL' }, attributes: { 'data-amount': 'amount', 'data-order': 'order_id' } })
      .on('error', () => said++);`);
    await page.getByRole('button').click();
    await page.waitForFunction('said === 1');
    expect(asked[0]).toMatchObject({ path: '/checkout/frame/order', merchant_id: 1549901, currency: 'GEL', amount: '5.20', order_id: 'B-1' });
    expect(asked[1]).toMatchObject({ path: '/api/checkout/ajax', token: 'made' });
  });
});

describe('ours does what the others do not', () => {
  test('Handlers that come late are called, and a call can be awaited', async () => {
    answers = [approved, declined];
    const page = await open('ours');
    expect(await page.evaluate(`(async () => {
      const said = [];
      const api = await $checkout.get('Api', { origin: '${gateway}' }).scope();
      const paid = api.request('api.checkout.form', 'request', { token: '1' });
      said.push((await paid).attr('order.order_data.order_id'));
      const refused = api.request('api.checkout.form', 'request', { token: '2' });
      said.push(await refused.catch(model => model.attr('error.code')), paid.state(), refused.isRejected());
      await new Promise(resolve => paid.done(() => said.push('done')).fail(() => said.push('wrong')).always(resolve));
      await new Promise(resolve => refused.done(() => said.push('wrong')).fail(() => said.push('fail')).always(resolve));
      return said;
    })()`)).toEqual(['A-1', 1037, 1, true, 'done', 'fail']);
  });

  test('Two instances on a page have a gateway each, and one that is destroyed ends its calls', async () => {
    const page = await open('ours');
    expect(await page.evaluate(`(async () => {
      const [one, other] = await Promise.all(['${gateway}', 'https://other.test'].map(origin => $checkout.get('Api', { origin }).scope()));
      await Promise.all([one, other].map(api => api.request('api.checkout.form', 'request', { token: api.params.origin })));
      const heard = [];
      const listener = () => heard.push('off');
      other.on('any', () => heard.push('on')).on('any', listener).off('any', listener).trigger('any');
      const open = other.request('api.checkout.form', 'request', { token: 'late' });
      other.destroy();
      return [...heard, await open.catch(model => model.attr('error.code')), document.querySelectorAll('iframe').length];
    })()`)).toEqual(['on', 'cancelled', 1]);
    expect(asked.slice(0, 2).map(({ token, to }) => token === to)).toEqual([true, true]);
  });

  test('A call before there is a frame fails, and says why', async () => {
    const page = await open('ours');
    expect(await page.evaluate(`$checkout.get('Api').request('api.checkout.form', 'request', {}).catch(model => model.attr('error.message'))`)).toBe('Call scope() first.');
  });

  test('A frame that is on another origin is not spoken to', async () => {
    await context.route(`${gateway}/checkout/v2/index.html`, route => route.fulfill({ contentType: 'text/html', body: '<!doctype html><script>location = "https://evil.test/"</script>' }));
    await context.route('https://evil.test/', route => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><script>
        const heard = [];
        addEventListener('message', ({ data }) => data === 'probe' ? parent.postMessage({ heard }, '*') : heard.push(data));
        parent.postMessage(JSON.stringify({ action: 'load', data: {} }), '*');
        parent.postMessage('greeted', '*');
      </script>`,
    }));
    const page = await open('ours');
    expect(await page.evaluate(`new Promise(resolve => {
      addEventListener('message', ({ data, source }) => data === 'greeted' ? source.postMessage('probe', '*') : data.heard && resolve(data.heard));
      $checkout.get('Api', { origin: '${gateway}' }).scope();
    })`)).toEqual([]);
  });

  test('The module for bundlers is the same library', async () => {
    await context.route(`${gateway}/checkout.mjs`, route => route.fulfill({ contentType: 'text/javascript', headers: { 'Access-Control-Allow-Origin': '*' }, body: file('dist/sdk/checkout.mjs') }));
    html = '<!doctype html><title>Shop</title>';
    const page = await context.newPage();
    await page.goto(shop);
    expect(await page.evaluate(`import('${gateway}/checkout.mjs').then(async ({ default: $checkout }) => {
      const api = await $checkout('Api').scope();
      return [api.params.origin, (await api.request('api.checkout.form', 'request', { token: '1' })).attr('order.order_data.order_id')];
    })`)).toEqual([gateway, 'A-1']);
  });
});
