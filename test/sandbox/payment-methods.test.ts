import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
let customer: string;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  customer = (await stripe.customers.create()).id;
});
afterAll(() => sandbox.close());

const withCard = (number: string, more: object = {}) =>
  stripe.paymentMethods.create({
    type: 'card',
    card: { number, exp_month: 12, exp_year: 2034, cvc: '123' },
    ...more,
  });

const eventsOf = async (id: string) => {
  const { data } = await stripe.events.list({
    types: ['payment_method.attached', 'payment_method.detached', 'payment_method.updated'],
    limit: 100,
  });
  return data.filter((event) => (event.data.object as { id: string }).id === id).reverse();
};

describe('attaching a payment method', () => {
  test('saves it with the customer, and tells of it', async () => {
    const { id } = await withCard('4242424242424242');
    const { lastResponse, ...attached } = await stripe.paymentMethods.attach(id, { customer });
    expect(attached).toMatchObject({ id, customer, card: { checks: { cvc_check: 'pass' } } });
    expect(await stripe.paymentMethods.retrieve(id)).toMatchObject(attached);
    expect(await stripe.customers.retrievePaymentMethod(customer, id)).toMatchObject(attached);
    const [event, ...others] = await eventsOf(id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'payment_method.attached', data: { object: attached } });
    expect(attached.card?.fingerprint).toBeTruthy();
  });

  test('is done once: a second time changes nothing, and another customer is refused', async () => {
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect(await stripe.paymentMethods.attach(id, { customer })).toMatchObject({ id, customer });
    expect(await eventsOf(id)).toHaveLength(1);
    const other = await stripe.customers.create();
    expect(await refusal(stripe.paymentMethods.attach(id, { customer: other.id }))).toMatchObject({
      statusCode: 400,
      message: 'The payment method you provided has already been attached to a customer.',
    });
  });

  test('to two customers at once is done for one of them', async () => {
    const { id } = await withCard('4242424242424242');
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const results = await Promise.allSettled(
      [one, other].map((owner) => stripe.paymentMethods.attach(id, { customer: owner.id })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test.each([
    ['4000000000000002', 'card_declined', 'generic_decline'],
    ['4000000000009995', 'card_declined', 'insufficient_funds'],
    ['4000000000009987', 'card_declined', 'lost_card'],
    ['4000000000009979', 'card_declined', 'stolen_card'],
    ['4000000000006975', 'card_declined', 'card_velocity_exceeded'],
    ['4000000000000069', 'expired_card', ''],
    ['4000000000000127', 'incorrect_cvc', ''],
    ['4000000000000119', 'processing_error', ''],
  ])('is refused for %s: %s %s', async (number, code, decline) => {
    const { id } = await withCard(number);
    const error = await refusal(stripe.paymentMethods.attach(id, { customer }));
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code });
    expect(error.decline_code).toBe(decline);
    expect((await stripe.paymentMethods.retrieve(id)).customer).toBeNull();
    expect(await eventsOf(id)).toEqual([]);
  });

  test.each([
    'pm_card_chargeCustomerFail',
    'pm_card_authenticationRequired',
    'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    'pm_success_de',
  ])('works for %s, whatever becomes of its payments', async (id) => {
    expect((await stripe.paymentMethods.attach(id, { customer })).customer).toBe(customer);
  });

  test('needs an existing customer', async () => {
    const unknown = stripe.paymentMethods.attach('pm_card_visa', { customer: 'cus_nope' });
    expect(await refusal(unknown)).toMatchObject({ code: 'resource_missing', param: 'customer' });
    expect(await refusal(stripe.paymentMethods.attach('pm_card_visa'))).toMatchObject({
      code: 'parameter_missing',
      param: 'customer',
    });
    expect(await refusal(stripe.paymentMethods.attach('pm_nope', { customer }))).toMatchObject({
      code: 'resource_missing',
      message: "No such PaymentMethod: 'pm_nope'",
    });
  });

  test('says what the issuer’s checks came to', async () => {
    const address = { line1: '1 Main St', postal_code: '62704' };
    const checksOf = async (number: string) => {
      const { id } = await withCard(number, { billing_details: { address } });
      return (await stripe.paymentMethods.attach(id, { customer })).card?.checks;
    };
    const passed = { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' };
    expect(await checksOf('4242424242424242')).toEqual(passed);
    expect(await checksOf('4000000000000101')).toEqual({ ...passed, cvc_check: 'fail' });
    expect(await checksOf('4000000000000036')).toEqual({ ...passed, address_postal_code_check: 'fail' });
    expect(await checksOf('4000000000000044')).toEqual({
      ...passed,
      address_line1_check: 'unavailable',
      address_postal_code_check: 'unavailable',
    });
  });
});

describe('detaching a payment method', () => {
  test('is permanent, and emits an event', async () => {
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const { lastResponse, ...detached } = await stripe.paymentMethods.detach(id);
    expect(detached).toMatchObject({ id, customer: null });
    expect(await eventsOf(id)).toMatchObject([
      { type: 'payment_method.attached' },
      { type: 'payment_method.detached', data: { object: detached, previous_attributes: { customer } } },
    ]);
    const again = await refusal(stripe.paymentMethods.attach(id, { customer }));
    expect(again.message).toContain('It may not be used again');
    expect(again.statusCode).toBe(400);
  });

  test('needs one that is attached', async () => {
    const { id } = await withCard('4242424242424242');
    expect(await refusal(stripe.paymentMethods.detach(id))).toMatchObject({
      statusCode: 400,
      message: 'The payment method you provided is not attached to a customer so detachment is impossible.',
    });
  });
});

describe('updating a payment method', () => {
  test('changes what is sent, and tells what it was before', async () => {
    const billing_details = { name: 'Jenny Rosen', address: { line1: '1 Main St', postal_code: '62704' } };
    const { lastResponse: _, ...made } = await withCard('4000002500001001', {
      billing_details,
      metadata: { a: '1' },
    });
    const { lastResponse, ...changed } = await stripe.paymentMethods.update(made.id, {
      allow_redisplay: 'always',
      billing_details: { name: '', address: { postal_code: '90210' } },
      card: { exp_month: 1, exp_year: 2035, networks: { preferred: 'cartes_bancaires' } },
      metadata: { a: '', b: '2' },
    });
    expect(changed).toEqual({
      ...made,
      allow_redisplay: 'always',
      billing_details: {
        ...made.billing_details,
        name: null,
        address: { ...made.billing_details.address, postal_code: '90210' },
      },
      card: {
        ...made.card,
        display_brand: 'cartes_bancaires',
        exp_month: 1,
        exp_year: 2035,
        networks: { ...made.card?.networks, preferred: 'cartes_bancaires' },
      },
      metadata: { b: '2' },
    });
    const [event] = await eventsOf(made.id);
    expect(event).toMatchObject({
      type: 'payment_method.updated',
      data: {
        previous_attributes: {
          allow_redisplay: 'unspecified',
          billing_details: { name: 'Jenny Rosen', address: { postal_code: '62704' } },
          card: { exp_month: 12, exp_year: 2034, networks: { preferred: null } },
          metadata: { a: '1', b: null },
        },
      },
    });
  });

  test('takes no expiry that is over, and no card of an account', async () => {
    const { id } = await withCard('4242424242424242');
    const expired = stripe.paymentMethods.update(id, { card: { exp_year: 2020 } });
    expect(await refusal(expired)).toMatchObject({ statusCode: 402, code: 'invalid_expiry_year' });
    const account = stripe.paymentMethods.update('pm_success_de', { card: { exp_month: 1 } });
    expect(await refusal(account)).toMatchObject({ statusCode: 400, param: 'card' });
  });
});

describe('a list of payment methods', () => {
  test('is of one customer, by type, a page at a time', async () => {
    const { id } = await stripe.customers.create();
    const ids: string[] = [];
    for (const method of ['pm_card_visa', 'pm_card_mastercard', 'pm_success_at']) {
      ids.unshift((await stripe.paymentMethods.attach(method, { customer: id })).id);
    }
    const idsOf = ({ data }: { data: { id: string }[] }) => data.map((method) => method.id);
    expect(idsOf(await stripe.paymentMethods.list({ customer: id }))).toEqual(ids);
    expect(idsOf(await stripe.customers.listPaymentMethods(id))).toEqual(ids);
    expect(idsOf(await stripe.paymentMethods.list({ customer: id, type: 'card' }))).toEqual(ids.slice(1));
    expect(idsOf(await stripe.customers.listPaymentMethods(id, { type: 'sepa_debit' }))).toEqual(
      ids.slice(0, 1),
    );
    const first = await stripe.customers.listPaymentMethods(id, { limit: 1 });
    expect(first).toMatchObject({ has_more: true, url: `/v1/customers/${id}/payment_methods` });
    expect(
      await stripe.customers.listPaymentMethods(id, { limit: 1 }).autoPagingToArray({ limit: 9 }),
    ).toHaveLength(3);
    const expanded = await stripe.paymentMethods.list({ customer: id, limit: 1, expand: ['data.customer'] });
    expect(expanded.data[0]?.customer).toMatchObject({ id, object: 'customer' });
  });

  test('has no payment method of another customer', async () => {
    const { id } = await stripe.customers.create();
    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    expect((await stripe.customers.listPaymentMethods(id)).data).toEqual([]);
    expect(await refusal(stripe.customers.retrievePaymentMethod(id, other.id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const unknown = refusal(stripe.paymentMethods.list({ customer: 'cus_nope' }));
    expect(await unknown).toMatchObject({ code: 'resource_missing', param: 'customer' });
  });
});

describe('a security code of its own', () => {
  const cvcUpdate = (cvc: string) => post(sandbox, '/v1/tokens', { 'cvc_update[cvc]': cvc });

  test('becomes a token, and is not kept', async () => {
    const { json, status } = await cvcUpdate('123');
    expect(status).toBe(200);
    expect(json).toEqual({
      id: expect.stringMatching(/^cvctok_[0-9A-Za-z]{24}$/),
      object: 'token',
      client_ip: '127.0.0.1',
      created: expect.closeTo(Date.now() / 1000, -2),
      livemode: false,
      type: 'cvc_update',
      used: false,
    });
    expect(await stripe.tokens.retrieve(json.id)).toMatchObject(json);
  });

  test('has three or four digits', async () => {
    for (const cvc of ['12', '12345', 'abc', '']) {
      const { status, json } = await cvcUpdate(cvc);
      expect(status, cvc).toBe(402);
      expect(json.error).toMatchObject({ code: 'invalid_cvc', param: 'cvc', type: 'card_error' });
    }
  });

  test('is no card', async () => {
    const { json } = await cvcUpdate('123');
    const asCard = stripe.paymentMethods.create({ type: 'card', card: { token: json.id } });
    expect(await refusal(asCard)).toMatchObject({ statusCode: 400, param: 'card[token]' });
  });
});

test('a token of a type that is not here is refused by name', async () => {
  const { status, json } = await post(
    sandbox,
    '/v1/tokens',
    { 'gift_card[number]': '1' },
    { key: sandbox.secretKey },
  );
  expect(status).toBe(400);
  expect(json.error).toMatchObject({ param: 'gift_card', type: 'invalid_request_error' });
  expect(json.error.message).toContain('gift_card');
});
