import qs from 'qs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { Method } from '../../sandbox/src/methods/method.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import type {
  ElementsSession,
  ElementsSessionParams,
  SessionMethod,
} from '../../src/contract/elements-session.js';
import {
  countriesOf,
  type MethodFacts,
  type Occasion,
  offeredOf,
} from '../../src/contract/offered-methods.js';
import { get, post, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** Asks as a frame does. Wrong parameters are for the tests of refusals. */
const ask = (params: ElementsSessionParams | Record<string, unknown>, options = {}) =>
  post(sandbox, '/v1/elements/sessions', qs.stringify(params), options);

type Deferred = NonNullable<ElementsSessionParams['deferred_intent']>;

/** Asks for a payment that is created later. */
const deferred = (deferred_intent: Deferred | Record<string, unknown>, more: ElementsSessionParams = {}) =>
  ask({ deferred_intent, ...more });

const PAYMENT: Deferred = { mode: 'payment', amount: 1000, currency: 'eur' };

const typesOf = ({ json }: { json: ElementsSession }) => json.payment_methods.map(({ type }) => type);

const newIntent = (params: object = {}) =>
  stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...params });

const secretOf = ({ client_secret }: { client_secret: string | null }) => ({
  client_secret: `${client_secret}`,
});

describe('the session of an intent', () => {
  test('is read again for a repeated request, because asking changes nothing', async () => {
    const intent = await newIntent();
    const askAgain = () => ask(secretOf(intent), { headers: { 'Idempotency-Key': 'once' } });
    expect((await askAgain()).json.amount).toBe(1000);
    await stripe.paymentIntents.update(intent.id, { amount: 1200 });
    expect((await askAgain()).json.amount).toBe(1200);
  });

  test('has all that the contract names except what is by default, and nothing of the customer', async () => {
    const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
    const intent = await newIntent({ customer: customer.id, metadata: { order: '7' } });
    const { status, json, text } = await ask(secretOf(intent));
    expect(status).toBe(200);
    expect(json).toEqual({
      object: 'elements.session',
      livemode: false,
      mode: 'payment',
      intent: { id: intent.id, object: 'payment_intent', status: 'requires_payment_method' },
      amount: 1000,
      currency: 'eur',
      setup_future_usage: null,
      capture_method: 'automatic_async',
      account: { name: null, country: 'US' },
      payment_methods: expect.arrayContaining([
        { type: 'card', name: 'Card', flow: 'direct' },
        { type: 'sepa_debit', name: 'SEPA Direct Debit', flow: 'debit', required: ['name', 'email'] },
        {
          type: 'klarna',
          name: 'Klarna',
          required: ['address.country'],
          countries: expect.arrayContaining(['DE', 'FR']),
        },
        { type: 'paypal', name: 'PayPal' },
      ]),
      customer: null,
    });
    expect(text).not.toContain(customer.id);
  });

  test('offers the methods that the intent has', async () => {
    for (const payment_method_types of [['card'], ['sepa_debit'], ['sepa_debit', 'card']]) {
      const answer = await ask(secretOf(await newIntent({ payment_method_types })));
      expect(typesOf(answer).sort()).toEqual([...payment_method_types].sort());
    }
    const intent = await newIntent();
    expect(typesOf(await ask(secretOf(intent)))).toEqual(intent.payment_method_types);
  });

  test('of a set-up has no amount, and keeps what is set up', async () => {
    const intent = await stripe.setupIntents.create({ usage: 'on_session' });
    const { json } = await ask(secretOf(intent));
    expect(json).toMatchObject({
      mode: 'setup',
      intent: { id: intent.id, object: 'setup_intent' },
      amount: null,
      currency: null,
      setup_future_usage: 'on_session',
      capture_method: null,
    });
    expect(json.payment_methods.every(({ saved }: { saved: boolean }) => saved)).toBe(true);
  });

  test('says of each method whether it is kept for later', async () => {
    const intent = await newIntent({
      payment_method_types: ['card', 'sepa_debit'],
      payment_method_options: { card: { setup_future_usage: 'off_session' } },
    });
    const { json } = await ask(secretOf(intent));
    expect(json.payment_methods).toMatchObject([{ type: 'card', saved: true }, { type: 'sepa_debit' }]);
    expect(json.payment_methods[1]).not.toHaveProperty('saved');
  });

  test('is refused for a wrong client secret, as the intent itself is', async () => {
    const intent = await newIntent();
    const wrong = `${intent.id}_secret_wrong`;
    const nobody = 'pi_nobody_secret_wrong';
    for (const [id, client_secret] of [
      [intent.id, wrong],
      ['pi_nobody', nobody],
    ] as const) {
      const session = await ask({ client_secret });
      const confirm = await post(sandbox, `/v1/payment_intents/${id}/confirm`, { client_secret });
      expect(session.status).toBe(404);
      const { request_log_url: _, ...error } = session.json.error;
      expect(confirm.json.error).toMatchObject(error);
    }
    const form = await ask({ client_secret: 'nothing' });
    expect(form).toMatchObject({ status: 400, json: { error: { param: 'client_secret' } } });
    expect(form.text).not.toContain('nothing');
  });

  test('is refused to another account', async () => {
    const account = await post(sandbox, '/v1/test_helpers/accounts', '', { key: sandbox.secretKey });
    const intent = await newIntent();
    const { status, json } = await ask(secretOf(intent), { key: account.json.keys.publishable });
    expect(status).toBe(404);
    expect(json.error.code).toBe('resource_missing');
  });

  test('is refused for an intent that can be paid no more', async () => {
    const paid = await newIntent({
      confirm: true,
      payment_method: 'pm_card_visa',
      payment_method_types: ['card'],
    });
    const canceled = await stripe.paymentIntents.cancel((await newIntent()).id);
    const setUp = await stripe.setupIntents.create({ confirm: true, payment_method: 'pm_card_visa' });
    for (const [intent, code] of [
      [paid, 'payment_intent_unexpected_state'],
      [canceled, 'payment_intent_unexpected_state'],
      [setUp, 'setup_intent_unexpected_state'],
    ] as const) {
      const { status, json } = await ask(secretOf(intent));
      expect(status).toBe(400);
      expect(json.error).toMatchObject({ code, [intent.object]: { id: intent.id, status: intent.status } });
      expect(json.error[intent.object].metadata).toBeUndefined();
    }
  });

  test('is for publishable keys only, and reads no other parameters', async () => {
    const intent = await newIntent();
    const withSecretKey = await ask(secretOf(intent), { key: sandbox.secretKey });
    expect(withSecretKey.json.error.code).toBe('publishable_key_required');
    const inUrl = await get(
      sandbox,
      `/v1/elements/sessions?client_secret=${intent.client_secret}`,
      sandbox.publishableKey,
    );
    expect(inUrl.status).toBe(404);
  });
});

describe('the session of an intent that is created later', () => {
  test('offers what the intent would have', async () => {
    for (const currency of ['eur', 'usd'] as const) {
      const asked: object[] = [{}, { capture_method: 'manual' }, { setup_future_usage: 'off_session' }];
      for (const more of asked) {
        const intent = await stripe.paymentIntents.create({ amount: 1000, currency, ...more });
        const answer = await deferred({ ...PAYMENT, currency, ...more });
        expect(typesOf(answer)).toEqual(intent.payment_method_types);
        expect(answer.json).toMatchObject({ intent: null, amount: 1000, currency, ...more });
      }
    }
    const setup = await stripe.setupIntents.create({});
    expect(typesOf(await deferred({ mode: 'setup' }))).toEqual(setup.payment_method_types);
  });

  test('offers no debit where the money is taken later', async () => {
    expect(typesOf(await deferred(PAYMENT))).toContain('sepa_debit');
    expect(typesOf(await deferred({ ...PAYMENT, capture_method: 'manual' }))).not.toContain('sepa_debit');
  });

  test('offers only what is allowed and not excluded', async () => {
    const only = await deferred({ ...PAYMENT, allowed_payment_method_types: ['sepa_debit'] });
    expect(typesOf(only)).toEqual(['sepa_debit']);
    const listed = await deferred({ ...PAYMENT, payment_method_types: ['sepa_debit'] });
    expect(typesOf(listed)).toEqual(['sepa_debit']);
    const without = await deferred({ ...PAYMENT, excluded_payment_method_types: ['card'] });
    expect(typesOf(without)).not.toContain('card');
    // A list may be written for several platforms.
    const unknown = await deferred({
      ...PAYMENT,
      allowed_payment_method_types: ['card', 'carrier_pigeon'],
    });
    expect(typesOf(unknown)).toEqual(['card']);
    const both = await deferred({
      ...PAYMENT,
      payment_method_types: ['card'],
      excluded_payment_method_types: ['card'],
    });
    expect(both.json.error).toMatchObject({ code: 'parameters_exclusive' });
  });

  test('shows the card first, then the methods of the payer’s country', async () => {
    for (const country of ['NL', 'FR', 'US']) {
      const types = typesOf(await deferred(PAYMENT, { country: country.toLowerCase() }));
      const [first, ...others] = types.map((type) => methods.of(type));
      expect(first?.type).toBe('card');
      const isLocal = (method: Method) => countriesOf(method)?.includes(country) ?? false;
      const [local, foreign] = [others.filter(isLocal), others.filter((method) => !isLocal(method))];
      expect(others).toEqual([...local, ...foreign]);
    }
    const { json } = await deferred(PAYMENT, { country: 'Germany' });
    expect(json.error).toMatchObject({ param: 'country' });
  });

  test('keeps the order of methods that are equally near', () => {
    const facts = (type: string, ...countries: string[]): MethodFacts => ({
      ...methods.of('card'),
      type,
      countries,
    });
    const all = [facts('card'), facts('german', 'DE'), facts('dutch', 'NL'), facts('any', 'DE', 'NL')];
    const occasion: Occasion = {
      allowed: null,
      excluded: null,
      switchedOn: null,
      redirects: true,
      currency: 'eur',
      amount: 1000,
      capturesLater: false,
      keeps: () => false,
      country: null,
    };
    const order = (country: string | null) =>
      offeredOf(all, { ...occasion, country }).map(({ type }) => type);
    expect(order(null)).toEqual(['card', 'german', 'dutch', 'any']);
    expect(order('NL')).toEqual(['card', 'dutch', 'any', 'german']);
  });

  test('says how an account is verified, where the shop says so', async () => {
    const verification = async (payment_method_options?: object) => {
      const { json } = await deferred({
        ...PAYMENT,
        currency: 'usd',
        ...(payment_method_options && { payment_method_options }),
      });
      return json.payment_methods.map(({ verification_method: way }: SessionMethod) => way).filter(Boolean);
    };
    expect(await verification()).toEqual([]);
    expect(await verification({ us_bank_account: { verification_method: 'instant' } })).toEqual(['instant']);
  });

  test('with no method left says why of each type', async () => {
    const { status, json } = await deferred({
      ...PAYMENT,
      currency: 'usd',
      allowed_payment_method_types: ['sepa_debit'],
    });
    expect(status).toBe(400);
    expect(json.error.code).toBe('payment_method_types_empty');
    expect(json.error.message).toBe(
      'No payment method is left for this Payment Element: sepa_debit cannot pay in usd.',
    );
  });

  test.each<[string, Record<string, unknown>, { code: string; param: string }]>([
    [
      'no amount',
      { mode: 'payment', currency: 'eur' },
      { code: 'parameter_missing', param: 'deferred_intent[amount]' },
    ],
    [
      'no currency',
      { mode: 'payment', amount: 5 },
      { code: 'parameter_missing', param: 'deferred_intent[currency]' },
    ],
    [
      'an amount of 0',
      { ...PAYMENT, amount: 0 },
      { code: 'amount_too_small', param: 'deferred_intent[amount]' },
    ],
    [
      'an amount of 0 in a currency without a minimum',
      { ...PAYMENT, amount: 0, currency: 'isk' },
      { code: 'amount_too_small', param: 'deferred_intent[amount]' },
    ],
    [
      'a negative amount',
      { ...PAYMENT, amount: -5 },
      { code: 'parameter_invalid_integer', param: 'deferred_intent[amount]' },
    ],
    [
      'no mode',
      { amount: 5, currency: 'eur' },
      { code: 'parameter_missing', param: 'deferred_intent[mode]' },
    ],
  ])('is refused for %s', async (_, description, error) => {
    const { status, json } = await deferred(description);
    expect(status).toBe(400);
    expect(json.error).toMatchObject(error);
  });

  test('of a subscription may begin with nothing to pay, and keeps the method', async () => {
    const { json } = await deferred({ ...PAYMENT, mode: 'subscription', amount: 0 });
    expect(json).toMatchObject({ mode: 'subscription', amount: 0, setup_future_usage: 'off_session' });
    expect(json.payment_methods[0]).toMatchObject({ type: 'card', saved: true });
  });

  test('accepts options of types that the platform does not have', async () => {
    const { json } = await deferred({
      ...PAYMENT,
      payment_method_options: {
        card: { setup_future_usage: 'off_session' },
        carrier_pigeon: { setup_future_usage: 'off_session' },
      },
    });
    const saved = json.payment_methods.filter((method: { saved: boolean }) => method.saved);
    expect(saved).toMatchObject([{ type: 'card' }]);
  });

  test('needs an intent or a description of one, not both', async () => {
    expect((await ask({})).json.error).toMatchObject({ code: 'parameter_missing', param: 'client_secret' });
    const { json } = await deferred(PAYMENT, secretOf(await newIntent()));
    expect(json.error).toMatchObject({ code: 'parameters_exclusive', param: 'deferred_intent' });
  });
});

describe('the types of an intent', () => {
  test('are chosen again where an update changes what they depend on', async () => {
    const intent = await newIntent();
    expect(intent.payment_method_types).toContain('sepa_debit');
    const later = await stripe.paymentIntents.update(intent.id, { capture_method: 'manual' });
    expect(later.payment_method_types).not.toContain('sepa_debit');
    const back = await stripe.paymentIntents.update(intent.id, { capture_method: 'automatic' });
    expect(back.payment_method_types).toEqual(intent.payment_method_types);
  });

  test('keep only a method of the type that the options say', async () => {
    const customer = await stripe.customers.create();
    const intent = await newIntent({
      customer: customer.id,
      payment_method_types: ['card', 'sepa_debit'],
      payment_method_options: { sepa_debit: { setup_future_usage: 'off_session' } },
    });
    await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });
});
