/** The helpers on real frames, and the double beside the real SDK: what one answers, the other does. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Payframe, PayframeElements } from '../../src/page/index.js';
import {
  authoriseAtBank,
  clearCard,
  completeAuthentication,
  failAtBank,
  failAuthentication,
  fillCard,
  fillIban,
  payByMethod,
  readCard,
} from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { numbers, type Scenario, scenarios, whole } from '../testing/scenarios.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import { press } from './press.js';
import { mountSplit, FORM as SPLIT_FORM } from './split-fields.js';

declare global {
  interface Window {
    testing: typeof import('../../src/testing/index.js');
    startShop: typeof startShop;
    beginCall: typeof beginCall;
    calling: Promise<unknown>;
    lastChanges: Record<string, unknown>;
  }
}

const BODY = `
  <div id="card"></div><div id="cardNumber"></div><div id="cardExpiry"></div><div id="cardCvc"></div>
  <div id="postalCode"></div><div id="iban"></div><div id="payment"></div>
  <script type="module">import * as testing from '/testing.mjs'; window.testing = testing;</script>`;

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
  for (const file of ['testing.mjs', 'payframe.mjs'])
    shop.answers[`/${file}`] = {
      headers: { 'content-type': 'text/javascript' },
      body: readFileSync(new URL(`../../dist/${file}`, import.meta.url)),
    };
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

/** Runs in the page: mounts a scenario's Elements, and notes each one's last `change`. */
function startShop(payframe: Payframe, { elements: kind = 'card' }: Scenario, clientSecret: string) {
  const group = payframe.elements(kind === 'payment' ? { clientSecret } : {});
  const types = kind === 'split' ? ['cardNumber', 'cardExpiry', 'cardCvc', 'postalCode'] : [kind];
  window.lastChanges = {};
  window.payframe = payframe;
  window.elements = group;
  return Promise.all(
    types.map((type) => {
      const element = group.create(type as 'card');
      element.on('change', (event) => {
        window.lastChanges[type] = JSON.parse(JSON.stringify(event));
      });
      element.mount(`#${type}`);
      return new Promise((resolve) => element.on('ready', resolve));
    }),
  );
}

/** Runs in the page. */
function beginCall({ method, elements: kind, data = {}, options, tokenType }: Scenario, secret: string) {
  const group = window.elements as PayframeElements;
  const sender = kind === 'split' ? 'cardNumber' : (kind ?? 'card');
  const element = group.getElement(sender as 'card');
  const methods = (method === 'submit' ? group : window.payframe) as unknown as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  const type = kind === 'iban' ? 'sepa_debit' : 'card';
  const args = {
    createToken: [tokenType ?? element, data],
    createPaymentMethod: [{ type, [type]: element, ...data }],
    submit: [],
    confirmPayment: [{ elements: group, redirect: 'if_required' }],
  }[method as string] ?? [secret, { payment_method: { [type]: element, ...data } }, options];
  window.calling = (methods[method] as (...all: unknown[]) => Promise<unknown>)(...args);
}

/** What a scenario comes to, without what differs from object to object. */
function plain(outcome: unknown, intent: { id: string; client_secret?: string | null } | undefined) {
  const text = JSON.stringify(outcome, (name, value) => {
    if (name === 'client_ip' || name === 'fingerprint') return null;
    if (name === 'created' || name === 'expires_at' || name === 'arrival_date') return 0;
    if (name === 'stripe_js' || name === 'hosted_verification_url') return 'an address';
    if (name === 'doc_url') return new URL(value).pathname + new URL(value).hash;
    // The sandbox says in more words what the intent is for, and what failed.
    if (name === 'last_payment_error' || name === 'last_setup_error') return value && { code: value.code };
    return value;
  });
  const ids = /\b(pm|b?tok|ct|cpt|pii|card|ba|ch|payatt|req)_(?:double\d+|\w{24})\b/g;
  const known = intent
    ? text.replaceAll(intent.client_secret ?? '', 'the secret').replaceAll(intent.id, 'the intent')
    : text;
  return JSON.parse(known.replace(ids, '$1_…'));
}

async function makeIntent({ method, elements, payment }: Scenario) {
  const { type = elements === 'iban' ? 'sepa_debit' : 'card', currency = 'eur' } = payment ?? {};
  const types = { payment_method_types: [type] };
  if (/Payment$/.test(method))
    return stripe.paymentIntents.create({ amount: 1999, currency, ...types } as never);
  return /Setup$/.test(method) ? stripe.setupIntents.create(types as never) : undefined;
}

async function onRealSdk({ page }: Checkout, scenario: Scenario, secret: string) {
  const key = shop.sandbox.publishableKey;
  await page.evaluate(
    async ([given, publishableKey, clientSecret]) =>
      void (await window.startShop(window.Payframe(publishableKey), given, clientSecret)),
    [scenario, key, secret] as const,
  );
  if (scenario.card) await fillCard(page, scenario.card);
  if (scenario.iban) await fillIban(page, scenario.iban);
  if (scenario.payment) await payByMethod(page, scenario.payment.type, scenario.payment.entry);
  await page.evaluate(([given, clientSecret]) => window.beginCall(given, clientSecret), [
    scenario,
    secret,
  ] as const);
  if (scenario.authentication === 'succeeded') await completeAuthentication(page);
  if (scenario.authentication === 'failed') await failAuthentication(page);
  const result = await page.evaluate(async () => JSON.parse(JSON.stringify(await window.calling)));
  return {
    result,
    shown: scenario.card && (await readCard(page)),
    changes: await page.evaluate(() => window.lastChanges),
  };
}

const onDouble = ({ page }: Checkout, scenario: Scenario, secret: string, intents: object) =>
  page.evaluate(
    async ([given, clientSecret, known]) => {
      const { testing } = window;
      const { authentication, card, iban, payment } = given;
      const double = testing.createPayframeDouble({
        intents: known as never,
        ...(authentication && { authentication }),
      });
      await window.startShop(double, given, clientSecret);
      if (card) await testing.fillCard(document.body, card);
      if (iban) await testing.fillIban(document.body, iban);
      if (payment) await testing.payByMethod(document.body, payment.type, payment.entry);
      window.beginCall(given, clientSecret);
      const result = JSON.parse(JSON.stringify(await window.calling));
      await Promise.resolve();
      return { result, shown: card && (await testing.readCard(document.body)), changes: window.lastChanges };
    },
    [scenario, secret, intents] as const,
  );

describe('the double answers as the real SDK with the sandbox', () => {
  const inPage = `window.startShop = ${startShop}; window.beginCall = ${beginCall};`;

  for (const [rows, options] of shares(
    scenarios.map((scenario) => [scenario.name, scenario] as const),
    24,
  ))
    test.each(rows)('%s', options, async (_, scenario) => {
      const intent = await makeIntent(scenario);
      const secret = intent?.client_secret ?? '';
      const checkout = await shop.open({ body: BODY, mount: false, before: inPage });
      const real = await onRealSdk(checkout, scenario, secret);
      await checkout.page.reload();
      const { amount, currency, payment_method_types } = (intent ?? {}) as Stripe.PaymentIntent;
      const known = intent
        ? { [intent.id]: { payment_method_types, ...(amount && { amount, currency }) } }
        : {};
      const double = await onDouble(checkout, scenario, secret, known);
      // The double keeps test cards in the page itself, where no card may be otherwise.
      await checkout.page.close();
      expect(plain(double, intent)).toEqual(plain(real, intent));
    });
});

describe('the helpers for Playwright', () => {
  test('fill, read and clear a card, and fill it anew', async () => {
    const { page } = await shop.open();
    await fillCard(page, whole(numbers.visa));
    expect(await readCard(page)).toEqual({
      number: '4242 4242 4242 4242',
      expiry: '12 / 40',
      cvc: '123',
      postalCode: '94110',
      error: '',
    });
    await fillCard(page.locator('#checkout'), { number: numbers.wrong });
    expect(await readCard(page)).toMatchObject({
      number: '4242 4242 4242 4241',
      error: expect.stringMatching(/invalid/),
    });
    await clearCard(page);
    expect(await readCard(page)).toMatchObject({
      number: '',
      expiry: '',
      cvc: '',
      postalCode: '',
      error: '',
    });
  });

  test('speak to an Element in whatever language, and to split fields that lead on', THOROUGH, async () => {
    const checkout = await shop.open({ body: SPLIT_FORM, mount: false });
    await mountSplit(checkout, shop, { group: { locale: 'ja', autoAdvance: true } });
    await fillCard(checkout.page, whole(numbers.amex));
    expect(await readCard(checkout.page)).toMatchObject({
      number: '3782 822463 10005',
      expiry: '12 / 40',
      cvc: '1234',
      postalCode: '94110',
    });
    await clearCard(checkout.page);
    expect(await readCard(checkout.page)).toMatchObject({ number: '', cvc: '', error: '' });
  });

  const early: [string, (page: Page) => Promise<unknown>, object][] = [
    ['read', readCard, { number: '', expiry: '', cvc: '', postalCode: '', error: '' }],
    [
      'clear',
      async (page) => {
        await clearCard(page);
        return readCard(page);
      },
      { number: '' },
    ],
  ];
  for (const [rows, options] of shares(early, 2))
    test.each(rows)('%s a card that is still on its way to the page', options, async (_, use, shown) => {
      const { page } = await shop.open({ mount: false });
      await page.route('**/card.html', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await route.continue();
      });
      await page.evaluate((key) => {
        const card = window.Payframe(key).elements().create('card');
        setTimeout(() => card.mount('#card'), 300);
      }, shop.sandbox.publishableKey);
      expect(await use(page)).toMatchObject(shown);
    });

  test('keep to one of two cards, each in a shadow root of its own', THOROUGH, async () => {
    const { page } = await shop.open({ body: '<p id="one"></p><p id="two"></p>', mount: false });
    await page.evaluate((key) => {
      const payframe = window.Payframe(key);
      for (const id of ['one', 'two']) {
        const root = document.getElementById(id)?.attachShadow({ mode: 'open' });
        const node = root?.appendChild(document.createElement('div')) as HTMLElement;
        payframe.elements().create('card', { hidePostalCode: true }).mount(node);
      }
    }, shop.sandbox.publishableKey);
    await fillCard(page.locator('#two'), { number: numbers.amex, expiry: '12/40', cvc: '1234' });
    expect(await readCard(page.locator('#one'))).toEqual({ number: '', expiry: '', cvc: '', error: '' });
    expect(await readCard(page.locator('#two'))).toMatchObject({ number: '3782 822463 10005', cvc: '1234' });
    await clearCard(page.locator('#two'));
    expect(await readCard(page.locator('#two'))).toMatchObject({ number: '', cvc: '' });
  });

  describe('at a Payment Element', THOROUGH, () => {
    const RETURN = '/back';

    /** Has each method's own script arrive late. */
    const delayMethods = (page: Page) =>
      page.route('**/method-*.js', async (route) => {
        await wait(500);
        await route.continue();
      });

    async function openPayment(layout: string, types: string[], currency = 'eur', delayed = false) {
      const { client_secret } = await stripe.paymentIntents.create({
        amount: 1999,
        currency,
        allowed_payment_method_types: types,
      } as never);
      const body = '<div id="payment"></div><button id="buy">Buy</button><p id="outcome"></p>';
      const { page } = await shop.open({ body, mount: false });
      if (delayed) await delayMethods(page);
      await page.evaluate(
        ([key, clientSecret, type, path]) => {
          const payframe = window.Payframe(key as string);
          const elements = payframe.elements({ clientSecret: clientSecret as string });
          elements.create('payment', { layout: type as 'tabs' }).mount('#payment');
          const outcome = document.getElementById('outcome') as HTMLElement;
          document.getElementById('buy')?.addEventListener('click', async () => {
            const { error, paymentIntent } = await payframe.confirmPayment({
              elements,
              confirmParams: { return_url: location.origin + path },
              redirect: 'if_required',
            });
            outcome.textContent = error?.code ?? paymentIntent?.status ?? '';
          });
        },
        [shop.sandbox.publishableKey, client_secret, layout, RETURN] as const,
      );
      const buy = () => press(page.locator('#buy'));
      const outcome = () => page.locator('#outcome').textContent();
      return { page, buy, outcome };
    }

    test.each(['accordion', 'tabs'])('open a method, and fill it by its labels: %s', async (layout) => {
      const { page, buy, outcome } = await openPayment(layout, ['card', 'ideal']);
      await payByMethod(page, 'card', {
        'Card number': numbers.visa,
        'Expiration date': '12/40',
        'Security code': '123',
        'Country or region': 'Germany',
      });
      await payByMethod(page, 'ideal');
      await payByMethod(page, 'card', { 'Security code': '321' });
      await buy();
      await expect.poll(outcome).toBe('succeeded');
    });

    test('open a method for which the tabs have no room', async () => {
      const types = ['card', 'sepa_debit', 'ideal', 'bancontact', 'eps', 'p24'];
      const { page } = await openPayment('tabs', types);
      await payByMethod(page, 'eps', { 'Full name': 'Jenny Rosen' });
      expect(await page.frameLocator('iframe').locator('#tab-eps').count()).toBe(0);
      expect(await page.frameLocator('iframe').locator('#panel-eps').isVisible()).toBe(true);
    });

    test('wait for a single method that is still being loaded', async () => {
      const { page } = await openPayment('accordion', ['blik'], 'pln', true);
      await payByMethod(page, 'blik', { 'BLIK code': '777123' });
      expect(await page.frameLocator('iframe').getByLabel('BLIK code').inputValue()).toBe('777 123');
    });

    test('say which methods there are', async () => {
      const { page } = await openPayment('accordion', ['card', 'ideal']);
      await expect(payByMethod(page, 'idael')).rejects.toThrow(
        'The Payment Element does not offer idael. Did you mean ideal?',
      );
    });

    test.each([
      ['authorise', authoriseAtBank, 'succeeded'],
      ['refuse', failAtBank, 'failed'],
    ] as const)('%s a payment on the page of a bank', async (_, answer, status) => {
      const { page, buy } = await openPayment('accordion', ['card', 'ideal']);
      await payByMethod(page, 'ideal');
      await buy();
      await answer(page);
      await page.waitForURL(`**${RETURN}?**`);
      expect(new URL(page.url()).searchParams.get('redirect_status')).toBe(status);
    });

    test('answer the dialog of 3-D Secure too', async () => {
      const { page, buy, outcome } = await openPayment('accordion', ['card']);
      await payByMethod(page, 'card', {
        'Card number': numbers.challenged,
        'Expiration date': '12/40',
        'Security code': '123',
        'Country or region': 'Germany',
      });
      await buy();
      await failAtBank(page);
      await expect.poll(outcome).toBe('payment_intent_authentication_failure');
      await buy();
      await authoriseAtBank(page);
      await expect.poll(outcome).toBe('succeeded');
    });
  });
});
