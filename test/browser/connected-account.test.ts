/**
 * A page for a connected account: its platform’s publishable key, with the option `stripeAccount`.
 *
 * @module-tag thorough
 */
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient, VERIFIED } from '../sandbox/official.js';
import { openApp } from './bundled.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { openForm } from './payment-form.js';

let shop: Checkouts;
let platform: Stripe;
let connected: Stripe;
let account: string;

beforeAll(async () => {
  shop = await startCheckouts();
  platform = officialClient(shop.sandbox);
  account = ((await platform.rawRequest('POST', '/v1/test_helpers/accounts', {})) as never as { id: string })
    .id;
  connected = officialClient(shop.sandbox, shop.sandbox.secretKey, { stripeAccount: account });
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const newIntent = async (stripe: Stripe, params: object = {}) => {
  const intent = await stripe.paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method_types: ['card'],
    ...params,
  } as never);
  return { ...intent, client_secret: intent.client_secret as string };
};

const WRONG = {
  type: 'invalid_request_error',
  code: 'account_invalid',
  message: expect.stringContaining('stripeAccount'),
};

describe('a card that is typed in a page of a connected account', () => {
  test('is a payment method and a token of that account, and of no other [S10]', async () => {
    const checkout = await shop.open({ account });
    await checkout.typeCard();
    const { paymentMethod } = await checkout.pay();
    const id = paymentMethod?.id ?? '';
    expect(await connected.paymentMethods.retrieve(id)).toMatchObject({ id, type: 'card' });
    await expect(platform.paymentMethods.retrieve(id)).rejects.toMatchObject({ code: 'resource_missing' });
    const { token } = await checkout.token();
    const charge = { amount: 500, currency: 'eur', source: token?.id ?? '' };
    await expect(platform.charges.create(charge)).rejects.toMatchObject({ code: 'resource_missing' });
    expect(await connected.charges.create(charge)).toMatchObject({ status: 'succeeded' });
  });

  test('pays an intent of that account, which the page reads; one of the platform is not found', async () => {
    const checkout = await shop.open({ account });
    await checkout.typeCard();
    const [own, foreign] = [await newIntent(connected), await newIntent(platform)];
    const call = (secret: string) =>
      checkout.page.evaluate(async (clientSecret) => {
        const { payframe, card } = window;
        const paid = await payframe.confirmCardPayment(clientSecret, { payment_method: { card } });
        const read = await payframe.retrievePaymentIntent(clientSecret);
        return JSON.parse(JSON.stringify({ paid, read }));
      }, secret);
    expect(await call(own.client_secret)).toMatchObject({
      paid: { paymentIntent: { id: own.id, status: 'succeeded' } },
      read: { paymentIntent: { id: own.id, status: 'succeeded' } },
    });
    const missing = { error: { code: 'resource_missing' } };
    expect(await call(foreign.client_secret)).toMatchObject({ paid: missing, read: missing });
    expect((await connected.paymentIntents.retrieve(own.id)).status).toBe('succeeded');
  });

  test('is refused for an account that is not connected, with the option to correct', async () => {
    const checkout = await shop.open({ account: 'acct_of_a_stranger' });
    await checkout.typeCard();
    expect(await checkout.pay()).toMatchObject({ error: WRONG });
    expect(await checkout.token()).toMatchObject({ error: WRONG });
  });
});

test.each(['react-page.tsx', 'vue-page.ts'])(
  'the option reaches the frame of an app with a binding: %s',
  async (app) => {
    const checkout = await openApp(shop, app, { data: { account } });
    await checkout.event('ready');
    await checkout.typeCard();
    await checkout.page.getByRole('button', { name: 'Pay' }).click();
    const status = checkout.page.getByRole('status');
    await expect.poll(() => status.textContent()).toMatch(/^pm_/);
    const id = `${await status.textContent()}`;
    expect(await connected.paymentMethods.retrieve(id)).toMatchObject({ id });
    await expect(platform.paymentMethods.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
  },
);

describe('a Payment Element of a connected account', () => {
  test('offers its methods, pays its intent and leaves the platform without it', async () => {
    const intent = await newIntent(connected);
    const form = await openForm(shop, { account, group: { clientSecret: intent.client_secret } });
    await form.typeCard();
    expect(await form.confirm()).toMatchObject({ paymentIntent: { id: intent.id, status: 'succeeded' } });
    expect((await connected.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
    await expect(platform.paymentIntents.retrieve(intent.id)).rejects.toMatchObject({ statusCode: 404 });
    expect(form.console).toEqual([]);
  });

  test.each([
    ['an intent of the platform', 'resource_missing', () => account],
    ['an account that is not connected', 'account_invalid', () => 'acct_of_a_stranger'],
  ])('tells in loaderror of %s', async (_, code, accountOf) => {
    const { client_secret: clientSecret } = await newIntent(platform);
    const form = await openForm(shop, { account: accountOf(), group: { clientSecret }, wait: false });
    expect(await form.event('loaderror')).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });
});

test('a page sends what identifies a seller with the publishable key, and the platform creates the account from the token', async () => {
  const checkout = await shop.open();
  const { individual: person, business_type, tos_acceptance: _, ...rest } = VERIFIED;
  const { id_number, ...individual } = { ...person };
  const create = (type: string, data: object) =>
    checkout.page.evaluate(
      async ([name, own]) =>
        JSON.parse(JSON.stringify(await window.payframe.createToken(name as 'pii', own as never))),
      [type, data] as const,
    );
  const { token: number } = await create('pii', { personal_id_number: id_number });
  const { token } = await create('account', {
    business_type,
    individual: { ...individual, id_number: number.id },
    tos_shown_and_accepted: true,
  });
  expect([number, token]).toMatchObject([{ type: 'pii' }, { type: 'account', used: false }]);
  const made = await platform.accounts.create({ ...rest, account_token: token.id });
  expect(made).toMatchObject({ charges_enabled: true, individual: { id_number_provided: true } });
  expect(await create('card', { number: '' })).toMatchObject({ error: { code: 'method_not_available' } });
});
