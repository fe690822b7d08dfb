/** A database that an earlier version has filled works on after an upgrade. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authentications } from '../../sandbox/src/issuer/table.js';
import { migrationsFolder } from '../../sandbox/src/paths.js';
import { balances } from '../../sandbox/src/resources/balance/table.js';
import { charges, volumes } from '../../sandbox/src/resources/charges/table.js';
import { confirmationTokens } from '../../sandbox/src/resources/confirmation-tokens/table.js';
import { paymentMethods } from '../../sandbox/src/resources/payment-methods/table.js';
import { tokens } from '../../sandbox/src/resources/tokens/table.js';

const CARD = { brand: 'visa', last4: '4242', testCard: 'visa', cvcProvided: true, checked: true };
const ACCOUNT = { country: 'DE', bankCode: '37040044', last4: '3000', testIban: 'success_de' };
const CARDHOLDER = { name: 'Jenny Rosen', address_zip: '62704' };
const HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };

const BEGAN = Date.now();
const inDays = (days: number) => new Date(BEGAN + days * 24 * 3_600_000);
/** Rows of the ledger: how many days from now they can be used, and what they change the balance by. */
const LEDGER = [
  { days: -3, net: 1000 },
  { days: -1, net: -200 },
  { days: 1, net: 70 },
  { days: 1, net: 5 },
  { days: 2, net: 900 },
];

const pglite = new PGlite();
const db = drizzle(pglite, { casing: 'snake_case' });
const folder = mkdtempSync(join(tmpdir(), 'payframe-migrations-'));

/** The migrations of the version before payment methods had a type. */
function earlierMigrations(): string {
  cpSync(migrationsFolder, folder, { recursive: true });
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  journal.entries = journal.entries.slice(0, 3);
  writeFileSync(file, JSON.stringify(journal));
  return folder;
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const all: Record<string, unknown> = {
    account_id: 'acct_1',
    livemode: false,
    created_at: new Date(),
    ...row,
  };
  const names = Object.keys(all);
  await pglite.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(all),
  );
}

beforeAll(async () => {
  await migrate(db, { migrationsFolder: earlierMigrations() });
  await pglite.query(`insert into accounts (id, created_at) values ('acct_1', now())`);
  const method = { billing_details: HOLDER, allow_redisplay: 'always', metadata: { order: '7' } };
  await insert('payment_methods', { id: 'pm_card', card: CARD, set_up: true, ...method });
  await insert('payment_methods', { id: 'pm_account', bank_account: ACCOUNT, ...method });
  await insert('charges', { id: 'ch_card', card: CARD, body: { id: 'ch_card' }, payment_intent_id: 'pi_1' });
  await insert('charges', {
    id: 'ch_part',
    card: CARD,
    body: {
      ...{ amount: 1000, amount_captured: 600, amount_refunded: 100, captured: true, currency: 'eur' },
      status: 'succeeded',
    },
  });
  await insert('charges', { id: 'ch_account', bank_account: ACCOUNT, body: { id: 'ch_account' } });
  await insert('tokens', {
    id: 'tok_card',
    card_id: 'card_1',
    card: CARD,
    cardholder: CARDHOLDER,
    used: true,
  });
  await insert('tokens', { id: 'tok_account', bank_account: { ...ACCOUNT, id: 'ba_1' } });
  await insert('tokens', { id: 'cvctok_1' });
  const source = { billingDetails: HOLDER, metadata: {}, allowRedisplay: 'always' };
  const token = { body: { object: 'confirmation_token' } };
  await insert('confirmation_tokens', {
    ...token,
    id: 'ctoken_card',
    source: { ...source, card: CARD, bankAccount: null },
  });
  await insert('confirmation_tokens', {
    ...token,
    id: 'ctoken_account',
    source: { ...source, card: null, bankAccount: ACCOUNT },
  });
  await insert('confirmation_tokens', { ...token, id: 'ctoken_saved', payment_method_id: 'pm_card' });
  const asked = {
    intent: 'payment_intent',
    intent_id: 'pi_1',
    payment_method_id: 'pm_card',
    status: 'pending',
  };
  await insert('authentications', { id: 'payatt_1', cvc_provided: true, ...asked });
  await insert('authentications', { id: 'payatt_2', cvc_provided: false, ...asked });
  const delivery = { event_id: 'evt_1', endpoint_id: 'we_1', object_id: 'cus_1', status: 'pending' };
  await insert('webhook_deliveries', { id: 'whd_1', ...delivery });
  for (const [index, { days, net }] of LEDGER.entries()) {
    await insert('balance_transactions', {
      id: `txn_${index}`,
      source_id: 'ch_card',
      type: 'charge',
      currency: 'usd',
      net,
      available_on: inDays(days),
      body: {},
    });
  }
  await migrate(db, { migrationsFolder });
});
afterAll(async () => {
  await pglite.close();
  rmSync(folder, { recursive: true });
});

test('payment methods of every type keep their details', async () => {
  const [card] = await db.select().from(paymentMethods).where(eq(paymentMethods.id, 'pm_card'));
  expect(card).toMatchObject({
    type: 'card',
    details: CARD,
    billingDetails: HOLDER,
    metadata: { order: '7' },
    setUp: true,
  });
  const [account] = await db.select().from(paymentMethods).where(eq(paymentMethods.id, 'pm_account'));
  expect(account).toMatchObject({ type: 'sepa_debit', details: ACCOUNT, setUp: false });
});

test('charges keep what was charged, which refunds and disputes follow', async () => {
  const [card] = await db.select().from(charges).where(eq(charges.id, 'ch_card'));
  expect(card).toMatchObject({
    type: 'card',
    details: CARD,
    body: { id: 'ch_card' },
    paymentIntentId: 'pi_1',
  });
  const [account] = await db.select().from(charges).where(eq(charges.id, 'ch_account'));
  expect(account).toMatchObject({ type: 'sepa_debit', details: ACCOUNT });
});

test('tokens of every kind keep their details', async () => {
  const [card] = await db.select().from(tokens).where(eq(tokens.id, 'tok_card'));
  expect(card).toMatchObject({
    type: 'card',
    details: { id: 'card_1', card: CARD, cardholder: CARDHOLDER },
    used: true,
  });
  const [account] = await db.select().from(tokens).where(eq(tokens.id, 'tok_account'));
  expect(account).toMatchObject({ type: 'bank_account', details: { ...ACCOUNT, id: 'ba_1' }, used: false });
  const [code] = await db.select().from(tokens).where(eq(tokens.id, 'cvctok_1'));
  expect(code).toMatchObject({ type: 'cvc_update', details: {} });
});

test('confirmation tokens keep the data for a payment method', async () => {
  const rows = await db.select().from(confirmationTokens).orderBy(confirmationTokens.id);
  const source = { billingDetails: HOLDER, metadata: {}, allowRedisplay: 'always' };
  expect(rows.map((row) => [row.id, row.source, row.paymentMethodId])).toEqual([
    ['ctoken_account', { ...source, type: 'sepa_debit', details: ACCOUNT }, null],
    ['ctoken_card', { ...source, type: 'card', details: CARD }, null],
    ['ctoken_saved', null, 'pm_card'],
  ]);
});

test('a delivery is still of an event of its endpoint’s account', async () => {
  const { rows } = await pglite.query(`select account_id, event_account_id from webhook_deliveries`);
  expect(rows).toEqual([{ account_id: 'acct_1', event_account_id: 'acct_1' }]);
});

test('an id that an account has is free for another account and for the other mode', async () => {
  const copy = { type: 'card', details: CARD, billing_details: HOLDER, allow_redisplay: 'always' };
  await pglite.query(`insert into accounts (id, created_at) values ('acct_2', now())`);
  await insert('payment_methods', { id: 'pm_card', account_id: 'acct_2', ...copy });
  await insert('payment_methods', { id: 'pm_card', livemode: true, ...copy });
  await expect(insert('payment_methods', { id: 'pm_card', ...copy })).rejects.toThrow('duplicate key');
  await pglite.query(`delete from payment_methods where account_id = 'acct_2' or livemode`);
});

test('a payment that waits for its cardholder still knows whether a security code came with it', async () => {
  const rows = await db.select().from(authentications).orderBy(authentications.id);
  expect(rows.map(({ id, forPayment }) => [id, forPayment])).toEqual([
    ['payatt_1', { cvcProvided: true }],
    ['payatt_2', { cvcProvided: false }],
  ]);
});

test('the balance is the sum of the ledger, and what was pending still is until the same time', async () => {
  const rows = await db.select().from(balances).orderBy(balances.availableOn);
  expect(rows.map(({ availableOn, amount }) => [availableOn, amount])).toEqual([
    [new Date(0), 800],
    [inDays(1), 75],
    [inDays(2), 900],
  ]);
});

test('what a partial capture did not take counts as refunded', async () => {
  const [part] = await db.select().from(charges).where(eq(charges.id, 'ch_part'));
  expect(part?.body).toMatchObject({ amount: 1000, amount_captured: 600, amount_refunded: 500 });
});

test('the volumes have what was captured before there were any', async () => {
  const rows = await db.select().from(volumes);
  expect(rows).toMatchObject([{ amount: 600, currency: 'eur', failed: 0, succeeded: 1 }]);
});
