/**
 * Two accounts that have objects of the very same ids. No client could bring that about, so that a copy of one account's
 * rows is written into the database.
 */
import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { Database } from '../../sandbox/src/kernel/db/database.js';
import { start, temporaryDirectory, withDatabase } from './harness.js';
import { officialClient, refusal } from './official.js';
import { closeReceivers, listen, type Receiver, receive, until } from './receiver.js';

/** One of the two accounts. */
interface Side {
  name: 'first' | 'second';
  /** With the account's own key. */
  own: Stripe;
  /** With the platform's key and the header. */
  byHeader: Stripe;
  receiver: Receiver;
}

let sandbox: Sandbox;
let first: Side;
let second: Side;
let both: Side[];
/** The ids that both have. */
let ids: Record<
  'customer' | 'method' | 'intent' | 'charge' | 'token' | 'endpoint' | 'event' | 'mandate',
  string
>;

beforeAll(async () => {
  const dataDir = temporaryDirectory();
  sandbox = await start({ memory: false, dataDir });
  const platform = officialClient(sandbox);
  const [one, other] = [await platformAccount(platform), await platformAccount(platform)];
  const receivers = [await receive(), await receive()] as const;
  ids = await fill(officialClient(sandbox, one.keys.secret), receivers[0]);
  receivers[1].secret = receivers[0].secret;
  await sandbox.close();
  await withDatabase(dataDir, (db) => copyRows(db, one.id, other.id, receivers[1].url));
  sandbox = await start({ memory: false, dataDir });
  const side = (name: Side['name'], { id, keys }: Account, receiver: Receiver): Side => ({
    name,
    own: officialClient(sandbox, keys.secret),
    byHeader: officialClient(sandbox, sandbox.secretKey, { stripeAccount: id }),
    receiver,
  });
  first = side('first', one, receivers[0]);
  second = side('second', other, receivers[1]);
  both = [first, second];
});
afterAll(async () => {
  await sandbox.close();
  await closeReceivers();
});

interface Account {
  id: string;
  keys: { secret: string };
}

const platformAccount = async (platform: Stripe): Promise<Account> =>
  (await platform.rawRequest('POST', '/v1/test_helpers/accounts', {})) as never;

/** Gives an account an object of each kind. All of them say whose they are. */
async function fill(stripe: Stripe, receiver: Receiver): Promise<typeof ids> {
  const metadata = { owner: 'first' };
  const customer = await stripe.customers.create({ metadata, email: 'jenny@shop.example' });
  const method = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Jenny Rosen', email: 'jenny@shop.example' },
    metadata,
  });
  await stripe.paymentMethods.attach(method.id, { customer: customer.id });
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    payment_method: method.id,
    allowed_payment_method_types: ['sepa_debit'],
    confirm: true,
    mandate_data: { customer_acceptance: { type: 'offline' } },
    metadata,
  });
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    customer: customer.id,
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    confirm: true,
    metadata,
  });
  const card = { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' };
  const token = await stripe.tokens.create({ card });
  const endpoint = await listen(stripe, receiver, { metadata });
  const events = await stripe.events.list({ type: 'customer.created' });
  return {
    customer: customer.id,
    method: method.id,
    intent: intent.id,
    charge: String(intent.latest_charge),
    token: token.id,
    endpoint: endpoint.id,
    event: events.data[0]?.id ?? '',
    mandate: String(setup.mandate),
  };
}

/** Copies an account's rows to another account, with its name in their metadata. */
async function copyRows(db: Database, from: string, to: string, url: string): Promise<void> {
  const rowsOf = async <Row>(query: ReturnType<typeof sql>) =>
    ((await db.execute(query)) as unknown as { rows: Row[] }).rows;
  const columns = await rowsOf<{ table_name: string; names: string[] }>(sql`
    select table_name, array_agg(column_name::text) as names from information_schema.columns
    where table_schema = current_schema() and is_identity = 'NO' group by table_name
    having array_agg(column_name::text) @> array['id', 'account_id', 'livemode']`);
  for (const { table_name: table, names } of columns) {
    // Keys, and questions of the issuer, are found by a secret. Triggers write what payments are found by.
    if (['api_keys', 'authentications', 'payment_search'].includes(table)) continue;
    const values = names.map((name) => {
      if (name === 'account_id') return sql`${to}`;
      const column = sql.identifier(name);
      if (['body', 'data', 'metadata'].includes(name)) {
        return sql`replace(replace(${column}::text, '"first"', '"second"'), ${from}, ${to})::json`;
      }
      return column;
    });
    const list = sql.join(
      names.map((name) => sql.identifier(name)),
      sql`, `,
    );
    await db.execute(sql`insert into ${sql.identifier(table)} (${list})
      select ${sql.join(values, sql`, `)} from ${sql.identifier(table)} where account_id = ${from}`);
  }
  await db.execute(sql`update webhook_endpoints
    set body = jsonb_set(body::jsonb, '{url}', to_jsonb(${url}::text))::json where account_id = ${to}`);
}

const ofOwner = (owner: string) => ({ metadata: { owner } });

test('the database tells objects of one id apart by their account and mode, in every table', async () => {
  const dataDir = temporaryDirectory();
  await (await start({ memory: false, dataDir })).close();
  const keys = await withDatabase(dataDir, async (db) => {
    const { rows } = (await db.execute(sql`
      select c.relname as name, (
        select array_agg(a.attname::text order by array_position(i.indkey, a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary
      ) as key
      from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and (
        select count(*) = 3 from pg_attribute a
        where a.attrelid = c.oid and a.attname in ('id', 'account_id', 'livemode'))`)) as unknown as {
      rows: { name: string; key: string[] }[];
    };
    return rows;
  });
  expect(keys.length).toBeGreaterThan(15);
  for (const { name, key } of keys) expect(key, name).toEqual(['account_id', 'livemode', 'id']);
});

test('each account retrieves its own, with its key and by the header, and the platform neither', async () => {
  for (const { name, own, byHeader } of both) {
    for (const stripe of [own, byHeader]) {
      expect(await stripe.customers.retrieve(ids.customer)).toMatchObject(ofOwner(name));
      expect(await stripe.paymentMethods.retrieve(ids.method)).toMatchObject(ofOwner(name));
      expect(await stripe.paymentIntents.retrieve(ids.intent)).toMatchObject(ofOwner(name));
      expect(await stripe.webhookEndpoints.retrieve(ids.endpoint)).toMatchObject(ofOwner(name));
      const event = await stripe.events.retrieve(ids.event);
      expect(event.data.object).toMatchObject(ofOwner(name));
    }
  }
  const platform = officialClient(sandbox);
  for (const call of [
    platform.customers.retrieve(ids.customer),
    platform.paymentMethods.retrieve(ids.method),
    platform.paymentIntents.retrieve(ids.intent),
    platform.charges.retrieve(ids.charge),
    platform.tokens.retrieve(ids.token),
    platform.mandates.retrieve(ids.mandate),
    platform.events.retrieve(ids.event),
    platform.webhookEndpoints.retrieve(ids.endpoint),
    platform.customers.update(ids.customer, { name: 'x' }),
    platform.customers.del(ids.customer),
    platform.refunds.create({ charge: ids.charge }),
  ]) {
    expect(await refusal(call)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  }
});

test('each account lists and searches its own', async () => {
  for (const { name, own } of both) {
    const lists = [
      await own.customers.list(),
      await own.customers.list({ email: 'jenny@shop.example' }),
      await own.paymentIntents.list({ customer: ids.customer }),
      await own.customers.listPaymentMethods(ids.customer, { type: 'sepa_debit' }),
      await own.webhookEndpoints.list(),
      await own.paymentIntents.search({ query: 'amount:1000' }),
    ];
    for (const { data } of lists) expect(data).toEqual([expect.objectContaining(ofOwner(name))]);
    const charges = await own.charges.list({ payment_intent: ids.intent });
    expect(charges.data.map(({ id }) => id)).toEqual([ids.charge]);
    const events = await own.events.list({ type: 'customer.created' });
    expect(events.data.map(({ data }) => data.object)).toEqual([expect.objectContaining(ofOwner(name))]);
    // A cursor is an object of the list.
    expect(await own.events.list({ starting_after: ids.event, type: 'customer.*' })).toMatchObject({
      data: [],
    });
  }
});

test('each account expands its own', async () => {
  for (const { name, own } of both) {
    const intent = await own.paymentIntents.retrieve(ids.intent, {
      expand: ['customer', 'latest_charge.balance_transaction'],
    });
    expect(intent.customer).toMatchObject(ofOwner(name));
    expect(intent.latest_charge).toMatchObject({
      metadata: { owner: name },
      balance_transaction: { amount: 1000 },
    });
    const mandate = await own.mandates.retrieve(ids.mandate, { expand: ['payment_method'] });
    expect(mandate.payment_method).toMatchObject(ofOwner(name));
  }
});

test('what one account changes, spends, refunds or deletes stays as it is in the other', async () => {
  const { own: a } = first;
  const { own: b } = second;
  await a.customers.update(ids.customer, { name: 'Changed' });
  await a.paymentMethods.update(ids.method, { metadata: { changed: 'yes' } });
  await a.refunds.create({ charge: ids.charge });
  await a.paymentMethods.create({ type: 'card', card: { token: ids.token } });
  expect(await b.customers.retrieve(ids.customer)).toMatchObject({ name: null });
  expect((await b.paymentMethods.retrieve(ids.method)).metadata).toEqual({ owner: 'second' });
  expect(await b.charges.retrieve(ids.charge)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect((await b.refunds.list({ charge: ids.charge })).data).toEqual([]);
  expect((await a.tokens.retrieve(ids.token)).used).toBe(true);
  expect((await b.tokens.retrieve(ids.token)).used).toBe(false);

  await a.customers.del(ids.customer);
  expect((await a.paymentMethods.retrieve(ids.method)).customer).toBeNull();
  expect(await b.customers.retrieve(ids.customer)).toMatchObject(ofOwner('second'));
  expect((await b.paymentMethods.retrieve(ids.method)).customer).toBe(ids.customer);
});

test('one idempotency key is a key of each account', async () => {
  const idempotencyKey = 'the-same';
  const customers = [];
  for (const { own, byHeader } of both) {
    const created = await own.customers.create({ name: 'Once' }, { idempotencyKey });
    const again = await byHeader.customers.create({ name: 'Once' }, { idempotencyKey });
    expect(again.id).toBe(created.id);
    customers.push(created.id);
  }
  expect(new Set(customers).size).toBe(2);
  const ofPlatform = await officialClient(sandbox).customers.create({ name: 'Once' }, { idempotencyKey });
  expect(customers).not.toContain(ofPlatform.id);
});

test('each account’s endpoint gets its own events, and a deleted one takes no other’s', async () => {
  const { own: a, receiver: atFirst } = first;
  const { own: b, receiver: atSecond } = second;
  const names = ({ received }: Receiver) =>
    received.flatMap(({ event }) => (event.type === 'customer.created' ? [event.data.object.name] : []));
  await a.customers.create({ name: 'Of the first' });
  await b.customers.create({ name: 'Of the second' });
  await until(() => names(atFirst).includes('Of the first') && names(atSecond).includes('Of the second'));
  expect(names(atFirst)).not.toContain('Of the second');
  expect(names(atSecond)).not.toContain('Of the first');

  // A failed delivery of the second waits for its next attempt while the first deletes its endpoint.
  atSecond.answer = () => 500;
  const { id } = await b.customers.create({ name: 'Late' });
  await until(() => atSecond.attempts.some(({ data }) => (data.object as { id?: string }).id === id));
  await a.webhookEndpoints.del(ids.endpoint);
  atSecond.answer = () => 200;
  await until(() => names(atSecond).includes('Late'));
  expect(await b.webhookEndpoints.retrieve(ids.endpoint)).toMatchObject({ status: 'enabled' });
});
