import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, testIbans } from '../../sandbox/src/index.js';
import { redact } from '../../sandbox/src/kernel/redact.js';
import { isIban } from '../../sandbox/src/methods/sepa-debit/read-iban.js';
import { testIbansIn } from '../../sandbox/src/methods/sepa-debit/test-ibans-in-text.js';
import { createPaymentMethod, get, post, start, temporaryDirectory, withDatabase } from './harness.js';

const GERMAN = 'DE89370400440532013000';
const HOLDER = { 'billing_details[name]': 'Jenny Rosen', 'billing_details[email]': 'jenny@example.com' };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

type Form = Record<string, string>;

const sepaDebit = (form: Form = {}, options = {}, target = sandbox) =>
  post(
    target,
    '/v1/payment_methods',
    { type: 'sepa_debit', 'sepa_debit[iban]': GERMAN, ...HOLDER, ...form },
    options,
  );

const bankToken = (form: Form = {}, options = {}, target = sandbox) =>
  post(
    target,
    '/v1/tokens',
    {
      'bank_account[country]': 'DE',
      'bank_account[currency]': 'eur',
      'bank_account[account_number]': GERMAN,
      'bank_account[account_holder_name]': 'Jenny Rosen',
      'bank_account[account_holder_type]': 'individual',
      ...form,
    },
    options,
  );

const without = (form: Form, name: string): Form =>
  Object.fromEntries(Object.entries(form).filter(([key]) => key !== name));

const inGroups = (iban: string) => iban.replace(/.{4}(?=.)/g, '$& ');

describe('the list of test accounts', () => {
  test('has unique IBANs and names, each with its check digits', () => {
    expect(new Set(testIbans.map(({ iban }) => iban)).size).toBe(testIbans.length);
    expect(new Set(testIbans.map(({ name }) => name)).size).toBe(testIbans.length);
    expect(testIbans.filter(({ iban }) => !isIban(iban))).toEqual([]);
  });

  test('says what the public testing reference says of them', () => {
    const behaviour = (wanted: string) => testIbans.find(({ iban }) => iban === wanted)?.behaviour;
    expect(behaviour('AT611904300234573201')).toEqual({});
    expect(behaviour('AT321904300235473204')).toEqual({ delayed: true });
    expect(behaviour('AT861904300235473202')).toEqual({ failure: 'failed' });
    expect(behaviour('DE35370400440532013002')).toEqual({ disputed: true });
    expect(behaviour('FR9720041010050000002222227')).toEqual({ failure: 'insufficient_funds' });
  });

  test('is the table in the documentation', () => {
    const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
    const documented = document.match(/`[A-Z]{2}\d{2}[A-Z\d]{11,30}`/g) ?? [];
    expect(documented.map((cell) => cell.slice(1, -1)).sort()).toEqual(
      testIbans.map(({ iban }) => iban).sort(),
    );
  });

  test('works: every account makes a payment method and a token', async () => {
    for (const { iban, country } of testIbans) {
      const made = await sepaDebit({ 'sepa_debit[iban]': iban });
      expect(made.json.sepa_debit, iban).toMatchObject({ country, last4: iban.slice(-4) });
      const { status } = await bankToken({ 'bank_account[account_number]': iban });
      expect(status, iban).toBe(200);
    }
  });
});

describe('a payment method for SEPA Direct Debit', () => {
  test('has every property of the public reference', async () => {
    const { status, json } = await sepaDebit({ 'metadata[order]': '6735' });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      object: 'payment_method',
      type: 'sepa_debit',
      billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
      metadata: { order: '6735' },
      sepa_debit: {
        bank_code: '37040044',
        branch_code: '',
        country: 'DE',
        fingerprint: null,
        generated_from: null,
        last4: '3000',
      },
    });
    expect(json).not.toHaveProperty('card');
  });

  test('reads back with its fingerprint, which is the same only for the same account', async () => {
    const fingerprintOf = async (iban: string) => {
      const { json: made } = await sepaDebit({ 'sepa_debit[iban]': iban });
      const { json: read } = await get(sandbox, `/v1/payment_methods/${made.id}`);
      expect({ ...read.sepa_debit, fingerprint: null }).toEqual(made.sepa_debit);
      return read.sepa_debit.fingerprint;
    };
    const fingerprint = await fingerprintOf(GERMAN);
    expect(fingerprint).toMatch(/^[\w-]{22}$/);
    expect(await fingerprintOf(inGroups(GERMAN).toLowerCase())).toBe(fingerprint);
    expect(await fingerprintOf('AT611904300234573201')).not.toBe(fingerprint);
  });

  test.each(['billing_details[name]', 'billing_details[email]', 'sepa_debit[iban]'])(
    'needs %s',
    async (param) => {
      const form = without({ type: 'sepa_debit', 'sepa_debit[iban]': GERMAN, ...HOLDER }, param);
      const { status, json } = await post(sandbox, '/v1/payment_methods', form);
      expect(status).toBe(400);
      expect(json.error.code).toBe('parameter_missing');
      expect([param, 'sepa_debit']).toContain(json.error.param);
    },
  );

  test('says what is missing where there are no billing details at all', async () => {
    const { json } = await post(sandbox, '/v1/payment_methods', {
      type: 'sepa_debit',
      'sepa_debit[iban]': GERMAN,
    });
    expect(json.error.code).toBe('parameter_missing');
    expect(json.error.param).toMatch(/^billing_details\[(name|email)\]$/);
  });

  test.each([
    ['has wrong check digits', 'DE88370400440532013000', 'is invalid'],
    ['is none', 'hello', 'is invalid'],
    ['is nobody’s test account', 'DE02120300000000202051', 'test mode'],
  ])('refuses an IBAN that %s, and repeats nothing of it', async (_, iban, says) => {
    for (const [answer, param] of [
      [await sepaDebit({ 'sepa_debit[iban]': iban }), 'sepa_debit[iban]'],
      [await bankToken({ 'bank_account[account_number]': iban }), 'bank_account[account_number]'],
    ] as const) {
      expect(answer.status).toBe(400);
      expect(answer.json.error).toMatchObject({
        type: 'invalid_request_error',
        code: 'account_number_invalid',
        param,
      });
      expect(answer.json.error.message).toContain(says);
      expect(answer.text).not.toContain(iban);
    }
  });
});

describe('a bank account’s token', () => {
  test('has every property of the public reference', async () => {
    const { status, json } = await bankToken();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^btok_/),
      object: 'token',
      type: 'bank_account',
      used: false,
      bank_account: {
        id: expect.stringMatching(/^ba_/),
        object: 'bank_account',
        account_holder_name: 'Jenny Rosen',
        account_holder_type: 'individual',
        country: 'DE',
        currency: 'eur',
        fingerprint: null,
        last4: '3000',
        status: 'new',
      },
    });
    expect(json).not.toHaveProperty('card');
    const { json: read } = await get(sandbox, `/v1/tokens/${json.id}`);
    expect(read.bank_account.fingerprint).toMatch(/^[\w-]{22}$/);
  });

  test('is no card’s: a payment method of it is refused, and it stays unused', async () => {
    const { json: token } = await bankToken();
    const { status, json } = await post(sandbox, '/v1/payment_methods', {
      type: 'card',
      'card[token]': token.id,
    });
    expect(status).toBe(400);
    expect(json.error.param).toBe('card[token]');
    expect((await get(sandbox, `/v1/tokens/${token.id}`)).json.used).toBe(false);
  });
});

describe('an IBAN outside of its parameter', () => {
  test.each([GERMAN, `my account: ${inGroups(GERMAN)}!`, 'x-nl39-rabo-0300-0652-64'])(
    'is refused in free text: %s',
    async (value) => {
      for (const answer of [
        await sepaDebit({ 'metadata[note]': value }),
        await sepaDebit({ 'billing_details[name]': value }),
        await createPaymentMethod(sandbox, { 'billing_details[address][line1]': value }),
        await bankToken({ 'bank_account[account_holder_name]': value }),
      ]) {
        expect(answer.status).toBe(400);
        expect(answer.json.error.message).toContain('IBAN');
        expect(answer.text).not.toContain(value);
      }
    },
  );

  test('is not seen where there is none', () => {
    for (const text of ['', 'Order DE 8937', 'AT 2026-11-24', 'Jenny Rosen']) {
      expect(testIbansIn(text)).toEqual([]);
    }
  });

  test('is taken out of whatever is told or logged', () => {
    for (const { iban } of testIbans) {
      for (const text of [iban, inGroups(iban), iban.toLowerCase()])
        expect(redact(`No such thing: ${text}.`)).toBe('No such thing: [redacted].');
    }
  });

  test('is told from all texts of its shape by its check digits', () => {
    const anyIban = fc.constantFrom(...testIbans.map(({ iban }) => iban));
    fc.assert(
      fc.property(anyIban, fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, at, change) => {
        const places = [...iban].flatMap((character, place) => (/\d/.test(character) ? [place] : []));
        const place = places[at % places.length] as number;
        const digit = (Number(iban[place]) + change) % 10;
        expect(isIban(iban.slice(0, place) + digit + iban.slice(place + 1))).toBe(false);
      }),
    );
  });
});

test('no IBAN is in the database, its files or the log', async () => {
  const dataDir = temporaryDirectory();
  const log: string[] = [];
  const stored = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  for (const { iban } of testIbans) {
    const named = (key: string) => ({ headers: { 'Idempotency-Key': key } });
    await sepaDebit({ 'sepa_debit[iban]': iban }, named(iban.slice(-8)), stored);
    await sepaDebit({ 'sepa_debit[iban]': iban }, named(iban), stored);
    await bankToken({ 'bank_account[account_number]': inGroups(iban) }, {}, stored);
  }
  await sepaDebit({ 'metadata[note]': GERMAN }, {}, stored);
  await get(stored, `/v1/payment_methods/${GERMAN}`);
  await stored.close();

  const rows = await withDatabase(dataDir, async (db) => {
    const tables = ['payment_methods', 'tokens', 'idempotency_keys'];
    return Promise.all(tables.map((table) => db.execute(sql.raw(`select * from ${table}`))));
  });
  const bytes = readdirSync(join(dataDir, 'db'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
  const dump = JSON.stringify(rows);
  expect(dump.match(/pm_\w{24}/g)?.length).toBeGreaterThanOrEqual(testIbans.length);
  for (const text of [dump, log.join('\n'), ...bytes]) {
    const compact = text.replace(/[ -]/g, '');
    // The account number too, without which an IBAN's first four characters are worth nothing.
    expect(testIbans.filter(({ iban }) => compact.includes(iban.slice(4)))).toEqual([]);
  }
});
