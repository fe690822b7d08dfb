/** Passkeys at the test bank: a holder agrees to one payment, and to no other. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { testCards } from '../../src/contract/test-cards.js';
import { type BankQuestion, createAuthenticator, type Lie, questionIn } from './authenticator.js';
import { FORM, post, send, start } from './harness.js';
import { officialClient, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const numberOf = (name: string) => String(testCards.find((card) => card.name === name)?.number);

/** Begins a payment that waits for the bank. */
async function begin(amount = 1099, card = 'authenticationRequired', currency = 'usd') {
  const intent = await stripe.paymentIntents.create({
    ...{ amount, currency, confirm: true, payment_method_data: typed(numberOf(card)) },
  });
  return { id: intent.id, url: String(intent.next_action?.use_stripe_sdk?.stripe_js) };
}

const pageAt = async (url: string) => (await fetch(url)).text();

async function askedAt(url: string): Promise<BankQuestion> {
  const asked = questionIn(await pageAt(url));
  if (!asked) throw new Error('The bank asks for no passkey.');
  return asked;
}

const answer = (url: string, fields: Record<string, string>) =>
  send(url, {
    method: 'POST',
    headers: FORM,
    body: `${new URLSearchParams({ outcome: 'complete', ...fields })}`,
  });

const statusOf = async ({ id }: { id: string }) => (await stripe.paymentIntents.retrieve(id)).status;

/** A device with a passkey for the card. */
async function registered(card?: string) {
  const payment = await begin(500, card);
  const device = createAuthenticator(sandbox.url);
  const { status } = await answer(payment.url, device.register(await askedAt(payment.url)));
  expect(status).toBe(303);
  expect(await statusOf(payment)).toBe('succeeded');
  return device;
}

test('a passkey that was saved with one payment confirms the next one', async () => {
  const device = await registered();
  const payment = await begin(1099);
  const asked = await askedAt(payment.url);
  expect(asked.known).toContain(device.id);
  expect(asked.payment).toMatchObject({
    payeeOrigin: null,
    total: { currency: 'USD', value: '10.99' },
    instrument: expect.stringContaining('••••'),
  });
  expect((await answer(payment.url, device.confirm(asked))).status).toBe(303);
  expect(await statusOf(payment)).toBe('succeeded');
});

test('an amount is shown in its main unit, whatever its currency', async () => {
  const total = async (currency: string) =>
    (await askedAt((await begin(1500, undefined, currency)).url)).payment.total.value;
  expect([await total('jpy'), await total('kwd')]).toEqual(['1500', '1.500']);
});

test('the buttons of the page work as before, and a saved card asks for no passkey', async () => {
  const payment = await begin();
  expect((await answer(payment.url, {})).status).toBe(303);
  expect(await statusOf(payment)).toBe('succeeded');
  const saved = await stripe.setupIntents.create({
    confirm: true,
    payment_method_data: typed(numberOf('authenticationRequired')),
  });
  const page = await pageAt(String(saved.next_action?.use_stripe_sdk?.stripe_js));
  expect(page).toContain('Complete authentication');
  expect(questionIn(page)).toBeUndefined();
});

test('a payment that a page of a shop confirms is for the origin of that page', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'usd' });
  const body = {
    client_secret: `${intent.client_secret}`,
    use_stripe_sdk: 'true',
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': numberOf('authenticationRequired'),
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
  };
  const { json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, body, {
    key: sandbox.publishableKey,
    headers: { 'Payframe-Page-Origin': 'https://shop.example https://around.example' },
  });
  const url = json.next_action.use_stripe_sdk.stripe_js;
  const asked = await askedAt(url);
  expect(asked.payment.payeeOrigin).toBe('https://shop.example');
  const device = await registered();
  const elsewhere = device.confirm(asked, { payment: { topOrigin: 'https://evil.example' } });
  expect((await answer(url, elsewhere)).text).toContain('in another shop');
  expect((await answer(url, device.confirm(asked))).status).toBe(303);
  expect(await statusOf(intent)).toBe('succeeded');
});

describe('a passkey is refused, and the payment waits', () => {
  const REFUSED: [title: string, lie: Lie, reason: string][] = [
    ['for another amount', { payment: { total: { currency: 'USD', value: '1.00' } } }, 'another amount'],
    ['for another currency', { payment: { total: { currency: 'JPY', value: '10.99' } } }, 'another amount'],
    ['for another payee', { payment: { payeeName: 'Somebody else' } }, 'another payee'],
    ['for another shop', { payment: { payeeOrigin: 'https://evil.example' } }, 'another shop'],
    ['for another card', { payment: { instrument: { displayName: '•••• 1111' } } }, 'another card'],
    ['for another bank', { payment: { rpId: 'evil.example' } }, 'another bank'],
    ['that was given on another page', { origin: 'https://evil.example' }, 'another page'],
    ['of another host', { host: 'https://evil.example', payment: { rpId: '127.0.0.1' } }, 'another host'],
    ['that answers another question', { challenge: 'AAAA' }, 'another question'],
    ['that only signs in', { type: 'webauthn.get' }, 'payment.get'],
    ['whose holder was not verified', { flags: 0b1 }, 'did not verify the person'],
  ];

  test.each(REFUSED)('%s [S31]', async (_, lie, reason) => {
    const device = await registered();
    const payment = await begin();
    const { status, text } = await answer(payment.url, device.confirm(await askedAt(payment.url), lie));
    expect(status).toBe(400);
    expect(text).toContain(reason);
    expect(await statusOf(payment)).toBe('requires_action');
  });

  test('that has confirmed another payment of the same amount [S31]', async () => {
    const device = await registered();
    const [first, second] = [await begin(), await begin()];
    const agreed = device.confirm(await askedAt(first.url));
    expect((await answer(second.url, agreed)).status).toBe(400);
    expect((await answer(first.url, agreed)).status).toBe(303);
    expect((await answer(second.url, agreed)).status).toBe(400);
    expect(await statusOf(second)).toBe('requires_action');
  });

  test('whose text was changed after it was signed [S31]', async () => {
    const device = await registered();
    const payment = await begin();
    const asked = await askedAt(payment.url);
    const [one, other] = [device.confirm(asked), device.confirm(asked)];
    const mixed = {
      ...one,
      'confirmation[authenticator_data]': `${other['confirmation[authenticator_data]']}`,
    };
    expect((await answer(payment.url, mixed)).text).toContain('signature is wrong');
    expect(await statusOf(payment)).toBe('requires_action');
  });

  test('of another card, and of a device that the bank does not know [S31]', async () => {
    const device = await registered('authenticationRequiredOnSetup');
    const payment = await begin();
    const asked = await askedAt(payment.url);
    expect(asked.known).not.toContain(device.id);
    for (const one of [device, createAuthenticator(sandbox.url)])
      expect((await answer(payment.url, one.confirm(asked))).text).toContain(
        'does not know it for this card',
      );
    expect(await statusOf(payment)).toBe('requires_action');
  });

  test('from a copy of its device, which has counted less [S31]', async () => {
    const device = await registered();
    const [early, late] = [await begin(), await begin()];
    const stale = device.confirm(await askedAt(early.url));
    expect((await answer(late.url, device.confirm(await askedAt(late.url)))).status).toBe(303);
    expect((await answer(early.url, stale)).text).toContain('was copied');
    expect(await statusOf(early)).toBe('requires_action');
  });

  test('that is new, and was made for another question or by nobody in person [S31]', async () => {
    const payment = await begin();
    const asked = await askedAt(payment.url);
    const device = createAuthenticator(sandbox.url);
    const other = await askedAt((await begin()).url);
    for (const fields of [device.register(other), device.register(asked, { flags: 0b100_0001 })])
      expect((await answer(payment.url, fields)).status).toBe(400);
    expect((await askedAt(payment.url)).known).not.toContain(device.id);
    expect(await statusOf(payment)).toBe('requires_action');
  });
});
