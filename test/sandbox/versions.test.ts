import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { API_VERSION } from '../../sandbox/src/kernel/api-version.js';
import { get, post, send, start } from './harness.js';
import { officialClient, ownAccount, refusal } from './official.js';
import { listen, receive, until } from './receiver.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

type Fields = Record<string, unknown>;

/** What a client of a version gets: the types of ours know only the newest. */
const asOf = (apiVersion: string) => ({
  read: async (path: string): Promise<Fields> =>
    (await stripe.rawRequest('GET', path, undefined, { apiVersion })) as never,
  create: async (path: string, params: object): Promise<Fields> =>
    (await stripe.rawRequest('POST', path, params as never, { apiVersion })) as never,
});

const readWith = (headers: Record<string, string>) =>
  send(`${sandbox.url}/v1/customers`, {
    headers: { Authorization: `Bearer ${sandbox.secretKey}`, ...headers },
  });

const paid = { amount: 1000, currency: 'usd', confirm: true, payment_method: 'pm_card_visa' };

describe('a request names its version', () => {
  test.each([
    '2011-01-01',
    '2020-08-27',
    '2024-09-30.acacia',
    '2026-10-28.preview',
    '2022-11-15; orders_beta=v4',
  ])('%s is taken, and told again', async (version) => {
    const { status, headers } = await readWith({ 'Stripe-Version': version });
    expect([status, headers['stripe-version']]).toEqual([200, version]);
  });

  test('and without one, or with a newer one, it gets the newest, and is told so', async () => {
    const newer: Record<string, string> = { 'Stripe-Version': '2099-01-31.zinnia' };
    for (const named of [{}, newer]) {
      expect((await readWith(named)).headers['stripe-version']).toBe(API_VERSION);
    }
  });

  test.each(['latest', '9999-99-99', '2023-02-30', '2010-12-31', '2020-08-27x', '20200827', ''])(
    'and what is none is refused: "%s"',
    async (version) => {
      const { status, headers, json } = await readWith({ 'Stripe-Version': version });
      expect(status).toBe(400);
      expect(json.error).toMatchObject({ type: 'invalid_request_error', param: 'Stripe-Version' });
      expect(headers['stripe-version']).toBeUndefined();
    },
  );

  test('and a refusal tells it too', async () => {
    const { status, headers } = await send(`${sandbox.url}/v1/customers/cus_none`, {
      headers: { Authorization: `Bearer ${sandbox.secretKey}`, 'Stripe-Version': '2020-08-27' },
    });
    expect([status, headers['stripe-version']]).toEqual([404, '2020-08-27']);
  });
});

describe('an older version', () => {
  test('shows the charges in an intent and the refunds in a charge, as many as there are', async () => {
    const old = asOf('2020-08-27');
    const intent = await old.create('/v1/payment_intents', paid);
    const charge = String(intent.latest_charge);
    expect(intent.charges).toMatchObject({
      object: 'list',
      data: [{ id: charge, refunds: { data: [] } }],
      has_more: false,
    });
    const { id } = await stripe.refunds.create({ charge, amount: 300 });
    expect(await old.read(`/v1/charges/${charge}`)).toMatchObject({ refunds: { data: [{ id }] } });
    const newest = await asOf('2022-11-15').read(`/v1/charges/${charge}`);
    expect(newest).not.toHaveProperty('refunds');
    expect(await asOf('2022-11-15').read(`/v1/payment_intents/${intent.id}`)).not.toHaveProperty('charges');
  });

  test('expands what it includes further, which the newest does not', async () => {
    const expand = ['charges.data.balance_transaction'];
    const old = await asOf('2020-08-27').create('/v1/payment_intents', { ...paid, expand });
    expect(old.charges).toMatchObject({ data: [{ balance_transaction: { object: 'balance_transaction' } }] });
    const refused = await refusal(stripe.paymentIntents.create({ ...paid, expand }));
    expect(refused).toMatchObject({ statusCode: 400, param: 'expand' });
  });

  test('has its shapes in lists, in what is expanded and in errors', async () => {
    const old = asOf('2024-06-20');
    const { id } = await stripe.customers.create();
    await stripe.paymentIntents.create({ ...paid, customer: id });
    expect(await old.read(`/v1/payment_intents?customer=${id}&expand[]=data.latest_charge`)).toMatchObject({
      data: [{ invoice: null, latest_charge: { invoice: null } }],
    });
    const declined = { ...paid, payment_method: 'pm_card_chargeDeclined' };
    expect((await refusal(old.create('/v1/payment_intents', declined))).raw).toMatchObject({
      payment_intent: { invoice: null },
    });
    const [newest] = (await stripe.paymentIntents.list({ customer: id })).data;
    expect(newest).not.toHaveProperty('invoice');
  });

  test('keeps the defaults that it had: cards, captured before the answer', async () => {
    const params = { amount: 1000, currency: 'eur' };
    expect(await asOf('2022-11-15').create('/v1/payment_intents', params)).toMatchObject({
      payment_method_types: ['card'],
      automatic_payment_methods: null,
      capture_method: 'automatic',
    });
    expect(await asOf('2022-11-15').create('/v1/setup_intents', {})).toMatchObject({
      payment_method_types: ['card'],
    });
    const newest = await stripe.paymentIntents.create(params);
    expect(newest.capture_method).toBe('automatic_async');
    expect(newest.payment_method_types.length).toBeGreaterThan(1);
    const automatic = { ...params, automatic_payment_methods: { enabled: true } };
    const chosen = await asOf('2022-11-15').create('/v1/payment_intents', automatic);
    expect((chosen.payment_method_types as string[]).length).toBeGreaterThan(1);
  });

  test('has the names that it had, in both directions', async () => {
    const old = asOf('2019-02-10');
    const intent = await old.create('/v1/payment_intents', {
      amount: 1000,
      currency: 'usd',
      allowed_source_types: ['card'],
    });
    expect(intent).toMatchObject({ status: 'requires_source', allowed_source_types: ['card'] });
    const customer = await old.create('/v1/customers', { account_balance: -500 });
    expect(customer.account_balance).toBe(-500);
    expect(customer).not.toHaveProperty('balance');
    expect(((await stripe.customers.retrieve(String(customer.id))) as Stripe.Customer).balance).toBe(-500);
  });

  test('shows a restricted key no refunds that it may not read', async () => {
    const { latest_charge: charge } = await stripe.paymentIntents.create(paid);
    const readAs = async (permissions: Record<string, 'read'>) => {
      const { key } = await sandbox.keys.create({ livemode: false, kind: 'restricted', permissions });
      return send(`${sandbox.url}/v1/charges/${charge}`, {
        headers: { Authorization: `Bearer ${key}`, 'Stripe-Version': '2020-08-27' },
      });
    };
    expect((await readAs({ charges: 'read' })).json).not.toHaveProperty('refunds');
    expect((await readAs({ charges: 'read', refunds: 'read' })).json.refunds).toMatchObject({ data: [] });
  });

  test('of a page is told, but its frames get the shapes that they know', async () => {
    const { id, client_secret } = await asOf('2018-01-01').create('/v1/payment_intents', paid);
    const answer = await send(`${sandbox.url}/v1/payment_intents/${id}`, {
      headers: {
        Authorization: `Bearer ${sandbox.publishableKey}`,
        'Payframe-Version': '2018-01-01',
        'Payframe-Client-Secret': String(client_secret),
      },
    });
    expect(answer.headers['stripe-version']).toBe('2018-01-01');
    expect(answer.json).toMatchObject({ status: 'succeeded', payment_method_types: ['card'] });
  });
});

describe('an endpoint of an older version', () => {
  test('receives events in its shapes, also what they were before; other endpoints and the API do not', async () => {
    const shop = await ownAccount(sandbox);
    const [older, newest] = [await receive(), await receive()];
    const api_version = '2017-04-06';
    const endpoint = await listen(shop, older, { api_version, enabled_events: ['customer.updated'] });
    expect(endpoint.api_version).toBe(api_version);
    expect((await shop.webhookEndpoints.retrieve(endpoint.id)).api_version).toBe(api_version);
    await listen(shop, newest, { enabled_events: ['customer.updated'] });
    const { id } = await shop.customers.create({ balance: 100 });
    await shop.customers.update(id, { balance: 200 });
    await until(() => older.received.length === 1 && newest.received.length === 1);
    const [{ event }] = older.received as [(typeof older.received)[0]];
    expect(event).toMatchObject({
      api_version,
      data: { object: { id, account_balance: 200 }, previous_attributes: { account_balance: 100 } },
      request: expect.stringMatching(/^req_/),
    });
    const known = await shop.events.retrieve(event.id, {}, { apiVersion: '2018-01-01' });
    expect(known).toMatchObject({ api_version: API_VERSION, data: { object: { balance: 200 } } });
    // With the header of the account, the API also tells which account that is.
    const { account, ...shown } = known;
    expect({ ...newest.received[0]?.event, pending_webhooks: 0 }).toEqual(shown);
    expect(account).toMatch(/^acct_/);
  });

  test('receives what its version includes', async () => {
    const shop = await ownAccount(sandbox);
    const receiver = await receive();
    await listen(shop, receiver, { api_version: '2020-08-27', enabled_events: ['payment_intent.succeeded'] });
    const intent = await shop.paymentIntents.create(paid as Stripe.PaymentIntentCreateParams);
    await until(() => receiver.received.length === 1);
    expect(receiver.received[0]?.event.data.object).toMatchObject({
      id: intent.id,
      charges: { data: [{ id: intent.latest_charge, refunds: { data: [] } }] },
    });
  });
});

describe('clients of other languages', () => {
  test.each(['True', 'TRUE', 'true'])('send %s', async (yes) => {
    const form = {
      ...(paid as unknown as Record<string, string>),
      amount: '1000',
      confirm: yes,
      off_session: yes,
    };
    expect((await post(sandbox, '/v1/payment_intents', form, { key: sandbox.secretKey })).json).toMatchObject(
      {
        status: 'succeeded',
      },
    );
  });

  test('send False; anything else is refused by its name', async () => {
    const ask = (confirm: string) =>
      post(
        sandbox,
        '/v1/payment_intents',
        { amount: '1000', currency: 'usd', confirm },
        { key: sandbox.secretKey },
      );
    for (const no of ['False', 'FALSE', 'false']) {
      expect((await ask(no)).json.status).toBe('requires_payment_method');
    }
    for (const other of ['1', 'yes', 'tRue', '']) {
      expect((await ask(other)).json.error).toMatchObject({
        message: 'Invalid boolean: confirm',
        param: 'confirm',
      });
    }
  });

  test('ask for an account that is not theirs, and recognise the error', async () => {
    const error = await refusal(stripe.customers.list({}, { stripeAccount: 'acct_none' }));
    expect(error).toMatchObject({ statusCode: 403, code: 'account_invalid' });
    expect(await refusal(stripe.accounts.retrieve('acct_none'))).toMatchObject({ code: 'account_invalid' });
  });

  test('are told which resources of the public API are not here, and where to look', async () => {
    expect(await refusal(stripe.quotes.list())).toMatchObject({
      statusCode: 404,
      code: 'resource_not_in_version',
      message: expect.stringContaining('docs/keys.md lists every endpoint'),
      doc_url: `${sandbox.url}/docs/errors.html#resource_not_in_version`,
    });
    expect((await get(sandbox, '/v1/foo')).json.error).not.toHaveProperty('code');
  });
});

describe('a subscription', () => {
  const monthly = async () =>
    (
      await stripe.prices.create({
        currency: 'usd',
        unit_amount: 2000,
        product_data: { name: 'Gold' },
        recurring: { interval: 'month' },
      })
    ).id;
  const customerWith = async (card: string) =>
    (
      await stripe.customers.create({
        payment_method: card,
        invoice_settings: { default_payment_method: card },
      })
    ).id;

  test('before 2025-03-31 has one period, and the plan of its only item', async () => {
    const price = await monthly();
    const former = asOf('2023-10-16');
    const created = await former.create('/v1/subscriptions', {
      customer: await customerWith('pm_card_visa'),
      items: [{ plan: price }],
      expand: ['latest_invoice.payment_intent'],
    });
    const { items } = await stripe.subscriptions.retrieve(String(created.id));
    expect(created).toMatchObject({
      current_period_end: items.data[0]?.current_period_end,
      current_period_start: items.data[0]?.current_period_start,
      discount: null,
      plan: { id: price, object: 'plan' },
      quantity: 1,
      latest_invoice: { paid: true, subscription: created.id, payment_intent: { status: 'succeeded' } },
    });
    const newest = await stripe.subscriptions.retrieve(String(created.id));
    for (const name of ['current_period_end', 'plan', 'quantity']) expect(newest).not.toHaveProperty(name);
  });

  test('is classic by default before 2025-09-30, and flexible from then on', async () => {
    const params = { customer: await customerWith('pm_card_visa'), items: [{ price: await monthly() }] };
    expect(await asOf('2025-08-27.basil').create('/v1/subscriptions', params)).toMatchObject({
      billing_mode: { type: 'classic' },
    });
    expect(await asOf('2025-09-30.clover').create('/v1/subscriptions', params)).toMatchObject({
      billing_mode: { type: 'flexible' },
    });
  });

  test('before 2020-08-27 takes prorate, and before 2019-03-14 is not created where its payment fails', async () => {
    const items = [{ price: await monthly() }];
    const customer = await customerWith('pm_card_visa');
    const subscription = await stripe.subscriptions.create({ customer, items });
    const changed = await asOf('2020-03-02').create(`/v1/subscriptions/${subscription.id}`, {
      items: [{ id: subscription.items.data[0]?.id, quantity: 2 }],
      prorate: false,
    });
    expect(changed).toMatchObject({ quantity: 2 });
    expect((await stripe.invoiceItems.list({ customer })).data).toEqual([]);
    const declined = await customerWith('pm_card_chargeCustomerFail');
    const early = asOf('2019-02-19').create('/v1/subscriptions', { customer: declined, items });
    expect(await refusal(early)).toMatchObject({ code: 'card_declined', statusCode: 402 });
  });
});
