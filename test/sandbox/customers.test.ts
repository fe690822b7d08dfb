import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { FORM, get, post, send, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const lastEvent = async (type: string) => (await stripe.events.list({ type, limit: 1 })).data[0];

describe('a customer', () => {
  test('has every property of the public reference', async () => {
    const since = Math.floor(Date.now() / 1000);
    const { lastResponse, ...made } = await stripe.customers.create();
    expect(made.created).toBeGreaterThanOrEqual(since);
    expect(made.created).toBeLessThanOrEqual(Date.now() / 1000);
    expect(made).toEqual({
      id: expect.stringMatching(/^cus_[0-9A-Za-z]{24}$/),
      object: 'customer',
      address: null,
      balance: 0,
      created: expect.any(Number),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: null,
      discount: null,
      email: null,
      invoice_prefix: expect.stringMatching(/^[A-Z0-9]{8}$/),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: {},
      name: null,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: null,
    });
  });

  const all: Stripe.CustomerCreateParams = {
    address: { line1: '1 Main St', city: 'Springfield', postal_code: '62704', country: 'US' },
    balance: -500,
    description: 'A good one',
    email: 'jenny@example.com',
    invoice_prefix: 'JENNY1',
    invoice_settings: { custom_fields: [{ name: 'PO', value: '17' }], footer: 'Thank you' },
    metadata: { order: '6735' },
    name: 'Jenny Rosen',
    next_invoice_sequence: 7,
    phone: '+15555550100',
    preferred_locales: ['de', 'en'],
    shipping: { name: 'Jenny Rosen', address: { line1: '2 Side St' } },
    tax_exempt: 'exempt',
  };

  test('keeps all that it is made with, and is read back', async () => {
    const made = await stripe.customers.create(all);
    const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
    expect(made).toMatchObject({
      ...all,
      address: { ...empty, ...(all.address as object) },
      invoice_settings: { ...all.invoice_settings, rendering_options: null },
      shipping: { name: 'Jenny Rosen', phone: null, address: { ...empty, line1: '2 Side St' } },
    });
    expect(await stripe.customers.retrieve(made.id)).toEqual(made);
  });

  test('changes in what is sent, and in nothing else', async () => {
    const { lastResponse: _, ...made } = await stripe.customers.create(all);
    const { lastResponse, ...changed } = await stripe.customers.update(made.id, {
      address: { city: 'Shelbyville' },
      metadata: { order: '', colour: 'red' },
      name: '',
      shipping: '',
    });
    expect(changed).toEqual({
      ...made,
      address: { ...made.address, city: 'Shelbyville' },
      metadata: { colour: 'red' },
      name: null,
      shipping: null,
    });
    const { data } = (await lastEvent('customer.updated')) as Stripe.CustomerUpdatedEvent;
    expect(data.object).toEqual(changed);
    expect(data.previous_attributes).toEqual({
      address: { city: 'Springfield' },
      metadata: { order: '6735', colour: null },
      name: 'Jenny Rosen',
      shipping: made.shipping,
    });
    expect((await stripe.customers.update(made.id, { metadata: '' })).metadata).toEqual({});
  });

  test('has the names of a business and of a person while it is given them', async () => {
    const names = { business_name: 'Rosen Ltd', individual_name: 'Jenny Rosen' };
    const { id, ...made } = await stripe.customers.create(names);
    expect(made).toMatchObject(names);
    const changed = await stripe.customers.update(id, { business_name: '' });
    expect(changed).not.toHaveProperty('business_name');
    expect(changed.individual_name).toBe('Jenny Rosen');
  });

  test('that was deleted is known as such, and no more of it', async () => {
    const { id } = await stripe.customers.create({
      email: 'gone@example.com',
      payment_method: 'pm_card_visa',
    });
    const [saved] = (await stripe.customers.listPaymentMethods(id)).data;
    const { lastResponse, ...deleted } = await stripe.customers.del(id);
    expect(deleted).toEqual({ id, object: 'customer', deleted: true });
    expect(await stripe.customers.retrieve(id)).toMatchObject(deleted);
    expect((await stripe.customers.list({ email: 'gone@example.com' })).data).toEqual([]);
    const missing = { code: 'resource_missing', statusCode: 404 };
    expect(await refusal(stripe.customers.update(id, { name: 'A' }))).toMatchObject(missing);
    expect(await refusal(stripe.customers.del(id))).toMatchObject(missing);
    expect(await refusal(stripe.paymentMethods.attach('pm_card_visa', { customer: id }))).toMatchObject(
      missing,
    );
    expect(await stripe.paymentMethods.retrieve(`${saved?.id}`)).toMatchObject({ customer: null });
    expect((await lastEvent('customer.deleted'))?.data.object).toMatchObject({
      id,
      email: 'gone@example.com',
    });
  });

  test('that was deleted has nothing saved for it by a payment or a set-up of before', async () => {
    const customer = (await stripe.customers.create()).id;
    const { id } = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer,
      allowed_payment_method_types: ['card'],
      setup_future_usage: 'off_session',
    });
    const setup = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ['card'] });
    const asked = await stripe.setupIntents.create({
      customer,
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_authenticationRequired',
      confirm: true,
    });
    await stripe.customers.del(customer);
    const card = { payment_method: 'pm_card_visa' };
    const refused = {
      code: 'resource_missing',
      param: 'customer',
      message: expect.not.stringContaining(customer),
    };
    expect(await refusal(stripe.paymentIntents.confirm(id, card))).toMatchObject(refused);
    expect(await refusal(stripe.setupIntents.confirm(setup.id, card))).toMatchObject(refused);
    await send(`${sandbox.url}/3ds/${asked.next_action?.use_stripe_sdk?.source}`, {
      method: 'POST',
      headers: FORM,
      body: 'outcome=complete',
    });
    expect(await stripe.setupIntents.retrieve(asked.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { ...refused, type: 'invalid_request_error' },
    });
    // What saves nothing is paid.
    const once = await stripe.paymentIntents.update(id, { setup_future_usage: '' });
    expect((await stripe.paymentIntents.confirm(once.id, card)).status).toBe('succeeded');
  });

  test('is listed by email and by time, a page at a time', async () => {
    const email = 'many@example.com';
    const made: string[] = [];
    for (let index = 0; index < 5; index++) made.unshift((await stripe.customers.create({ email })).id);
    const first = await stripe.customers.list({ email, limit: 2 });
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const all = await stripe.customers.list({ email, limit: 2 }).autoPagingToArray({ limit: 10 });
    expect(all.map(({ id }) => id)).toEqual(made);
    const before = await stripe.customers.list({ email, ending_before: `${made[2]}`, limit: 1 });
    expect(before.data.map(({ id }) => id)).toEqual([made[1]]);
    const future = Math.floor(Date.now() / 1000) + 60;
    expect((await stripe.customers.list({ email, created: { gte: future } })).data).toEqual([]);
    expect((await stripe.customers.list({ email, created: { lt: future } })).data).toHaveLength(5);
  });

  test('is made with a payment method, which can be the default one', async () => {
    const made = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
      expand: ['invoice_settings.default_payment_method'],
    });
    expect(made.invoice_settings.default_payment_method).toMatchObject({ customer: made.id, type: 'card' });
    const [saved] = (await stripe.customers.listPaymentMethods(made.id)).data;
    expect(made.invoice_settings.default_payment_method).toMatchObject({ id: saved?.id });
  });

  test('is not made where the card is refused', async () => {
    const email = 'refused@example.com';
    const refused = stripe.customers.create({ email, payment_method: 'pm_card_chargeDeclined' });
    expect(await refusal(refused)).toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect((await stripe.customers.list({ email })).data).toEqual([]);
  });

  test('has no default payment method but one of its own', async () => {
    const { id } = await stripe.customers.create();
    const other = await stripe.paymentMethods.retrieve('pm_card_visa');
    const wrong = stripe.customers.update(id, { invoice_settings: { default_payment_method: other.id } });
    expect(await refusal(wrong)).toMatchObject({
      code: 'resource_missing',
      param: 'invoice_settings[default_payment_method]',
    });
    const saved = await stripe.paymentMethods.attach(other.id, { customer: id });
    const settings = { default_payment_method: saved.id };
    const changed = await stripe.customers.update(id, { invoice_settings: settings });
    expect(changed.invoice_settings.default_payment_method).toBe(saved.id);
    await stripe.paymentMethods.detach(saved.id);
    const after = (await stripe.customers.retrieve(id)) as Stripe.Customer;
    expect(after.invoice_settings.default_payment_method).toBeNull();
  });

  test('is refused what it has not, by name', async () => {
    expect(await refusal(stripe.customers.create({ colour: 'red' } as object))).toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
    expect(await refusal(stripe.customers.create({ balance: 1.5 }))).toMatchObject({ param: 'balance' });
    expect(await refusal(stripe.customers.retrieve('cus_nope'))).toMatchObject({
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_nope'",
    });
  });

  test('is the account’s own: no other sees it, or what is saved with it', async () => {
    const { id: stripeAccount } = await stripe.accounts.create({ type: 'custom' });
    const { id } = await stripe.customers.create({}, { stripeAccount });
    const saved = await stripe.paymentMethods.attach('pm_card_visa', { customer: id }, { stripeAccount });
    const intent = await stripe.setupIntents.create({ customer: id }, { stripeAccount });
    const missing = { statusCode: 404, code: 'resource_missing' };
    for (const look of [
      () => stripe.customers.retrieve(id),
      () => stripe.customers.update(id, { name: 'A' }),
      () => stripe.customers.listPaymentMethods(id),
      () => stripe.paymentMethods.retrieve(saved.id),
      () => stripe.paymentMethods.detach(saved.id),
      () => stripe.setupIntents.retrieve(intent.id),
      () => stripe.setupIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
      () => stripe.setupIntents.create({ customer: id }),
    ]) {
      expect(await refusal(look())).toMatchObject(missing);
    }
    expect(await stripe.customers.retrieve(id, {}, { stripeAccount })).toMatchObject({ id });
  });

  test('keeps no card number, wherever one is typed', async () => {
    const number = '4242 4242 4242 4242';
    const everywhere: Stripe.CustomerCreateParams[] = [
      { name: number },
      { metadata: { note: number } },
      { metadata: { [number]: 'note' } },
      { preferred_locales: [number] },
      { shipping: { name: number, address: { line1: '1' } } },
      { invoice_settings: { footer: number } },
    ];
    for (const params of everywhere) {
      const error = await refusal(stripe.customers.create(params));
      expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' });
      expect(error.message).not.toContain('4242');
    }
  });

  test('is none of a browser’s business', async () => {
    const { id } = await stripe.customers.create();
    const { publishableKey } = sandbox;
    expect((await get(sandbox, `/v1/customers/${id}`, publishableKey)).status).toBe(401);
    expect((await post(sandbox, '/v1/customers', {})).status).toBe(401);
  });
});
