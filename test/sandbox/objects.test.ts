import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { createPaymentMethod, createToken, get, post, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const billing = {
  'billing_details[name]': 'Jenny Rosen',
  'billing_details[email]': 'jenny@example.com',
  'billing_details[phone]': '+15555550100',
  'billing_details[address][line1]': '1 Main St',
  'billing_details[address][line2]': '',
  'billing_details[address][city]': 'Springfield',
  'billing_details[address][state]': 'IL',
  'billing_details[address][postal_code]': '62704',
  'billing_details[address][country]': 'US',
};

const secretly = () => ({ key: sandbox.secretKey });

describe('a payment method', () => {
  test('has every property of the public reference', async () => {
    const form = { ...billing, 'metadata[order]': '6735', allow_redisplay: 'always' };
    const { json } = await createPaymentMethod(sandbox, form, secretly());
    expect(json).toEqual({
      id: expect.stringMatching(/^pm_[0-9A-Za-z]{24}$/),
      object: 'payment_method',
      allow_redisplay: 'always',
      billing_details: {
        address: {
          city: 'Springfield',
          country: 'US',
          line1: '1 Main St',
          line2: null,
          postal_code: '62704',
          state: 'IL',
        },
        email: 'jenny@example.com',
        name: 'Jenny Rosen',
        phone: '+15555550100',
        tax_id: null,
      },
      card: {
        brand: 'visa',
        checks: {
          address_line1_check: 'unchecked',
          address_postal_code_check: 'unchecked',
          cvc_check: 'unchecked',
        },
        country: 'US',
        display_brand: 'visa',
        exp_month: 12,
        exp_year: 2034,
        fingerprint: expect.stringMatching(/^[\w-]{16,}$/),
        funding: 'credit',
        generated_from: null,
        last4: '4242',
        networks: { available: ['visa'], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
      created: expect.closeTo(Date.now() / 1000, -2),
      customer: null,
      customer_account: null,
      livemode: false,
      metadata: { order: '6735' },
      type: 'card',
    });
    expect(Number.isInteger(json.created)).toBe(true);
  });

  test('has null for all that was not sent', async () => {
    const { json } = await createPaymentMethod(sandbox, { 'card[cvc]': '' });
    const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
    expect(json.billing_details).toEqual({ address, email: null, name: null, phone: null, tax_id: null });
    expect(json.card.checks).toEqual({
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: null,
    });
    expect(json).toMatchObject({ metadata: {}, allow_redisplay: 'unspecified' });
  });

  test('reads back as it was made; only the secret key sees the fingerprint', async () => {
    const { json: made } = await createPaymentMethod(sandbox, billing);
    const { json: read } = await get(sandbox, `/v1/payment_methods/${made.id}`);
    expect(made.card).not.toHaveProperty('fingerprint');
    const { fingerprint, ...card } = read.card;
    expect(fingerprint).toEqual(expect.any(String));
    expect({ ...read, card }).toEqual(made);
  });

  test('of the same number has the same fingerprint, of another number another', async () => {
    const fingerprint = async (number: string) =>
      (await createPaymentMethod(sandbox, { 'card[number]': number }, secretly())).json.card.fingerprint;
    expect(await fingerprint('4242 4242 4242 4242')).toBe(await fingerprint('4242424242424242'));
    expect(await fingerprint('5555555555554444')).not.toBe(await fingerprint('4242424242424242'));
  });

  test('of a co-branded card has its networks and the one that was chosen', async () => {
    const number = { 'card[number]': '4000002500001001' };
    const chosen = await createPaymentMethod(sandbox, { ...number, 'card[networks][preferred]': 'visa' });
    expect(chosen.json.card).toMatchObject({
      brand: 'visa',
      country: 'FR',
      display_brand: 'visa',
      networks: { available: ['cartes_bancaires', 'visa'], preferred: 'visa' },
    });
    const open = await createPaymentMethod(sandbox, number);
    expect(open.json.card).toMatchObject({
      display_brand: 'cartes_bancaires',
      networks: { preferred: null },
    });
  });

  test('that is not there is not found', async () => {
    const { status, json } = await get(sandbox, '/v1/payment_methods/pm_nope');
    expect(status).toBe(404);
    expect(json.error).toMatchObject({
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: "No such PaymentMethod: 'pm_nope'",
    });
  });
});

describe('a token', () => {
  test('has every property of the public reference', async () => {
    const form = { 'card[name]': 'Jenny Rosen', 'card[address_zip]': '62704', 'card[currency]': 'usd' };
    const { json } = await createToken(sandbox, form, secretly());
    expect(json).toEqual({
      id: expect.stringMatching(/^tok_[0-9A-Za-z]{24}$/),
      object: 'token',
      card: {
        id: expect.stringMatching(/^card_[0-9A-Za-z]{24}$/),
        object: 'card',
        address_city: null,
        address_country: null,
        address_line1: null,
        address_line1_check: null,
        address_line2: null,
        address_state: null,
        address_zip: '62704',
        address_zip_check: 'unchecked',
        brand: 'Visa',
        country: 'US',
        currency: 'usd',
        cvc_check: 'unchecked',
        dynamic_last4: null,
        exp_month: 12,
        exp_year: 2034,
        fingerprint: expect.any(String),
        funding: 'credit',
        last4: '4242',
        metadata: {},
        name: 'Jenny Rosen',
        networks: { preferred: null },
        regulated_status: 'unregulated',
        tokenization_method: null,
      },
      client_ip: '127.0.0.1',
      created: expect.any(Number),
      livemode: false,
      type: 'card',
      used: false,
    });
  });

  test('becomes a payment method once, with its cardholder [F13, S10]', async () => {
    const { json: token } = await createToken(sandbox, {
      'card[name]': 'Jenny Rosen',
      'card[address_zip]': '62704',
    });
    const form = { type: 'card', 'card[token]': token.id, 'billing_details[email]': 'jenny@example.com' };
    const { json: method } = await post(sandbox, '/v1/payment_methods', form);
    expect(method.card.last4).toBe('4242');
    expect(method.billing_details).toMatchObject({
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      address: { postal_code: '62704' },
    });
    expect((await get(sandbox, `/v1/tokens/${token.id}`)).json.used).toBe(true);
    const again = await post(sandbox, '/v1/payment_methods', form);
    expect(again.status).toBe(400);
    expect(again.json.error).toMatchObject({ type: 'invalid_request_error', code: 'token_already_used' });
  });

  test('that two requests use at once becomes one payment method [S10]', async () => {
    const { json: token } = await createToken(sandbox);
    const form = { type: 'card', 'card[token]': token.id };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(sandbox, '/v1/payment_methods', form)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
  });

  test('that was never made, or is none, is not taken', async () => {
    const use = (token: string) =>
      post(sandbox, '/v1/payment_methods', { type: 'card', 'card[token]': token });
    expect((await use('tok_nope')).json.error).toMatchObject({ code: 'resource_missing' });
    expect((await use('pm_nope')).json.error).toMatchObject({ param: 'card[token]' });
    const both = { type: 'card', 'card[token]': 'tok_x', 'card[number]': '4242424242424242' };
    expect((await post(sandbox, '/v1/payment_methods', both)).json.error.code).toBe('parameter_unknown');
  });
});

test('an id is never given twice [S10]', async () => {
  const ids = await Promise.all(
    Array.from({ length: 200 }, async () => (await createToken(sandbox)).json.id),
  );
  expect(new Set(ids).size).toBe(200);
});
