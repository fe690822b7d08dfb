/** Whole payments: the shop's server makes the intent with the official client, and the page confirms it. */
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { mountSplit, openSplit, FORM as SPLIT_FORM } from './split-fields.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
  shop.answers['/done'] = '<!doctype html><title>Thank you</title><h1>Thank you</h1>';
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const makeIntent = (params: object = {}) =>
  stripe.paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method_types: ['card'],
    ...params,
  } as never);
const secretOf = ({ client_secret }: { client_secret: string | null }) => client_secret as string;
const chargesOf = async (intent: { id: string }) =>
  (await stripe.charges.list({ payment_intent: intent.id })).data;
const declined = ['4000', '0000', '0000', '9995'].join('');
const iban = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');

/** What a call came to, as plain data. */
interface Result {
  paymentIntent?: { id: string; status: string; payment_method: string };
  setupIntent?: { id: string; status: string; payment_method: string };
  paymentMethod?: { id: string };
  confirmationToken?: { id: string; payment_method_preview: object };
  token?: { id: string; type: string };
  error?: Record<string, unknown>;
}

/** Runs in the page, where an Element is written as `{$: 'card'}`, and the group as `{$: 'elements'}`. */
const call = ({ page }: Checkout, method: string, ...args: unknown[]): Promise<Result> =>
  page.evaluate(
    async ([name, given]) => {
      const elements = { elements: window.elements, card: window.card, ...window.fields } as Record<
        string,
        unknown
      >;
      const real = (value: unknown): unknown => {
        if (value === null || typeof value !== 'object') return value;
        if ('$' in value) return elements[value.$ as string];
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, real(item)]));
      };
      const methods = window.payframe as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
      return JSON.parse(JSON.stringify(await methods[name]?.(...given.map(real))));
    },
    [method, args] as const,
  );

const CARD = { payment_method: { card: { $: 'card' } } };

/** Has requests that match reach the server, and their answers get lost; returns what ends that. */
async function loseAnswers({ page }: Checkout, pattern: RegExp) {
  const keys: string[] = [];
  await page.context().route(pattern, async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    await route.fetch();
    await route.abort('connectionreset');
  });
  return { keys, stop: () => page.context().unroute(pattern) };
}

describe('a card', () => {
  test('pays, with nothing on the console and the client secret in no address', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const intent = await makeIntent();
    const result = await call(checkout, 'confirmCardPayment', secretOf(intent), {
      payment_method: { card: { $: 'card' }, billing_details: { name: 'Jenny Rosen' } },
    });
    expect(result).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      amount_received: 1099,
    });
    const [charge] = await chargesOf(intent);
    expect(charge?.billing_details).toMatchObject({
      name: 'Jenny Rosen',
      address: { postal_code: '94110' },
    });
    expect(await call(checkout, 'retrievePaymentIntent', secretOf(intent))).toMatchObject({
      paymentIntent: { status: 'succeeded' },
    });
    expect(checkout.console).toEqual([]);
    const urls = checkout.requests.map(({ url }) => url).join('\n');
    expect(urls).not.toContain('_secret_');
    expect(await checkout.page.locator('iframe').count()).toBe(1);
  });

  test('in fields of its own pays too', THOROUGH, async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    const intent = await makeIntent();
    expect(
      await call(checkout, 'confirmCardPayment', secretOf(intent), {
        payment_method: { card: { $: 'cardExpiry' } },
      }),
    ).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('that is not whole sends nothing', THOROUGH, async () => {
    const checkout = await shop.open();
    const intent = await makeIntent();
    expect(await call(checkout, 'confirmCardPayment', secretOf(intent), CARD)).toMatchObject({
      error: { type: 'validation_error', code: 'incomplete_number' },
    });
    expect(await chargesOf(intent)).toEqual([]);
  });

  test('that is declined says why, with the intent, and another one pays', async () => {
    const checkout = await shop.open();
    await checkout.typeCard(declined);
    const intent = await makeIntent();
    const pay = () => call(checkout, 'confirmCardPayment', secretOf(intent), CARD);
    const { error } = await pay();
    expect(error).toMatchObject({
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      charge: expect.stringMatching(/^ch_/),
      payment_intent: { id: intent.id, status: 'requires_payment_method' },
      payment_method: { card: { last4: '9995' } },
    });
    expect(JSON.stringify(error)).not.toContain(declined);
    // The same card once more is another try, and no old answer.
    expect((await pay()).error).toMatchObject({ decline_code: 'insufficient_funds' });
    expect(await chargesOf(intent)).toHaveLength(2);
    await checkout.page.evaluate(() => window.card.clear());
    await checkout.typeCard();
    expect(await pay()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
  });

  test('that was saved pays through a hidden frame, and with its security code through that field', async () => {
    const checkout = await openSplit(shop);
    await checkout.typeFields();
    const { paymentMethod } = await call(checkout, 'createPaymentMethod', {
      type: 'card',
      card: { $: 'cardNumber' },
    });
    const customer = await stripe.customers.create();
    await stripe.paymentMethods.attach(paymentMethod?.id as string, { customer: customer.id });
    for (const options of [{}, { payment_method_options: { card: { cvc: { $: 'cardCvc' } } } }]) {
      const intent = await makeIntent({ customer: customer.id });
      expect(
        await call(checkout, 'confirmCardPayment', secretOf(intent), {
          payment_method: paymentMethod?.id,
          ...options,
        }),
      ).toMatchObject({ paymentIntent: { status: 'succeeded', payment_method: paymentMethod?.id } });
    }
    expect(await checkout.page.locator('iframe').count()).toBe(4);
  });

  test('is saved by a SetupIntent', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const intent = await stripe.setupIntents.create({ payment_method_types: ['card'] } as never);
    const { setupIntent } = await call(checkout, 'confirmCardSetup', secretOf(intent), CARD);
    expect(setupIntent).toMatchObject({ id: intent.id, status: 'succeeded' });
    expect(await call(checkout, 'retrieveSetupIntent', secretOf(intent))).toMatchObject({
      setupIntent: { payment_method: setupIntent?.payment_method },
    });
  });
});

describe("a security code's token", () => {
  test('is made only of that field', async () => {
    const checkout = await shop.open({ body: SPLIT_FORM, mount: false });
    await mountSplit(checkout, shop, { only: ['cardCvc'] });
    const create = () => call(checkout, 'createToken', 'cvc_update', { $: 'cardCvc' });
    expect((await create()).error).toMatchObject({ code: 'incomplete_cvc' });
    await clickInto(checkout.page.frameLocator('#cardCvc iframe').locator('#cardCvc input'));
    await checkout.page.keyboard.type('123');
    await checkout.change({ complete: true });
    expect((await create()).token).toMatchObject({ type: 'cvc_update' });
  });
});

describe('a bank account', () => {
  test('is debited', async () => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.evaluate((key) => {
      window.payframe = window.Payframe(key);
      window.elements = window.payframe.elements();
      const element = window.elements.create('iban');
      window.fields = { iban: element as never };
      element.mount('#card');
    }, shop.sandbox.publishableKey);
    const field = checkout.page.frameLocator('#card iframe').getByRole('textbox', { name: 'IBAN' });
    await field.fill(iban);
    const holder = { name: 'Jenny Rosen', email: 'jenny@example.com' };
    const intent = await makeIntent({ payment_method_types: ['sepa_debit'] });
    expect(
      await call(checkout, 'confirmSepaDebitPayment', secretOf(intent), {
        payment_method: { sepa_debit: { $: 'iban' }, billing_details: holder },
      }),
    ).toMatchObject({ paymentIntent: { status: 'processing' } });
  });
});

describe('a group', () => {
  test('that was made before its intent pays after its submit', async () => {
    const checkout = await shop.open();
    await checkout.page.evaluate(() => {
      window.card.destroy();
      window.elements = window.payframe.elements({ mode: 'payment', amount: 1099, currency: 'eur' });
      window.card = window.elements.create('card');
      window.seen = [];
      for (const type of ['ready', 'change'] as const)
        window.card.on(type as 'change', (event) => window.seen.push({ type, ...event }));
      window.card.mount('#card');
    });
    await checkout.event('ready');
    await checkout.typeCard();
    const intent = await makeIntent();
    const options = { elements: { $: 'elements' }, clientSecret: secretOf(intent), redirect: 'if_required' };
    await expect(call(checkout, 'confirmPayment', options)).rejects.toThrow(/elements\.submit\(\)/);
    await checkout.page.evaluate(() => window.elements.submit());
    expect(await call(checkout, 'confirmPayment', options)).toMatchObject({
      paymentIntent: { id: intent.id, status: 'succeeded' },
    });
  });

  test('gives a confirmation token, with which the server pays', THOROUGH, async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const { confirmationToken } = await call(checkout, 'createConfirmationToken', {
      elements: { $: 'elements' },
      params: { return_url: `${shop.shop.url}/done` },
    });
    expect(confirmationToken).toMatchObject({
      id: expect.stringMatching(/^ctoken_/),
      payment_method_preview: { type: 'card', card: { last4: '4242' } },
    });
    const paid = await makeIntent({
      confirm: true,
      confirmation_token: confirmationToken?.id as string,
    });
    expect(paid.status).toBe('succeeded');
  });

  test('goes to return_url on success, which says of which intent and no secret', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const intent = await makeIntent();
    const { page } = checkout;
    await page.evaluate(
      ([clientSecret, return_url]) =>
        void window.payframe.confirmPayment({
          elements: window.elements,
          clientSecret,
          confirmParams: { return_url },
        }),
      [secretOf(intent), `${shop.shop.url}/done?order=7`] as const,
    );
    await page.waitForURL('**/done?**');
    expect(page.url()).toBe(
      `${shop.shop.url}/done?order=7&payment_intent=${intent.id}&redirect_status=succeeded`,
    );
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('one intent of the person makes one payment', () => {
  test('though it is confirmed twice at once', async () => {
    const checkout = await shop.open();
    await checkout.typeCard();
    const intent = await makeIntent();
    const results = await checkout.page.evaluate(async (secret) => {
      const pay = () => window.payframe.confirmCardPayment(secret, { payment_method: { card: window.card } });
      return JSON.parse(JSON.stringify(await Promise.all([pay(), pay()])));
    }, secretOf(intent));
    expect(results).toMatchObject([
      { paymentIntent: { status: 'succeeded' } },
      { error: { code: 'payment_intent_unexpected_state' } },
    ]);
    expect(await chargesOf(intent)).toHaveLength(1);
  });

  const means: [string, () => Promise<unknown>][] = [
    ['a card Element', async () => CARD],
    ['a saved card', async () => undefined],
  ];
  for (const [rows, options] of shares(means, 2))
    test.each(rows)(
      'though its answer is lost, by %s: the same call again gets it',
      options,
      async (_, data) => {
        const checkout = await shop.open();
        await checkout.typeCard();
        const intent = await makeIntent({ payment_method: 'pm_card_visa' });
        const pay = async () => call(checkout, 'confirmCardPayment', secretOf(intent), await data());
        const lost = await loseAnswers(checkout, /\/confirm$/);
        expect((await pay()).error).toMatchObject({ type: 'api_connection_error' });
        await lost.stop();
        const again = checkout.page.waitForRequest(/\/confirm$/);
        expect(await pay()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
        expect(lost.keys).toHaveLength(3);
        expect(new Set([...lost.keys, (await again).headers()['idempotency-key']]).size).toBe(1);
        expect(await chargesOf(intent)).toHaveLength(1);
      },
    );

  test(
    'though the page gives up on it: what is aborted may still be paid, and is paid once [F16]',
    THOROUGH,
    async () => {
      const checkout = await shop.open();
      await checkout.typeCard();
      const intent = await makeIntent();
      const result = await checkout.page.evaluate(async (secret) => {
        const controller = new AbortController();
        const payment = window.payframe.confirmCardPayment(
          secret,
          { payment_method: { card: window.card } },
          { signal: controller.signal },
        );
        controller.abort();
        return JSON.parse(JSON.stringify(await payment));
      }, secretOf(intent));
      expect(result).toMatchObject({ error: { code: 'aborted' } });
      expect(await call(checkout, 'confirmCardPayment', secretOf(intent), CARD)).toMatchObject({
        paymentIntent: { status: 'succeeded' },
      });
      expect(await chargesOf(intent)).toHaveLength(1);
    },
  );
});

describe('a call that is made before all of the field is loaded', THOROUGH, () => {
  const LATE = /\/calls-[0-9a-f]+\.js/;

  test('waits for it', async () => {
    const checkout = await shop.open({ mount: false });
    await checkout.page.context().route(LATE, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await checkout.mount();
    await checkout.typeCard();
    expect((await checkout.pay()).paymentMethod?.card).toMatchObject({ last4: '4242' });
  });

  test('ends in an error where that cannot be had, and works once it can, with what was typed', async () => {
    const checkout = await shop.open({ mount: false });
    const context = checkout.page.context();
    await context.route(LATE, (route) => route.abort());
    await checkout.mount();
    await checkout.typeCard();
    expect((await checkout.pay()).error).toMatchObject({ type: 'api_connection_error' });
    await context.unroute(LATE);
    expect((await checkout.pay()).paymentMethod?.card).toMatchObject({ last4: '4242' });
  });
});

test('a key that is bound to pages works on those, and tells elsewhere why it does not [E1]', async () => {
  const bound = async (origins: string[]) =>
    (await shop.sandbox.keys.create({ kind: 'publishable', livemode: false, origins })).key;
  const pay = async (key: string) => {
    const checkout = await shop.open({ key });
    await checkout.typeCard();
    return checkout.pay() as Promise<Result>;
  };
  expect(await pay(await bound([shop.shop.url]))).toHaveProperty('paymentMethod.id');
  const elsewhere = await pay(await bound(['https://other.example']));
  expect(elsewhere.error).toMatchObject({ type: 'invalid_request_error', code: 'origin_not_allowed' });
  expect(elsewhere.error?.message).toContain(shop.shop.url);
});
