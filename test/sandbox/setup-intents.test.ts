import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, get, post, send, start } from './harness.js';
import { typesToSave, without } from './offered-types.js';
import { eventsOf, officialClient, refusal, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const confirmed = (payment_method: string, more: Stripe.SetupIntentCreateParams = {}) =>
  stripe.setupIntents.create({ confirm: true, payment_method, ...more });

const newCustomer = async () => (await stripe.customers.create()).id;

/** Confirms as a page does. */
const confirmInPage = (intent: Stripe.SetupIntent, form: Record<string, string>) =>
  post(sandbox, `/v1/setup_intents/${intent.id}/confirm`, {
    client_secret: `${intent.client_secret}`,
    use_stripe_sdk: 'true',
    ...form,
  });

/** What the cardholder answers the bank. */
async function answerBank({ next_action }: Stripe.SetupIntent, outcome: 'complete' | 'fail') {
  const url = `${next_action?.redirect_to_url?.url ?? next_action?.use_stripe_sdk?.stripe_js}`;
  return send(url, {
    method: 'POST',
    headers: { ...FORM, Origin: new URL(url).origin },
    body: `outcome=${outcome}`,
  });
}

describe('a SetupIntent', () => {
  test('has every property of the public reference', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { lastResponse, created, ...made } = await stripe.setupIntents.create({
      description: 'Save it',
      metadata: { a: '1' },
    });
    expect(created).toBeGreaterThanOrEqual(before);
    expect(created).toBeLessThanOrEqual(Date.now() / 1000);
    expect(made).toEqual({
      id: expect.stringMatching(/^seti_[0-9A-Za-z]{24}$/),
      object: 'setup_intent',
      allowed_payment_method_types: null,
      application: null,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      cancellation_reason: null,
      client_secret: expect.stringMatching(new RegExp(`^${made.id}_secret_[0-9A-Za-z]{25}$`)),
      customer: null,
      customer_account: null,
      description: 'Save it',
      excluded_payment_method_types: null,
      flow_directions: null,
      last_setup_error: null,
      latest_attempt: null,
      livemode: false,
      managed_payments: null,
      mandate: null,
      metadata: { a: '1' },
      next_action: null,
      on_behalf_of: null,
      payment_method: null,
      payment_method_configuration_details: { id: expect.stringMatching(/^pmc_/), parent: null },
      payment_method_options: {
        ...Object.fromEntries(typesToSave().map((type) => [type, {}])),
        card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
        us_bank_account: { verification_method: 'automatic' },
      },
      payment_method_types: typesToSave(),
      single_use_mandate: null,
      status: 'requires_payment_method',
      usage: 'off_session',
    });
    expect(await stripe.setupIntents.retrieve(made.id)).toMatchObject(made);
    expect(await eventsOf(stripe, made.id)).toEqual(['setup_intent.created']);
  });

  test('saves a card with the customer once it is confirmed', async () => {
    const customer = await newCustomer();
    const made = await stripe.setupIntents.create({ customer, payment_method: 'pm_card_visa' });
    expect(made.status).toBe('requires_confirmation');
    const done = await stripe.setupIntents.confirm(made.id, { expand: ['payment_method', 'latest_attempt'] });
    expect(done).toMatchObject({
      status: 'succeeded',
      payment_method: { id: made.payment_method, customer, card: { checks: { cvc_check: 'pass' } } },
      latest_attempt: {
        object: 'setup_attempt',
        customer,
        payment_method: made.payment_method,
        payment_method_details: { type: 'card', card: { last4: '4242', three_d_secure: null } },
        setup_error: null,
        setup_intent: made.id,
        status: 'succeeded',
        usage: 'off_session',
      },
    });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toMatchObject([
      { id: made.payment_method },
    ]);
    expect(await eventsOf(stripe, made.id)).toEqual(['setup_intent.created', 'setup_intent.succeeded']);
    expect(await eventsOf(stripe, String(made.payment_method))).toEqual(['payment_method.attached']);
  });

  test('sets up a card without a customer, which can be attached to one later', async () => {
    const { status, payment_method } = await confirmed('pm_card_visa');
    expect(status).toBe('succeeded');
    const customer = await newCustomer();
    expect(await stripe.paymentMethods.attach(`${payment_method}`, { customer })).toMatchObject({ customer });
  });

  test.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
    ['pm_card_threeDSecureRequiredProcessingError', 'card_declined', 'generic_decline'],
  ])('is refused %s: %s %s', async (method, code, decline_code) => {
    const made = await stripe.setupIntents.create({ customer: await newCustomer() });
    const error = await refusal(stripe.setupIntents.confirm(made.id, { payment_method: method }));
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code,
      setup_intent: { id: made.id, status: 'requires_payment_method', payment_method: null },
    });
    const after = await stripe.setupIntents.retrieve(made.id, { expand: ['latest_attempt'] });
    expect(after.last_setup_error).toMatchObject({ code, message: error.message, type: 'card_error' });
    expect(after.latest_attempt).toMatchObject({ status: 'failed', setup_error: { code } });
    expect(await eventsOf(stripe, made.id)).toEqual(['setup_intent.created', 'setup_intent.setup_failed']);
    expect((await stripe.setupIntents.confirm(made.id, { payment_method: 'pm_card_visa' })).status).toBe(
      'succeeded',
    );
    const attempts = await stripe.setupAttempts.list({ setup_intent: made.id });
    expect(attempts.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  test('that is refused as it is made stays, with the reason', async () => {
    const error = await refusal(confirmed('pm_card_chargeDeclined'));
    const { id } = error.setup_intent as Stripe.SetupIntent;
    expect((await stripe.setupIntents.retrieve(id)).last_setup_error).toMatchObject({
      code: 'card_declined',
    });
  });

  test('takes cards that are refused only once they pay', async () => {
    expect((await confirmed('pm_card_chargeCustomerFail')).status).toBe('succeeded');
  });

  test('changes in what is sent, until it is over', async () => {
    const customer = await newCustomer();
    const { id } = await stripe.setupIntents.create({ metadata: { a: '1' } });
    const changed = await stripe.setupIntents.update(id, {
      customer,
      description: 'Save it',
      metadata: { b: '2' },
      payment_method: 'pm_card_visa',
    });
    expect(changed).toMatchObject({
      customer,
      description: 'Save it',
      metadata: { a: '1', b: '2' },
      status: 'requires_confirmation',
    });
    await stripe.setupIntents.confirm(id);
    expect((await stripe.setupIntents.update(id, { metadata: { a: '' } })).metadata).toEqual({ b: '2' });
    expect(await refusal(stripe.setupIntents.update(id, { customer: await newCustomer() }))).toMatchObject({
      code: 'setup_intent_unexpected_state',
      param: 'customer',
      setup_intent: { id },
    });
  });

  test('can be canceled until it is over, and is over then', async () => {
    const { id } = await stripe.setupIntents.create({ payment_method: 'pm_card_visa' });
    const canceled = await stripe.setupIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(await eventsOf(stripe, id)).toEqual(['setup_intent.created', 'setup_intent.canceled']);
    const unexpected = { code: 'setup_intent_unexpected_state', statusCode: 400, setup_intent: { id } };
    expect(await refusal(stripe.setupIntents.cancel(id))).toMatchObject(unexpected);
    expect(await refusal(stripe.setupIntents.confirm(id))).toMatchObject(unexpected);
    const done = await confirmed('pm_card_visa');
    expect(await refusal(stripe.setupIntents.cancel(done.id))).toMatchObject({ code: unexpected.code });
    expect((await refusal(stripe.setupIntents.confirm(done.id))).message).toContain('already succeeded');
  });

  test('refuses what does not fit it', async () => {
    const bare = await stripe.setupIntents.create();
    expect(await refusal(stripe.setupIntents.confirm(bare.id))).toMatchObject({
      code: 'setup_intent_unexpected_state',
      message: expect.stringContaining('missing a payment method'),
    });
    const owner = await newCustomer();
    const { id: saved } = await stripe.paymentMethods.attach('pm_card_visa', { customer: owner });
    expect((await refusal(confirmed(saved))).message).toContain(owner);
    expect(await refusal(confirmed(saved, { customer: await newCustomer() }))).toMatchObject({
      param: 'payment_method',
    });
    expect((await confirmed(saved, { customer: owner })).status).toBe('succeeded');
    expect(
      await refusal(confirmed('pm_success_de', { allowed_payment_method_types: ['card'] })),
    ).toMatchObject({
      code: 'setup_intent_invalid_parameter',
    });
    await stripe.paymentMethods.detach(saved);
    expect((await refusal(confirmed(saved))).message).toContain('It may not be used again');
    const unknown = stripe.setupIntents.create({ allowed_payment_method_types: ['pix'] });
    expect(await refusal(unknown)).toMatchObject({ param: 'allowed_payment_method_types' });
    expect(await refusal(stripe.setupIntents.create({ return_url: 'https://shop.example' }))).toMatchObject({
      param: 'return_url',
    });
  });

  test('offers the types that the merchant allows', async () => {
    const typesOf = async (params: object) => (await stripe.setupIntents.create(params)).payment_method_types;
    expect(await typesOf({ allowed_payment_method_types: ['card', 'pix'] })).toEqual(['card']);
    expect(await typesOf({ excluded_payment_method_types: ['card'] })).toEqual(
      without(typesToSave(), 'card'),
    );
    expect(await typesOf({ automatic_payment_methods: { enabled: false } })).toEqual(['card']);
    // As older versions of the public API have it.
    expect(await typesOf({ payment_method_types: ['sepa_debit'] })).toEqual(['sepa_debit']);
    const both = { allowed_payment_method_types: ['card'], payment_method_types: ['card'] };
    expect(await refusal(typesOf(both))).toMatchObject({ code: 'parameters_exclusive' });
    expect(await refusal(typesOf({ payment_method_types: ['pix'] }))).toMatchObject({
      code: 'setup_intent_invalid_parameter',
      param: 'payment_method_types',
    });
    const { id } = await stripe.setupIntents.create({ allowed_payment_method_types: ['card'] });
    const changed = await stripe.setupIntents.update(id, { allowed_payment_method_types: ['sepa_debit'] });
    expect(changed).toMatchObject({
      allowed_payment_method_types: ['sepa_debit'],
      payment_method_types: ['sepa_debit'],
      payment_method_options: { sepa_debit: {} },
    });
    const all = await stripe.setupIntents.update(id, { allowed_payment_method_types: '' });
    expect(all).toMatchObject({
      allowed_payment_method_types: null,
      payment_method_types: typesToSave(),
    });
  });

  test('is listed by customer and by payment method', async () => {
    const customer = await newCustomer();
    const [older, newer] = [
      await confirmed('pm_card_visa', { customer }),
      await stripe.setupIntents.create({ customer }),
    ];
    const idsOf = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
    expect(idsOf(await stripe.setupIntents.list({ customer }))).toEqual([newer.id, older.id]);
    const payment_method = String(older.payment_method);
    expect(idsOf(await stripe.setupIntents.list({ payment_method }))).toEqual([older.id]);
    expect(await stripe.setupIntents.list({ customer, limit: 1 })).toMatchObject({ has_more: true });
  });

  test('of a direct debit needs the holder’s consent, and keeps it', async () => {
    const customer = await newCustomer();
    expect(await refusal(confirmed('pm_success_de', { customer }))).toMatchObject({ param: 'mandate_data' });
    const done = await confirmed('pm_success_de', {
      customer,
      mandate_data: {
        customer_acceptance: { type: 'online', online: { ip_address: '192.0.2.1', user_agent: 'Test' } },
      },
      expand: ['mandate', 'payment_method'],
    });
    expect(done).toMatchObject({
      status: 'succeeded',
      payment_method: { customer, type: 'sepa_debit' },
      mandate: {
        customer_acceptance: { online: { ip_address: '192.0.2.1', user_agent: 'Test' }, type: 'online' },
        status: 'active',
        type: 'multi_use',
      },
    });
  });
});

describe('3-D Secure as a card is saved', () => {
  const asked = async (return_url = 'https://shop.example/done?a=1') => {
    const customer = await newCustomer();
    return confirmed('pm_card_authenticationRequiredOnSetup', { customer, return_url });
  };

  test('leads to the bank, and saves the card once the cardholder has passed', async () => {
    const intent = await asked();
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    expect(await stripe.paymentMethods.retrieve(`${intent.payment_method}`)).toMatchObject({
      customer: null,
    });
    const answer = await answerBank(intent, 'complete');
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(
      `https://shop.example/done?a=1&setup_intent=${intent.id}&redirect_status=succeeded`,
    );
    const after = await stripe.setupIntents.retrieve(intent.id, {
      expand: ['latest_attempt', 'payment_method'],
    });
    expect(after).toMatchObject({
      status: 'succeeded',
      next_action: null,
      payment_method: { customer: intent.customer },
      latest_attempt: {
        status: 'succeeded',
        payment_method_details: {
          card: { three_d_secure: { result: 'authenticated', authentication_flow: 'challenge' } },
        },
      },
    });
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.succeeded',
    ]);
  });

  test('saves nothing where the cardholder fails', async () => {
    const intent = await asked();
    await answerBank(intent, 'fail');
    const after = await stripe.setupIntents.retrieve(intent.id, { expand: ['latest_attempt'] });
    expect(after).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'setup_intent_authentication_failure', type: 'invalid_request_error' },
      latest_attempt: { status: 'failed' },
    });
    expect((await stripe.customers.listPaymentMethods(`${intent.customer}`)).data).toEqual([]);
  });

  test('is over once, however often it is answered', async () => {
    const intent = await asked();
    await answerBank(intent, 'fail');
    await answerBank(intent, 'complete');
    expect((await stripe.setupIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  test('is not waited for once the intent is canceled, or confirmed again', async () => {
    const canceled = await asked();
    await stripe.setupIntents.cancel(canceled.id);
    expect((await answerBank(canceled, 'complete')).status).toBe(410);
    expect((await stripe.setupIntents.retrieve(canceled.id)).status).toBe('canceled');
    const again = await asked();
    await stripe.setupIntents.confirm(again.id, { payment_method: 'pm_card_visa' });
    expect((await answerBank(again, 'complete')).status).toBe(410);
    const attempts = await stripe.setupAttempts.list({ setup_intent: again.id });
    expect(attempts.data.map(({ status }) => status)).toEqual(['succeeded', 'abandoned']);
  });

  test('passes without a challenge where the issuer needs none', async () => {
    const { id } = await stripe.paymentMethods.create(typed('4000000032200000') as never);
    const done = await confirmed(id, { expand: ['latest_attempt'] });
    expect(done.latest_attempt).toMatchObject({
      payment_method_details: { card: { three_d_secure: { authentication_flow: 'frictionless' } } },
    });
  });

  test('is not asked of a cardholder who is on the phone', async () => {
    const moto = { payment_method_options: { card: { moto: true } } };
    expect((await confirmed('pm_card_authenticationRequired', moto)).status).toBe('succeeded');
  });
});

describe('a page', () => {
  const card = {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': '123',
  };

  test('confirms with the card that was typed, and sees what it may', async () => {
    const customer = await newCustomer();
    const intent = await stripe.setupIntents.create({ customer, metadata: { secret: 'cost' } });
    const { status, json } = await confirmInPage(intent, card);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: intent.id, status: 'succeeded', client_secret: intent.client_secret });
    for (const hidden of ['customer', 'metadata', 'latest_attempt', 'mandate'])
      expect(json).not.toHaveProperty(hidden);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toMatchObject([
      { id: json.payment_method },
    ]);
  });

  test('can expand the payment method, and nothing that is for servers', async () => {
    const intent = await stripe.setupIntents.create({ customer: await newCustomer() });
    const { json } = await confirmInPage(intent, { ...card, 'expand[0]': 'payment_method' });
    expect(json.payment_method).toMatchObject({ object: 'payment_method', card: { last4: '4242' } });
    expect(json.payment_method.card.fingerprint).toBeUndefined();
    const other = await stripe.setupIntents.create({ customer: await newCustomer() });
    const { status, text } = await confirmInPage(other, { ...card, 'expand[0]': 'payment_method.customer' });
    expect(status).toBe(400);
    expect(text).not.toContain('invoice_settings');
  });

  test('is told why a card was refused, with the intent as it may see it', async () => {
    const intent = await stripe.setupIntents.create();
    const declined = { ...card, 'payment_method_data[card][number]': '4000000000000002' };
    const { status, json } = await confirmInPage(intent, declined);
    expect(status).toBe(402);
    expect(json.error).toMatchObject({
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      payment_method: { card: { last4: '0002' } },
      setup_intent: {
        id: intent.id,
        status: 'requires_payment_method',
        last_setup_error: { code: 'card_declined' },
      },
    });
    expect(json.error.payment_method.card.fingerprint).toBeUndefined();
    expect(json.error.setup_intent).not.toHaveProperty('metadata');
  });

  test('reads an intent with its secret, in a header or as the public API takes it', async () => {
    const { id, client_secret } = await stripe.setupIntents.create();
    const read = (headers: Record<string, string>, query = '') =>
      send(`${sandbox.url}/v1/setup_intents/${id}${query}`, {
        headers: { Authorization: `Bearer ${sandbox.publishableKey}`, ...headers },
      });
    expect((await read({ 'Payframe-Client-Secret': `${client_secret}` })).json).toMatchObject({ id });
    expect((await read({}, `?client_secret=${client_secret}`)).json).toMatchObject({ id });
    for (const wrong of [await read({}), await read({ 'Payframe-Client-Secret': `${client_secret}x` })]) {
      expect(wrong.status).toBe(404);
      expect(wrong.json.error).toMatchObject({ code: 'resource_missing', param: 'intent' });
    }
    expect((await get(sandbox, '/v1/setup_intents', sandbox.publishableKey)).status).toBe(401);
  });

  test('confirms nothing without the secret', async () => {
    const intent = await stripe.setupIntents.create();
    const { status } = await post(sandbox, `/v1/setup_intents/${intent.id}/confirm`, card);
    expect(status).toBe(404);
    expect((await stripe.setupIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  test('gives up 3-D Secure where the cardholder closes it', async () => {
    const intent = await stripe.setupIntents.create();
    const { json } = await confirmInPage(intent, {
      ...card,
      'payment_method_data[card][number]': '4000002760003184',
    });
    expect(json.next_action).toMatchObject({
      type: 'use_stripe_sdk',
      use_stripe_sdk: { type: 'three_d_secure_redirect', source: expect.stringMatching(/^payatt_/) },
    });
    const { source } = json.next_action.use_stripe_sdk;
    const client_secret = `${intent.client_secret}`;
    const closed = await post(sandbox, `/v1/setup_intents/${intent.id}/source_cancel`, {
      client_secret,
      source,
    });
    expect(closed.json).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    });
    expect((await answerBank(json, 'complete')).status).toBe(410);
  });

  test('gives the consent that a direct debit needs', async () => {
    const intent = await stripe.setupIntents.create();
    const { json } = await confirmInPage(intent, {
      'payment_method_data[type]': 'sepa_debit',
      'payment_method_data[sepa_debit][iban]': 'DE89370400440532013000',
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      'payment_method_data[billing_details][email]': 'jenny@example.com',
    });
    expect(json.status).toBe('succeeded');
    expect((await stripe.setupIntents.retrieve(intent.id)).mandate).toMatch(/^mandate_/);
  });
});
