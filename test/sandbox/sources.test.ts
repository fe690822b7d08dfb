import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { send, start } from './harness.js';
import { eventsOf, officialClient, ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const customerOf = async (id: string, expand: string[] = []): Promise<Stripe.Customer> =>
  (await stripe.customers.retrieve(id, { expand })) as Stripe.Customer;

const sourcesOf = async (id: string) =>
  (await stripe.customers.listSources(id)).data.map((source) => source.id);

describe('a customer’s sources', () => {
  test('begin with the one that the customer is created with, which is the default', async () => {
    const customer = await stripe.customers.create({ source: 'tok_visa', name: 'Jenny' });
    const card = String(customer.default_source);
    expect(card).toMatch(/^card_/);
    expect(customer).not.toHaveProperty('sources');
    expect(await customerOf(customer.id, ['sources', 'default_source'])).toMatchObject({
      default_source: { id: card, object: 'card', brand: 'Visa', customer: customer.id, metadata: {} },
      sources: { object: 'list', data: [{ id: card }], url: `/v1/customers/${customer.id}/sources` },
    });
    expect(await eventsOf(stripe, customer.id)).toEqual(['customer.created']);
    expect(await eventsOf(stripe, card)).toEqual(['payment_method.attached', 'customer.source.created']);
  });

  test('are added, read, changed, listed and deleted; the newest is the next default', async () => {
    const { id: customer } = await stripe.customers.create();
    const add = (source: string, more = {}) => stripe.customers.createSource(customer, { source, ...more });
    const visa = await add('tok_visa', { metadata: { order: '1' } });
    expect(visa).toMatchObject({ metadata: { order: '1' }, object: 'card', cvc_check: 'pass' });
    const [mastercard, amex] = [await add('tok_mastercard'), await add('tok_amex')];
    expect((await customerOf(customer)).default_source).toBe(visa.id);
    expect(await stripe.customers.retrieveSource(customer, visa.id)).toEqual(visa);
    expect(await sourcesOf(customer)).toEqual([amex.id, mastercard.id, visa.id]);
    const page = await stripe.customers.listSources(customer, {
      object: 'card',
      limit: 1,
      starting_after: amex.id,
    });
    expect(page).toMatchObject({ data: [{ id: mastercard.id }], has_more: true });
    expect((await stripe.customers.listSources(customer, { object: 'bank_account' })).data).toEqual([]);
    const changed = await stripe.customers.updateSource(customer, visa.id, {
      address_line1: '1 Main Street',
      address_zip: '94110',
      exp_month: '11',
      exp_year: '2035',
      metadata: { order: '2' },
      name: 'Jenny Rosen',
    });
    expect(changed).toMatchObject({
      address_line1: '1 Main Street',
      address_zip: '94110',
      exp_month: 11,
      exp_year: 2035,
      metadata: { order: '2' },
      name: 'Jenny Rosen',
    });
    expect(await stripe.customers.retrieveSource(customer, visa.id)).toEqual(changed);
    expect(await stripe.customers.deleteSource(customer, visa.id)).toEqual({
      id: visa.id,
      object: 'card',
      deleted: true,
    });
    expect((await customerOf(customer)).default_source).toBe(amex.id);
    expect(await eventsOf(stripe, visa.id)).toEqual([
      'payment_method.attached',
      'customer.source.created',
      'payment_method.updated',
      'customer.source.updated',
      'payment_method.detached',
      'customer.source.deleted',
    ]);
    const { id: other } = await stripe.customers.create();
    for (const call of [
      () => stripe.customers.retrieveSource(customer, visa.id),
      () => stripe.customers.updateSource(customer, visa.id, {}),
      () => stripe.customers.deleteSource(customer, visa.id),
      () => stripe.customers.retrieveSource(other, amex.id),
    ]) {
      expect(await refusal(call())).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    }
  });

  test('have another default when that is chosen, and lose the old one when another is sent', async () => {
    const { id, default_source: first } = await stripe.customers.create({ source: 'tok_visa' });
    const second = await stripe.customers.createSource(id, { source: 'tok_mastercard' });
    expect(await stripe.customers.update(id, { default_source: second.id })).toMatchObject({
      default_source: second.id,
    });
    const { default_source: third } = await stripe.customers.update(id, { source: 'tok_amex' });
    expect(await sourcesOf(id)).toEqual([third, first]);
    for (const default_source of ['card_none', second.id]) {
      expect(await refusal(stripe.customers.update(id, { default_source }))).toMatchObject({
        code: 'resource_missing',
        param: 'default_source',
      });
    }
    await stripe.customers.deleteSource(id, String(third));
    await stripe.customers.deleteSource(id, String(first));
    expect((await customerOf(id)).default_source).toBeNull();
  });

  test('are payment methods too: they pay intents, and go when they are detached', async () => {
    const { id: customer, default_source } = await stripe.customers.create({ source: 'tok_visa' });
    const card = String(default_source);
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer,
      payment_method: card,
      off_session: true,
      confirm: true,
    });
    expect(intent).toMatchObject({ status: 'succeeded', payment_method: card });
    expect((await stripe.customers.listPaymentMethods(customer)).data).toMatchObject([
      { id: card, object: 'payment_method', card: { last4: '4242' } },
    ]);
    const attached = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    expect(await sourcesOf(customer)).toEqual([card]);
    expect(await refusal(stripe.customers.update(customer, { default_source: attached.id }))).toMatchObject({
      param: 'default_source',
    });
    await stripe.paymentMethods.detach(card);
    expect(await sourcesOf(customer)).toEqual([]);
    expect((await customerOf(customer)).default_source).toBeNull();
  });

  test('pay an intent that is confirmed without a payment method, by the default one', async () => {
    const { id: customer, default_source } = await stripe.customers.create({ source: 'tok_visa' });
    const paid = { amount: 1000, currency: 'usd', customer, off_session: true };
    expect(await stripe.paymentIntents.create({ ...paid, confirm: true })).toMatchObject({
      status: 'succeeded',
      payment_method: default_source,
    });
    const { off_session, ...later } = paid;
    expect(await stripe.paymentIntents.create(later)).toMatchObject({ payment_method: null });
    await stripe.customers.deleteSource(customer, String(default_source));
    expect(await refusal(stripe.paymentIntents.create({ ...paid, confirm: true }))).toMatchObject({
      statusCode: 400,
    });
  });

  test('are not kept where the bank declines; some decline only later', async () => {
    const error = await refusal(
      stripe.customers.create({ source: 'tok_chargeDeclined', email: 'no@example.com' }),
    );
    expect(error).toMatchObject({ type: 'StripeCardError', code: 'card_declined' });
    expect((await stripe.customers.list({ email: 'no@example.com' })).data).toEqual([]);
    const { id: customer } = await stripe.customers.create({ source: 'tok_chargeCustomerFail' });
    expect(await refusal(stripe.charges.create({ amount: 1000, currency: 'usd', customer }))).toMatchObject({
      code: 'card_declined',
    });
    const { id } = await stripe.customers.create();
    for (const [source, expected] of [
      ['tok_visa_chargeDeclinedExpiredCard', { statusCode: 402, code: 'expired_card' }],
      ['btok_none', { statusCode: 400, param: 'source' }],
      ['tok_none', { code: 'resource_missing' }],
    ] as const) {
      expect(await refusal(stripe.customers.createSource(id, { source }))).toMatchObject(expected);
    }
    expect(await sourcesOf(id)).toEqual([]);
  });

  test('go with their customer, and are nobody else’s', async () => {
    const { id, default_source } = await stripe.customers.create({ source: 'tok_visa' });
    const other = await ownAccount(sandbox);
    for (const call of [
      () => other.customers.listSources(id),
      () => other.customers.retrieveSource(id, String(default_source)),
    ]) {
      expect(await refusal(call())).toMatchObject({ code: 'resource_missing' });
    }
    await stripe.customers.del(id);
    expect(await refusal(stripe.customers.listSources(id))).toMatchObject({ code: 'resource_missing' });
    expect(await refusal(stripe.customers.createSource(id, { source: 'tok_visa' }))).toMatchObject({
      code: 'resource_missing',
    });
  });

  test('that are added at the same time are all there, and one of them is the default', async () => {
    const { id } = await stripe.customers.create();
    const made = await Promise.all(
      ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_discover'].map((source) =>
        stripe.customers.createSource(id, { source }),
      ),
    );
    const ids = made.map((source) => source.id);
    expect((await sourcesOf(id)).sort()).toEqual([...ids].sort());
    expect(ids).toContain((await customerOf(id)).default_source);
    await Promise.all(ids.slice(1).map((source) => stripe.customers.deleteSource(id, source)));
    expect((await customerOf(id)).default_source).toBe(ids[0]);
  });

  test('are in the customer of versions that had them there', async () => {
    const { id, default_source } = await stripe.customers.create({ source: 'tok_visa' });
    const { json } = await send(`${sandbox.url}/v1/customers/${id}`, {
      headers: { Authorization: `Bearer ${sandbox.secretKey}`, 'Stripe-Version': '2020-03-02' },
    });
    expect(json.sources).toMatchObject({ data: [{ id: default_source, object: 'card' }] });
  });
});
