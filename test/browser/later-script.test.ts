/** The page's later script: what only some pages use, which the others do not load. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';

let shop: Checkouts;
beforeAll(async () => {
  shop = await startCheckouts();
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const LATER = /\/js\/v1\/later-[0-9a-f]+\.js/;

/** Calls a method that is in no version, and returns how it ended. */
const callLacking = ({ page }: Checkout) =>
  page.evaluate(async () => {
    const method = (window.payframe as unknown as Record<string, () => Promise<unknown>>).createRadarSession;
    const ended = await method?.().catch((error: unknown) => ({ error }));
    return (ended as { error: { code: string } }).error.code;
  });

const asked = ({ requests }: Checkout): string[] =>
  requests.map(({ url }) => url).filter((url) => LATER.test(url));

test('a page with a card does not ask for it, and one that needs it asks once', async () => {
  const checkout = await shop.open();
  expect(asked(checkout)).toEqual([]);
  expect(await callLacking(checkout)).toBe('method_not_available');
  expect(await callLacking(checkout)).toBe('method_not_available');
  expect(asked(checkout)).toHaveLength(1);
  const { headers, status } = await fetch(asked(checkout)[0] as string);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toContain('immutable');
  expect(headers.get('access-control-allow-origin')).toBe('*');
});

test('where it does not come, the call ends with an error that says so, and the next call tries again', async () => {
  const checkout = await shop.open();
  await checkout.page.route(LATER, (route) => route.abort());
  expect(await callLacking(checkout)).toBe('load_failed');
  await checkout.page.unroute(LATER);
  expect(await callLacking(checkout)).toBe('method_not_available');
});

test('a page whose policy has a nonce and strict-dynamic loads it, and the card too', async () => {
  const { sandbox, shop: site, answers, browser } = shop;
  const policy = `default-src 'none'; script-src 'nonce-bm9uY2U' 'strict-dynamic'; frame-src ${sandbox.url}`;
  answers['/nonce'] = {
    headers: { 'content-security-policy': policy },
    body: `<!doctype html><title>Shop</title><div id="card"></div>
      <script nonce="bm9uY2U" src="${sandbox.url}/js/v1/payframe.js"></script>
      <script nonce="bm9uY2U">
        payframe = Payframe('${sandbox.publishableKey}');
        payframe.elements().create('card').on('ready', () => { document.title = 'ready'; }).mount('#card');
        payframe.createRadarSession().then(({ error }) => { window.code = error.code; });
      </script>`,
  };
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${site.url}/nonce`);
  await expect.poll(() => page.title()).toBe('ready');
  await expect
    .poll(() => page.evaluate(() => (window as { code?: string }).code))
    .toBe('method_not_available');
  // A browser asks for an icon, which the policy forbids.
  expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  await page.close();
});
