/** An API that fails, and a page that changes its mind, while a Payment Element confirms: an error that the guides list, or success, and paid once. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../../sandbox/official.js';
import { type Checkouts, startCheckouts } from '../checkout.js';
import { CARD_ONLY, newIntent, openForm, type PaymentForm, type Result } from '../payment-form.js';
import { isDocumented } from './documented.js';
import { cutShort, failing, first, hold, instead, lost, only, refused } from './fates.js';
import { type Fate, type Gateway, isOf, openGateway } from './gateway.js';
import { countTime } from './time.js';

const CONFIRM = /^POST \/v1\/payment_intents\/\w+\/confirm$/;

let shop: Checkouts;
let gateway: Gateway;

beforeAll(async () => {
  shop = await startCheckouts();
  gateway = await openGateway(() => shop.sandbox.url);
});

afterAll(async () => {
  await shop?.close();
  await gateway?.close();
});

/** Opens a checkout, which creates the intent when the payer pays, and types a card. */
async function openTyped(): Promise<PaymentForm> {
  const form = await openForm(shop, {
    host: gateway.url,
    before: countTime,
    group: { mode: 'payment', amount: 1099, currency: 'eur', allowedPaymentMethodTypes: ['card'] },
    element: { defaultValues: { billingDetails: { address: { country: 'DE' } } } },
  });
  await typeCard(form);
  return form;
}

async function typeCard(form: PaymentForm) {
  await form.typeCard();
  await form.change({ complete: true });
  expect(await form.submit()).not.toHaveProperty('error');
}

const confirms = () => gateway.trips.filter((trip) => isOf(CONFIRM, trip));

async function chargesOf({ paymentIntent }: Result) {
  const { charges } = officialClient(shop.sandbox);
  return (await charges.list({ payment_intent: `${paymentIntent?.id}` })).data.length;
}

describe('where the API', () => {
  let form: PaymentForm;

  beforeAll(async () => {
    form = await openTyped();
  });

  afterEach(() => {
    gateway.fate = undefined;
  });

  afterAll(() => shop.closePages());

  const portal = instead(200, '<!doctype html><title>Wi-Fi</title>', { 'content-type': 'text/html' });
  const faults: [name: string, fate: Fate, tries: number, error?: string][] = [
    ['answers 500 once [F1]', first(failing(500, 'api_error')), 2],
    ['answers 503 [F1]', failing(503, 'api_error'), 3, 'api_error'],
    ['is down [F8]', refused, 3, 'api_connection_error'],
    ['does it, and loses each answer [F9]', lost, 3, 'api_connection_error'],
    ['cuts the first answer in the middle [F5]', first(cutShort), 2],
    ['is a captive portal [F5]', portal, 1, 'api_error'],
    ['answers 50 MB [F4]', instead(200, Buffer.alloc(50_000_000, ' ')), 1, 'api_error'],
  ];

  test.for(faults)('%s, it is paid once', async ([, fate, tries, type]) => {
    const clientSecret = await newIntent(shop, CARD_ONLY);
    gateway.trips.length = 0;
    gateway.fate = only(CONFIRM, fate);
    let ended = await form.confirm({ clientSecret });
    expect(ended.error?.type).toBe(type);
    if (ended.error) expect(ended.error).toSatisfy(isDocumented);
    expect(confirms()).toHaveLength(tries);
    expect(new Set(confirms().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    gateway.fate = undefined;
    if (type) ended = await form.confirm({ clientSecret });
    expect(ended).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(await chargesOf(ended)).toBe(1);
  });
});

describe('while it is confirmed', () => {
  afterEach(() => {
    gateway.fate = undefined;
    return shop.closePages();
  });

  test('the same call again is refused, and sends nothing [F11]', async () => {
    const form = await openTyped();
    const clientSecret = await newIntent(shop, CARD_ONLY);
    const held = hold();
    gateway.trips.length = 0;
    gateway.fate = only(CONFIRM, held.fate);
    const both = form.page.evaluate(async (secret) => {
      const { payframe, elements } = window;
      const confirm = () =>
        payframe.confirmPayment({ elements, clientSecret: secret, redirect: 'if_required' });
      return JSON.parse(JSON.stringify(await Promise.all([confirm(), confirm()]))) as [Result, Result];
    }, clientSecret);
    await held.arrived;
    held.release();
    const [one, other] = await both;
    expect(one).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    expect(other.error).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(confirms()).toHaveLength(1);
    expect(await chargesOf(one)).toBe(1);
  });

  test('the Element is unmounted: an error, and typed anew it is paid once [F15]', async () => {
    const form = await openTyped();
    const clientSecret = await newIntent(shop, CARD_ONLY);
    const held = hold();
    gateway.fate = only(CONFIRM, held.fate);
    const ended = form.confirm({ clientSecret });
    await held.arrived;
    await form.page.evaluate(() => window.payment.unmount());
    const { error } = await ended;
    expect(error).toMatchObject({ type: 'api_connection_error', code: 'element_unmounted' });
    held.release();
    await form.page.evaluate(() => window.payment.mount('#payment'));
    await form.event('ready', 2);
    await typeCard(form);
    const again = (await form.confirm({ clientSecret })) as Result & { error?: { payment_intent: never } };
    const intent = again.paymentIntent ?? again.error?.payment_intent;
    expect(intent).toMatchObject({ status: 'succeeded' });
    expect(await chargesOf({ paymentIntent: intent as never })).toBe(1);
    expect(form.console.filter((line) => line.startsWith('uncaught'))).toEqual([]);
  });
});
