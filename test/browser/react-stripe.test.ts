/**
 * `@stripe/react-stripe-js` as it is published, with an object of ours in its provider.
 *
 * @module-tag thorough
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fillAddress, payCheckout } from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { ANSWERS, answerBank } from './bank.js';
import { openApp } from './bundled.js';
import { type Checkout, type Checkouts, cards, expiry, framesLoaded, startCheckouts } from './checkout.js';
import { clickInto, typeInto } from './click-into.js';
import { makeIntent } from './intents.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const open = (data?: Record<string, string>) => openApp(shop, 'stripe-checkout.tsx', { data });

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

const outcome = ({ page }: Checkout) => expect.poll(() => page.getByRole('status').first().textContent());

const quiet = ({ console }: Checkout) => console.filter((line) => !line.includes('React DevTools'));

async function typeSplit(checkout: Checkout) {
  await checkout.event('ready', 3);
  for (const [id, text] of Object.entries({ number: cards.visa, expiry: expiry.typed, cvc: '123' })) {
    await typeInto(checkout.page.frameLocator(`#${id} iframe`).getByRole('textbox'), text);
  }
}

const asksNobodyElse = ({ requests }: Checkout) => {
  const origins = new Set(requests.map(({ url }) => new URL(url).origin));
  return [...origins].every((origin) => origin === shop.shop.url || origin === shop.sandbox.url);
};

test.for([
  ['a promise, as loadPayframe gives it', { from: 'loadPayframe' }],
  ['an object, as Payframe gives it', { from: 'Payframe' }],
] as const)('a card is paid with by %s', async ([, data]) => {
  const checkout = await open(data);
  await checkout.event('ready');
  await checkout.typeCard();
  await press(checkout.page, 'Pay');
  await outcome(checkout).toMatch(/^tok_\w+ pm_\w+$/);
  expect(asksNobodyElse(checkout)).toBe(true);
  expect(quiet(checkout)).toEqual([]);
});

test('an intent is confirmed, by fields too', async () => {
  const { id, secret, received } = await makeIntent(shop.sandbox);
  const checkout = await open({ content: 'split', secret });
  await typeSplit(checkout);
  await press(checkout.page, 'Confirm');
  await outcome(checkout).toBe(`${id} succeeded`);
  expect(await received()).toBe(1099);
  expect(quiet(checkout)).toEqual([]);
});

test.for(ANSWERS)(
  'the bank’s question is shown, and its answer is gone on with: %s',
  async ([answer, amount]) => {
    const { id, secret, received } = await makeIntent(shop.sandbox);
    const checkout = await open({ secret });
    await checkout.event('ready');
    await checkout.typeCard(cards.threeDSecure);
    await press(checkout.page, 'Confirm');
    await answerBank(checkout.page, answer);
    await outcome(checkout).toBe(amount ? `${id} succeeded` : 'payment_intent_authentication_failure');
    expect(await received()).toBe(amount);
    expect(quiet(checkout)).toEqual([]);
  },
);

test('a card takes changed options, and keeps its frame and what was typed', async () => {
  const checkout = await open();
  await checkout.event('ready');
  await clickInto(checkout.number);
  await checkout.page.keyboard.type('4242');
  for (const disabled of [true, false, false]) {
    await press(checkout.page, 'Render');
    await expect.poll(() => checkout.number.isDisabled()).toBe(disabled);
  }
  expect(await checkout.number.inputValue()).toBe('4242');
  expect(framesLoaded(checkout)).toBe(1);
});

test('split fields are one card', async () => {
  const checkout = await open({ content: 'split' });
  await typeSplit(checkout);
  await press(checkout.page, 'Pay');
  await outcome(checkout).toMatch(/^tok_\w+ pm_\w+$/);
  expect(quiet(checkout)).toEqual([]);
});

test('an IBAN says how it stands, and the consumer gets both objects', async () => {
  const checkout = await open({ content: 'iban' });
  await checkout.event('ready');
  await clickInto(checkout.page.frameLocator('iframe').getByRole('textbox'));
  await checkout.page.keyboard.type('DE89370400440532013000');
  expect(await checkout.change({ complete: true })).toMatchObject({ country: 'DE' });
  await outcome(checkout).toBe('Both are there');
});

test('two addresses say how they stand, and one takes the other over', async () => {
  const checkout = await open({ content: 'address' });
  await checkout.event('ready', 2);
  await fillAddress(checkout.page.locator('#shipping'), {
    name: 'Jenny Rosen',
    country: 'DE',
    line1: 'Musterstraße 12',
    city: 'Berlin',
    postal_code: '10115',
  });
  const change = await checkout.change({ complete: true });
  expect(change).toMatchObject({ elementMode: 'shipping', value: { address: { city: 'Berlin' } } });
  const box = checkout.page.frameLocator('#billing iframe').getByRole('checkbox');
  await expect.poll(() => box.isChecked()).toBe(true);
  expect(quiet(checkout)).toEqual([]);
});

test('a Payment Element pays', async () => {
  const { secret, received } = await makeIntent(shop.sandbox);
  const checkout = await open({ content: 'payment', secret });
  await checkout.event('ready');
  const form = checkout.page.frameLocator('#payment iframe');
  await press(checkout.page, 'Pay');
  await outcome(checkout).toMatch(/^incomplete_|^empty|number/);
  await clickInto(form.getByRole('textbox', { name: 'Card number', exact: true }));
  await checkout.page.keyboard.type(`${cards.visa}1240123`);
  const postalCode = form.getByRole('textbox', { name: 'ZIP code', exact: true });
  if (await postalCode.isVisible()) await checkout.page.keyboard.type('94110');
  await checkout.change({ complete: true });
  await press(checkout.page, 'Pay');
  await outcome(checkout).toBe('card succeeded');
  expect(await received()).toBe(1099);
  expect(asksNobodyElse(checkout)).toBe(true);
  expect(quiet(checkout)).toEqual([]);
});

test('an embedded Checkout is shown and paid, in StrictMode', async () => {
  const session = await officialClient(shop.sandbox).checkout.sessions.create({
    line_items: [
      { price_data: { currency: 'eur', product_data: { name: 'Cup' }, unit_amount: 3200 }, quantity: 1 },
    ],
    mode: 'payment',
    redirect_on_completion: 'never',
    ui_mode: 'embedded_page',
  });
  const checkout = await open({ content: 'checkout', secret: String(session.client_secret) });
  await payCheckout(checkout.page);
  await checkout.event('complete');
  expect(await checkout.page.locator('#checkout iframe').count()).toBe(1);
  expect(asksNobodyElse(checkout)).toBe(true);
  expect(quiet(checkout)).toEqual([]);
});

test('a page that asks for a wallet finds that of test mode, and has its card as well', async () => {
  const checkout = await open({ content: 'wallet' });
  await checkout.event('ready');
  await outcome(checkout).toBe('By wallet');
  await checkout.typeCard();
  // The frame that was asked is gone.
  await expect.poll(() => checkout.page.locator('iframe').count()).toBe(1);
  expect(quiet(checkout)).toEqual([]);
});

test('a page that insists on Stripe’s address gets ours where a test routes it, as the guide does', async () => {
  const checkout = await open({ from: 'loadStripe' });
  const host = shop.sandbox.url;
  const sdk = await (await fetch(`${host}/js/v1/payframe.js`)).text();
  const body = `${sdk};window.Stripe = (key, options) => Payframe(key, { host: '${host}', ...options });
window.Stripe.version = Payframe.version;`;
  await checkout.page.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body }),
  );
  await checkout.page.evaluate('load()');
  await checkout.event('ready');
  await checkout.typeCard();
  await press(checkout.page, 'Pay');
  await outcome(checkout).toMatch(/^tok_\w+ pm_\w+$/);
  expect(quiet(checkout)).toEqual([]);
});
