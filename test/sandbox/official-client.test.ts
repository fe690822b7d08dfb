import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOf, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: { url: string; publishableKey: string; secretKey: string; close?(): Promise<void> };
let stripe: Stripe;

const client = (key: string) => officialClient(sandbox, key);

/** An account of the sandbox that the variables name, such as one in a container; without them, a sandbox of its own. */
async function open(): Promise<typeof sandbox> {
  const { PAYFRAME_URL: url, PAYFRAME_API_KEY: key } = process.env;
  if (!url || !key) return start();
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/v1/test_helpers/accounts`, { method: 'POST', headers });
  const { keys } = (await answer.json()) as { keys: { publishable: string; secret: string } };
  return { url, publishableKey: keys.publishable, secretKey: keys.secret };
}

beforeAll(async () => {
  sandbox = await open();
  stripe = client(sandbox.secretKey);
});
afterAll(() => sandbox.close?.());

const card = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' };

describe('the official server client, unmodified', () => {
  test('makes a payment method and reads it back', async () => {
    const made = await stripe.paymentMethods.create({
      type: 'card',
      card,
      billing_details: { name: 'Jenny Rosen', address: { postal_code: '62704' } },
      metadata: { order: '6735' },
    });
    expect(made.lastResponse.requestId).toMatch(/^req_/);
    const read = await stripe.paymentMethods.retrieve(made.id);
    expect(read).toEqual(made);
    expect(read.card?.last4).toBe('4242');
    expect(read.metadata).toEqual({ order: '6735' });
  });

  test('makes a token, reads it back and uses it up', async () => {
    const token = await stripe.tokens.create({
      card: { number: card.number, exp_month: '12', exp_year: '2034', cvc: '123' },
    });
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token);
    const method = await stripe.paymentMethods.create({ type: 'card', card: { token: token.id } });
    expect(method.card?.fingerprint).toBe(token.card?.fingerprint);
    expect((await stripe.tokens.retrieve(token.id)).used).toBe(true);
  });

  test('makes a payment method for SEPA Direct Debit, and a bank account’s token', async () => {
    const iban = 'DE89370400440532013000';
    const made = await stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban },
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
    });
    expect(await stripe.paymentMethods.retrieve(made.id)).toEqual(made);
    const token = await stripe.tokens.create({
      bank_account: { country: 'DE', currency: 'eur', account_number: iban },
    });
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token);
    expect(token.bank_account?.fingerprint).toBe(made.sepa_debit?.fingerprint);
  });

  test('gets the same answer for the same idempotency key', async () => {
    const options = { idempotencyKey: 'once' };
    const first = await stripe.paymentMethods.create({ type: 'card', card }, options);
    const second = await stripe.paymentMethods.create({ type: 'card', card }, options);
    expect(second.id).toBe(first.id);
    const other = stripe.paymentMethods.create({ type: 'card', card: { ...card, exp_month: 11 } }, options);
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  test('recognises each error', async () => {
    const create = (change: object) =>
      stripe.paymentMethods.create({ type: 'card', card: { ...card, ...change } }).catch((error) => error);
    const declined = await create({ number: '4532015112830366' });
    expect(declined).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(declined).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
      requestId: expect.stringMatching(/^req_/),
    });
    expect(await create({ exp_month: 13 })).toMatchObject({
      code: 'invalid_expiry_month',
      param: 'exp_month',
    });
    const unknown = await create({ pin: '1' });
    expect(unknown).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(unknown).toMatchObject({ code: 'parameter_unknown', param: 'card[pin]' });
    const missing = await stripe.tokens.retrieve('tok_nope').catch((error) => error);
    expect(missing).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(missing).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  test('recognises a wrong key', async () => {
    const wrong = client(keyOf('sk_test'));
    await expect(wrong.tokens.retrieve('tok_x')).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
    const publishable = client(sandbox.publishableKey);
    await expect(publishable.tokens.retrieve('tok_x')).rejects.toMatchObject({ code: 'secret_key_required' });
  });
});
