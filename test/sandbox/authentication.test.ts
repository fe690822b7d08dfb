import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { testCards } from '../../src/contract/test-cards.js';
import { FORM, post, type Reply, send, start } from './harness.js';
import { eventsOf, officialClient, refusal, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const numberOf = (name: string) => String(testCards.find((card) => card.name === name)?.number);

const pay = (name: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    confirm: true,
    payment_method_data: typed(numberOf(name)),
    ...params,
  });

/** Where the bank's page of an intent is, whether a frame shows it or the page leads there. */
function bankOf({ next_action: action }: Pick<Stripe.PaymentIntent, 'next_action'>): string {
  return String(action?.redirect_to_url?.url ?? action?.use_stripe_sdk?.stripe_js);
}

const answer = (url: string, outcome: 'complete' | 'fail'): Promise<Reply> =>
  send(url, { method: 'POST', headers: FORM, body: `outcome=${outcome}` });

const asked = (intent: Stripe.PaymentIntent, outcome: 'complete' | 'fail') => answer(bankOf(intent), outcome);

const retrieve = (id: string) => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });

const threeDSecureOf = (intent: Stripe.PaymentIntent) =>
  (intent.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure;

describe('a card that asks its holder', () => {
  test('waits, and is paid at once when the bank says yes', async () => {
    const intent = await pay('authenticationRequired');
    const source = intent.next_action?.use_stripe_sdk?.source;
    expect(intent).toMatchObject({
      status: 'requires_action',
      latest_charge: null,
      next_action: {
        type: 'use_stripe_sdk',
        use_stripe_sdk: {
          type: 'three_d_secure_redirect',
          source: expect.stringMatching(/^payatt_/),
          stripe_js: `${sandbox.url}/3ds/${source}`,
        },
      },
    });
    expect((await asked(intent, 'complete')).status).toBe(303);
    const paid = await retrieve(intent.id);
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1000, next_action: null });
    expect(threeDSecureOf(paid)).toMatchObject({ authentication_flow: 'challenge', result: 'authenticated' });
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
    ]);
  });

  test('is not paid when the bank says no, and another card pays', async () => {
    const intent = await pay('threeDSecure2Required');
    await asked(intent, 'fail');
    const failed = await retrieve(intent.id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: {
        code: 'payment_intent_authentication_failure',
        type: 'invalid_request_error',
        payment_method: { id: intent.payment_method },
      },
      latest_charge: null,
      next_action: null,
      payment_method: null,
    });
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  test('is asked once: a second answer changes nothing', async () => {
    const intent = await pay('authenticationRequired');
    await asked(intent, 'fail');
    await asked(intent, 'complete');
    expect((await retrieve(intent.id)).status).toBe('requires_payment_method');
    const other = await pay('authenticationRequired');
    await Promise.all(Array.from({ length: 4 }, () => asked(other, 'complete')));
    await asked(other, 'fail');
    expect((await retrieve(other.id)).status).toBe('succeeded');
    expect((await stripe.charges.list({ payment_intent: other.id })).data).toHaveLength(1);
  });

  test('is asked again when the intent is confirmed again, and the old answer no longer counts', async () => {
    const first = await pay('authenticationRequired');
    const second = await stripe.paymentIntents.confirm(first.id);
    expect(bankOf(second)).not.toBe(bankOf(first));
    await asked(first, 'complete');
    expect((await retrieve(first.id)).status).toBe('requires_action');
    await asked(second, 'complete');
    expect((await retrieve(first.id)).status).toBe('succeeded');
  });

  test('can be declined after all', async () => {
    const intent = await pay('threeDSecureRequiredChargeDeclined');
    await asked(intent, 'complete');
    expect(await retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'generic_decline' },
      latest_charge: { status: 'failed' },
    });
  });

  test('is led to the bank and back, where the server says whereto', async () => {
    const intent = await pay('authenticationRequired', { return_url: 'https://shop.example/done?order=1' });
    expect(intent.next_action).toMatchObject({
      type: 'redirect_to_url',
      redirect_to_url: {
        return_url: 'https://shop.example/done?order=1',
        url: expect.stringContaining('/3ds/'),
      },
    });
    const { headers } = await asked(intent, 'complete');
    const back = new URL(String(headers.location));
    expect(back.origin + back.pathname).toBe('https://shop.example/done');
    expect(Object.fromEntries(back.searchParams)).toEqual({
      order: '1',
      payment_intent: intent.id,
      redirect_status: 'succeeded',
    });
  });

  test('has its money reserved only, where it is captured later', async () => {
    const intent = await pay('authenticationRequired', { capture_method: 'manual' });
    await asked(intent, 'complete');
    expect(await retrieve(intent.id)).toMatchObject({ status: 'requires_capture', amount_capturable: 1000 });
  });

  test('is saved with the customer only once it was authenticated', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await pay('authenticationRequiredOnSetup', {
      customer,
      setup_future_usage: 'off_session',
    });
    const method = String(intent.payment_method);
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(null);
    await asked(intent, 'complete');
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(customer);
    const later = { amount: 500, currency: 'usd', customer, payment_method: method, confirm: true };
    const offSession = await stripe.paymentIntents.create({ ...later, off_session: true });
    expect(offSession.status).toBe('succeeded');
    expect((await stripe.paymentIntents.create(later)).status).toBe('requires_action');
  });

  test('waits no more when the intent is canceled', async () => {
    const intent = await pay('authenticationRequired');
    await stripe.paymentIntents.cancel(intent.id);
    await asked(intent, 'complete');
    expect((await retrieve(intent.id)).status).toBe('canceled');
  });
});

describe('a cardholder who closes the bank’s page', () => {
  const close = (intent: Stripe.PaymentIntent, source: string, secret = String(intent.client_secret)) =>
    post(sandbox, `/v1/payment_intents/${intent.id}/source_cancel`, { client_secret: secret, source });

  test('gives the authentication up', async () => {
    const intent = await pay('authenticationRequired');
    const source = String(intent.next_action?.use_stripe_sdk?.source);
    const { status, json, text } = await close(intent, source);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: intent.id,
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect(text).not.toContain('fingerprint');
    await asked(intent, 'complete');
    expect((await retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  test('changes nothing once the bank has said yes', async () => {
    const intent = await pay('authenticationRequired');
    await asked(intent, 'complete');
    const { json } = await close(intent, String(intent.next_action?.use_stripe_sdk?.source));
    expect(json).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  test('needs the client secret, and the authentication that the intent waits for', async () => {
    const intent = await pay('authenticationRequired');
    const source = String(intent.next_action?.use_stripe_sdk?.source);
    expect((await close(intent, source, 'wrong')).status).toBe(404);
    await close(intent, 'payatt_other');
    expect((await retrieve(intent.id)).status).toBe('requires_action');
  });
});

describe('a cardholder who is away', () => {
  test.each(['authenticationRequired', 'authenticationRequiredOnSetup', 'threeDSecure2Required'])(
    '%s is declined, since nobody can be asked',
    async (name) => {
      const error = await refusal(pay(name, { off_session: true }));
      expect(error).toMatchObject({
        statusCode: 402,
        code: 'authentication_required',
        decline_code: 'authentication_required',
        message: 'Your card was declined. This transaction requires authentication.',
        charge: expect.stringMatching(/^ch_/),
        payment_intent: {
          status: 'requires_payment_method',
          last_payment_error: { code: 'authentication_required', payment_method: { type: 'card' } },
        },
      });
    },
  );

  test('authenticationRequiredSetupForOffSession pays all the same', async () => {
    const paid = await pay('authenticationRequiredSetupForOffSession', { off_session: true });
    expect(paid.status).toBe('succeeded');
    expect((await pay('authenticationRequiredSetupForOffSession')).status).toBe('requires_action');
  });
});

describe('a card that need not ask', () => {
  test('passes without a challenge', async () => {
    const paid = await pay('threeDSecureFrictionless', { expand: ['latest_charge'] });
    expect(paid.status).toBe('succeeded');
    expect(threeDSecureOf(paid)).toMatchObject({
      authentication_flow: 'frictionless',
      result: 'authenticated',
    });
  });

  test.each([
    ['threeDSecureOptional', 'requires_action', undefined],
    ['threeDSecureOptionalProcessingError', 'succeeded', 'processing_error'],
    ['amex', 'succeeded', 'not_supported'],
    ['visa', 'succeeded', 'attempt_acknowledged'],
  ])('%s is asked where the merchant wants it: %s', async (name, status, result) => {
    const card = { number: numberOf(name), exp_month: 12, exp_year: 2034 };
    const payment_method_data = { type: 'card', card } as never;
    const expand = ['latest_charge'];
    const plain = await pay(name, { payment_method_data, expand });
    expect(plain.status).toBe('succeeded');
    expect(threeDSecureOf(plain)).toBe(null);
    const payment_method_options = { card: { request_three_d_secure: 'any' as const } };
    const wanted = await pay(name, { payment_method_data, payment_method_options, expand });
    expect(wanted.status).toBe(status);
    if (result) expect(threeDSecureOf(wanted)).toMatchObject({ result });
  });

  test('threeDSecureRequiredProcessingError is declined', async () => {
    expect(await refusal(pay('threeDSecureRequiredProcessingError'))).toMatchObject({
      code: 'card_declined',
    });
  });
});

test('a server that can’t handle it has it declined', async () => {
  const error = await refusal(pay('authenticationRequired', { error_on_requires_action: true }));
  expect(error).toMatchObject({
    code: 'authentication_required',
    decline_code: 'authentication_not_handled',
    payment_intent: { status: 'requires_payment_method' },
  });
});

test('with manual confirmation, the server confirms again after the bank said yes', async () => {
  const intent = await pay('authenticationRequired', { confirmation_method: 'manual' });
  await asked(intent, 'complete');
  expect(await retrieve(intent.id)).toMatchObject({ status: 'requires_confirmation', latest_charge: null });
  const paid = await stripe.paymentIntents.confirm(intent.id, { expand: ['latest_charge'] });
  expect(paid.status).toBe('succeeded');
  expect(threeDSecureOf(paid)).toMatchObject({ result: 'authenticated' });
});

test('an authentication for one amount does not count for another', async () => {
  const intent = await pay('authenticationRequired', { confirmation_method: 'manual' });
  await asked(intent, 'complete');
  await stripe.paymentIntents.update(intent.id, { amount: 99_900 });
  expect((await stripe.paymentIntents.confirm(intent.id)).status).toBe('requires_action');
});

test('the frames’ confirm tells them where the bank’s page is, and no more', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });
  const { status, json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
    client_secret: String(intent.client_secret),
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'https://shop.example/done',
    use_stripe_sdk: 'true',
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
  expect(bankOf(json)).not.toContain(String(intent.client_secret));
});

test('a page can’t keep the issuer from asking before a card is saved', async () => {
  const intent = await stripe.setupIntents.create();
  const { json } = await post(sandbox, `/v1/setup_intents/${intent.id}/confirm`, {
    client_secret: String(intent.client_secret),
    payment_method: 'pm_card_authenticationRequired',
    'payment_method_options[card][moto]': 'true',
  });
  expect(json.error).toMatchObject({
    code: 'secret_key_required',
    param: 'payment_method_options[card][moto]',
  });
});
