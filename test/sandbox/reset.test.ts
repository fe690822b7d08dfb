/** A suite's own account, and the way to empty it: what is deleted, and above all what is not. */
import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { Database } from '../../sandbox/src/kernel/db/database.js';
import { savePasskey } from './authenticator.js';
import { createToken, get, post, send, start, temporaryDirectory, withDatabase } from './harness.js';
import { activeAccount, officialClient, refusal } from './official.js';
import { listen, receive, until } from './receiver.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

interface Account {
  id: string;
  url: string;
  publishableKey: string;
  secretKey: string;
}

/** An account of its own, in one request. */
async function ownAccount(secretKey = sandbox.secretKey): Promise<Account> {
  const { json } = await send(`${sandbox.url}/v1/test_helpers/accounts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}` },
  });
  const { publishable, secret } = json.keys;
  return { id: json.id, url: sandbox.url, publishableKey: publishable, secretKey: secret };
}

const reset = (key: string, headers: Record<string, string> = {}) =>
  post(sandbox, '/v1/test_helpers/reset', '', { key, headers });

/** The beginning of a picture. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** Makes something of every kind. */
async function fill(stripe: Stripe): Promise<Stripe.PaymentIntent> {
  const customer = await stripe.customers.create({ name: 'Ada' });
  const pay = (payment_method: string) =>
    stripe.paymentIntents.create({
      ...{ amount: 1000, currency: 'usd', customer: customer.id },
      ...{ payment_method, confirm: true, setup_future_usage: 'off_session' },
    });
  const paid = await pay('pm_card_visa');
  await stripe.refunds.create({ payment_intent: paid.id, amount: 100 });
  await pay('pm_card_createDispute');
  await pay('pm_card_authenticationRequired');
  const confirmed = await pay('pm_card_authenticationRequired');
  await savePasskey(String(confirmed.next_action?.use_stripe_sdk?.stripe_js));
  await stripe.setupIntents.create({ confirm: true, payment_method: 'pm_card_visa' });
  await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  const components = { payment_element: { enabled: true } };
  await stripe.customerSessions.create({ customer: customer.id, components });
  await stripe.paymentMethodConfigurations.create({ name: 'Shop' });
  const evidence = { name: 'a.png', data: PNG };
  const { id: file } = await stripe.files.create({ purpose: 'dispute_evidence', file: evidence });
  await stripe.fileLinks.create({ file });
  await stripe.testHelpers.testClocks.create({ frozen_time: 1_893_456_000 });
  await stripe.prices.create({ currency: 'usd', product_data: { name: 'Gold' }, unit_amount: 100 });
  const coupon = (await stripe.coupons.create({ percent_off: 10 })).id;
  await stripe.promotionCodes.create({ promotion: { coupon, type: 'coupon' } });
  await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 19 });
  await stripe.shippingRates.create({
    display_name: 'Ground',
    fixed_amount: { amount: 500, currency: 'usd' },
  });
  const formula = { default_aggregation: { formula: 'sum' }, display_name: 'Requests' } as const;
  await stripe.billing.meters.create({ ...formula, event_name: 'requests' });
  const payload = { stripe_customer_id: customer.id, value: '1' };
  await stripe.billing.meterEvents.create({ event_name: 'requests', payload });
  await stripe.customers.update(customer.id, { balance: -10 });
  const discounts = [{ coupon }];
  await stripe.invoiceItems.create({ amount: 1000, currency: 'usd', customer: customer.id, discounts });
  const bill = await stripe.invoices.create({
    customer: customer.id,
    pending_invoice_items_behavior: 'include',
  });
  await stripe.invoices.finalizeInvoice(bill.id);
  const plan = await stripe.prices.create({
    ...{ currency: 'usd', product_data: { name: 'Plan' }, unit_amount: 100 },
    recurring: { interval: 'month' },
  });
  await stripe.subscriptions.create({
    ...{ customer: customer.id, items: [{ price: plan.id }], payment_behavior: 'default_incomplete' },
  });
  await stripe.subscriptionSchedules.create({
    ...{ customer: customer.id, phases: [{ items: [{ price: plan.id }] }], start_date: 4_000_000_000 },
  });
  await stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE123456789' });
  await stripe.creditNotes.create({ amount: 100, invoice: bill.id });
  const { id: session } = await stripe.identity.verificationSessions.create({ type: 'document' });
  const outcome = { outcome: 'verified' };
  await stripe.rawRequest(
    'POST',
    `/v1/test_helpers/identity/verification_sessions/${session}/submit`,
    outcome,
  );
  await stripe.paymentLinks.create({ line_items: [{ price: plan.id, quantity: 1 }] });
  await stripe.checkout.sessions.create({
    ...{ line_items: [{ price: plan.id, quantity: 1 }], mode: 'subscription' },
    success_url: 'https://shop.example/thanks',
  });
  // A verification is checked for two seconds before it has a report.
  const { verificationReports } = stripe.identity;
  await expect.poll(async () => (await verificationReports.list()).data, { timeout: 15_000 }).toHaveLength(1);
  return paid;
}

const createDebit = (stripe: Stripe) =>
  stripe.paymentIntents.create({
    ...{ amount: 1000, currency: 'eur', payment_method: 'pm_success_de', confirm: true },
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });

/** Everything that an account can list. */
async function listed(stripe: Stripe): Promise<Record<string, number>> {
  const lists = {
    customers: stripe.customers.list(),
    paymentIntents: stripe.paymentIntents.list(),
    setupIntents: stripe.setupIntents.list(),
    charges: stripe.charges.list(),
    refunds: stripe.refunds.list(),
    disputes: stripe.disputes.list(),
    events: stripe.events.list({ limit: 100 }),
    balanceTransactions: stripe.balanceTransactions.list(),
  };
  const counts = Object.entries(lists).map(async ([name, list]) => [name, (await list).data.length]);
  return Object.fromEntries(await Promise.all(counts));
}

const NOTHING = {
  ...{ customers: 0, paymentIntents: 0, setupIntents: 0, charges: 0 },
  ...{ refunds: 0, disputes: 0, events: 0, balanceTransactions: 0 },
};

describe('POST /v1/test_helpers/accounts', () => {
  test('creates an account with keys of its own, whose objects no other account sees', async () => {
    const [first, second] = [await ownAccount(), await ownAccount()];
    const paid = await fill(officialClient(first));
    expect(await listed(officialClient(second))).toEqual(NOTHING);
    expect((await refusal(officialClient(second).paymentIntents.retrieve(paid.id))).statusCode).toBe(404);
    expect(
      (await refusal(officialClient(sandbox).charges.retrieve(String(paid.latest_charge)))).statusCode,
    ).toBe(404);
    const token = (await createToken(sandbox, {}, { key: first.publishableKey })).json.id;
    const used = await post(
      sandbox,
      '/v1/payment_methods',
      { type: 'card', 'card[token]': token },
      { key: second.secretKey },
    );
    expect(used.json.error.code).toBe('resource_missing');
    expect((await get(sandbox, '/v1/account', first.secretKey)).json.id).toBe(first.id);
  });

  test('shows its keys only in this answer, and not in the log of requests', async () => {
    const { id, secretKey } = await ownAccount();
    expect((await get(sandbox, `/v1/accounts/${id}`)).text).not.toContain('keys');
    expect((await get(sandbox, '/v1/accounts')).text).not.toContain(secretKey);
  });

  test('is for secret keys, and gives no account of a platform that is not the caller’s', async () => {
    const worker = await ownAccount();
    const refused = await post(sandbox, '/v1/test_helpers/accounts', '', { key: worker.publishableKey });
    expect(refused.json.error.code).toBe('secret_key_required');
    const headers = { 'Stripe-Account': (await ownAccount()).id };
    const foreign = await post(sandbox, '/v1/test_helpers/accounts', '', { key: worker.secretKey, headers });
    expect(foreign.status).toBe(403);
  });
});

describe('POST /v1/test_helpers/reset', () => {
  test('leaves nothing of the account, and everything of others', async () => {
    const [mine, other] = [await ownAccount(), await ownAccount()];
    const [stripe, theirs] = [officialClient(mine), officialClient(other)];
    const paid = await fill(stripe);
    await fill(theirs);
    const before = [await listed(theirs), await listed(stripe)];
    expect(Object.values(before[1] ?? {})).not.toContain(0);
    const { status, json } = await reset(mine.secretKey);
    expect(status).toBe(200);
    expect(json).toMatchObject({ object: 'test_helpers.reset', account: mine.id, livemode: false });
    expect(json.deleted).toBeGreaterThan(20);
    expect(await listed(stripe)).toEqual(NOTHING);
    expect((await stripe.balance.retrieve()).pending).toMatchObject([{ amount: 0 }]);
    expect((await refusal(stripe.paymentIntents.retrieve(paid.id))).code).toBe('resource_missing');
    expect(await listed(theirs)).toEqual(before[0]);
  });

  test('keeps keys, endpoints and connected accounts, and the account works as before', async () => {
    const mine = await ownAccount();
    const stripe = officialClient(mine);
    const shop = await receive();
    const endpoint = await listen(stripe, shop);
    const connected = await stripe.accounts.create({ type: 'standard' });
    await fill(stripe);
    await reset(mine.secretKey);
    expect(await stripe.accounts.retrieve(connected.id)).toMatchObject({ id: connected.id });
    expect((await stripe.webhookEndpoints.list()).data).toMatchObject([{ id: endpoint.id }]);
    expect((await createToken(sandbox, {}, { key: mine.publishableKey })).status).toBe(200);
    const { id } = await stripe.customers.create();
    await until(() => shop.received.some(({ event }) => (event.data.object as { id: string }).id === id));
    expect((await stripe.events.list()).data).toHaveLength(1);
  });

  test('ends what the bank would do later', async () => {
    const mine = await ownAccount();
    const stripe = officialClient(mine);
    await createDebit(stripe);
    await reset(mine.secretKey);
    // The jobs of one queue are done in their order.
    const { id } = await createDebit(stripe);
    await until(async () => (await stripe.paymentIntents.retrieve(id)).status === 'succeeded');
    const types = (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type);
    expect(types.filter((type) => type === 'charge.succeeded')).toHaveLength(1);
  });

  test('forgets idempotency keys, so that a suite can use its own again', async () => {
    const mine = await ownAccount();
    const stripe = officialClient(mine);
    const create = (name: string) => stripe.customers.create({ name }, { idempotencyKey: 'order 1' });
    const { id } = await create('Ada');
    expect((await create('Ada')).id).toBe(id);
    await reset(mine.secretKey);
    expect((await create('Grace')).name).toBe('Grace');
  });

  test('empties of a platform’s accounts the one that the header names', async () => {
    const [platform, stripe] = [await ownAccount(), officialClient(await ownAccount())];
    const connected = await officialClient(platform).accounts.create({ type: 'standard' });
    const header = { 'Stripe-Account': connected.id };
    const asConnected = officialClient(platform, platform.secretKey, { stripeAccount: connected.id });
    await asConnected.customers.create();
    await officialClient(platform).customers.create();
    await stripe.customers.create();
    expect((await reset(platform.secretKey, header)).json.account).toBe(connected.id);
    expect((await asConnected.customers.list()).data).toHaveLength(0);
    expect((await officialClient(platform).customers.list()).data).toHaveLength(1);
    const foreign = await reset((await ownAccount()).secretKey, header);
    expect(foreign.status).toBe(403);
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test('is refused to publishable, live and unpermitted keys, and with parameters', async () => {
    await officialClient(sandbox).customers.create();
    const make = (livemode: boolean, permissions = {}) =>
      sandbox.keys.create({ livemode, kind: livemode ? 'secret' : 'restricted', permissions });
    const keys = [
      sandbox.publishableKey,
      (await make(true)).key,
      (await make(false, { customers: 'write', events: 'write' })).key,
      (await make(false, { test_helpers: 'read' })).key,
    ];
    for (const key of keys) expect((await reset(key)).status).toBeGreaterThanOrEqual(400);
    const other = await post(sandbox, '/v1/test_helpers/reset', 'livemode=true', { key: sandbox.secretKey });
    expect(other.json.error.code).toBe('parameter_unknown');
    expect((await officialClient(sandbox).customers.list()).data).toHaveLength(1);
    expect((await reset((await make(false, { test_helpers: 'write' })).key)).status).toBe(200);
    expect((await officialClient(sandbox).customers.list()).data).toHaveLength(0);
  });
});

/**
 * Shares a payment with a connected account, brings a part of it back, and leads its holder and a customer to their pages. Returns
 * the id of the account.
 */
async function share(stripe: Stripe): Promise<string> {
  const { id: destination } = await activeAccount(stripe);
  const url = 'https://shop.example';
  await stripe.accountLinks.create({
    account: destination,
    type: 'account_onboarding',
    refresh_url: url,
    return_url: url,
  });
  const { application_fee: fee, transfer } = await stripe.charges.create({
    amount: 2000,
    currency: 'usd',
    source: 'tok_visa',
    application_fee_amount: 200,
    transfer_data: { destination },
  });
  await stripe.applicationFees.createRefund(String(fee), { amount: 100 });
  await stripe.transfers.createReversal(String(transfer), { amount: 100 });
  await stripe.billingPortal.sessions.create({ customer: (await stripe.customers.create()).id });
  await stripe.topups.create({ amount: 100, currency: 'usd' });
  await stripe.charges.create({ amount: 100_000, currency: 'usd', source: 'tok_bypassPending' });
  await stripe.payouts.create({ amount: 100, currency: 'usd' });
  return destination;
}

test('a reset touches no row of live mode, and every table of test mode', async () => {
  const dataDir = temporaryDirectory();
  const first = await start({ memory: false, dataDir });
  const stripe = officialClient(first);
  await stripe.webhookEndpoints.create({ url: `${first.url}/nobody`, enabled_events: ['*'] });
  await fill(stripe);
  const seller = await share(stripe);
  await createDebit(stripe);
  await createToken(first);
  await first.close();
  const before = await withDatabase(dataDir, async (db) => {
    for (const table of await ownedTables(db)) await copyAsLive(db, table);
    return counts(db);
  });
  const second = await start({ memory: false, dataDir });
  const resets: Record<string, string>[] = [{}, { 'Stripe-Account': seller }];
  for (const headers of resets)
    await post(second, '/v1/test_helpers/reset', '', { key: second.secretKey, headers });
  await second.close();
  const after = await withDatabase(dataDir, counts);
  const emptied = Object.keys(before).filter((name) => !KEPT.includes(name));
  expect(emptied.length).toBeGreaterThan(12);
  // A table without rows would show nothing.
  expect(emptied.filter((name) => !before[name]?.test || !before[name]?.live)).toEqual([]);
  for (const name of emptied)
    expect([name, after[name]]).toEqual([name, { live: before[name]?.live, test: 0 }]);
  expect(after.api_keys).toEqual(before.api_keys);
});

const KEPT = ['api_keys', 'requests', 'webhook_endpoints'];

async function rowsOf<Row>(db: Database, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await db.execute(query)) as unknown as { rows: Row[] }).rows;
}

/** The tables whose rows have an account and a mode, by the schema that the migrations leave. */
async function ownedTables(db: Database): Promise<string[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select a.table_name as name from information_schema.columns a
      join information_schema.columns b using (table_schema, table_name)
      where table_schema = 'public' and a.column_name = 'account_id' and b.column_name = 'livemode'
      order by name`,
  );
  return tables.map(({ name }) => name);
}

/** Copies each row into live mode, under an id of its own. */
async function copyAsLive(db: Database, table: string): Promise<void> {
  const columns = await rowsOf<{ name: string; identity: string }>(
    db,
    sql`select column_name as name, is_identity as identity from information_schema.columns
      where table_schema = 'public' and table_name = ${table}`,
  );
  const own = columns.filter(({ identity }) => identity === 'NO').map(({ name }) => name);
  const values = own.map((name) => {
    if (name === 'livemode') return sql`true`;
    return ['id', 'key_hash', 'hash', 'secret_hash'].includes(name)
      ? sql`${sql.identifier(name)} || '_live'`
      : sql`${sql.identifier(name)}`;
  });
  await db.execute(
    sql`insert into ${sql.identifier(table)} (${sql.join(
      own.map((name) => sql.identifier(name)),
      sql`, `,
    )})
      select ${sql.join(values, sql`, `)} from ${sql.identifier(table)} where not livemode
      -- What is derived from other rows is there already.
      on conflict do nothing`,
  );
}

async function counts(db: Database): Promise<Record<string, { live: number; test: number }>> {
  const found: Record<string, { live: number; test: number }> = {};
  for (const table of await ownedTables(db)) {
    const [row] = await rowsOf<{ live: number; test: number }>(
      db,
      sql`select count(*) filter (where livemode)::int as live, count(*) filter (where not livemode)::int as test
        from ${sql.identifier(table)}`,
    );
    if (row) found[table] = row;
  }
  return found;
}
