import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { testCards } from '../../sandbox/src/index.js';
import { settings } from '../../sandbox/src/kernel/db/tables.js';
import { dumpOf } from './dump.js';
import {
  createPaymentMethod,
  createToken,
  get,
  post,
  start,
  temporaryDirectory,
  withDatabase,
} from './harness.js';

/** A four-digit security code is too short to be looked for in megabytes; these are marked by what surrounds them. */
const CANARY_CVC = '907';
const AMEX_CANARY_CVC = '9073';

const dataDir = temporaryDirectory();
const log: string[] = [];
let dump = '';
let files: Buffer[] = [];

/** Every card goes through every way in, right and wrong; then all that is left of it is collected. */
beforeAll(async () => {
  const sandbox = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  const everyWay = testCards.map(async ({ number, brand }) => {
    const form = {
      'card[number]': number,
      'card[cvc]': brand === 'amex' ? AMEX_CANARY_CVC : CANARY_CVC,
      'card[exp_year]': '2034',
    };
    const spaced = { ...form, 'card[number]': number.replace(/(.{4})(?=.)/g, '$1 ') };
    const ending = number.slice(-6);
    await createPaymentMethod(sandbox, form, { headers: { 'Idempotency-Key': `${ending}-key` } });
    await createToken(sandbox, spaced, { headers: { 'Idempotency-Key': `${CANARY_CVC}-${ending}` } });
    await createToken(sandbox, form, { headers: { 'Idempotency-Key': `${number}-key` } });
  });
  await Promise.all(everyWay);
  const [{ number } = { number: '' }] = testCards;
  await createToken(
    sandbox,
    { 'card[number]': number, 'card[exp_year]': '95' },
    { headers: { 'Idempotency-Key': 'x' } },
  );
  await createToken(sandbox, { [`card[${number}]`]: 'x', 'card[cvc]': CANARY_CVC });
  await createPaymentMethod(sandbox, { 'metadata[note]': number });
  const details = {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2034',
    'payment_method_data[card][cvc]': CANARY_CVC,
  };
  const secretly = { key: sandbox.secretKey };
  await post(sandbox, '/v1/confirmation_tokens', details);
  await post(sandbox, '/v1/confirmation_tokens', {
    ...details,
    return_url: `https://shop.example/${number}`,
  });
  await post(sandbox, '/v1/setup_intents', { ...details, confirm: 'true' }, secretly);
  await post(
    sandbox,
    '/v1/payment_intents',
    { ...details, amount: '100', currency: 'usd', confirm: 'true' },
    secretly,
  );
  await post(sandbox, '/v1/tokens', { 'cvc_update[cvc]': CANARY_CVC });
  await post(sandbox, '/v1/customers', { [`metadata[${number}]`]: 'x', name: number }, secretly);
  await post(
    sandbox,
    '/v1/setup_intents',
    {
      confirm: 'true',
      payment_method: 'pm_success_de',
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    },
    { ...secretly, headers: { 'User-Agent': `Browser ${number}` } },
  );
  await post(sandbox, '/v1/tokens', `{"card":{"number":"${number}"}}`, {
    headers: { 'Content-Type': 'application/json' },
  });
  await post(sandbox, `/v1/tokens/${number}`, '');
  await get(sandbox, `/v1/payment_methods/${number}?number=${number}`);
  await get(sandbox, `/v1/${number.replace(/(.{4})(?=.)/g, '$1-')}`);
  await sandbox.close();
  dump = await dumpOf(dataDir);
  files = filesOf(join(dataDir, 'db'));
});

const filesOf = (directory: string): Buffer[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

/** Which test cards' numbers are in a text or in bytes, written together or grouped in any way. */
const numbersIn = (text: string | Buffer): string[] => {
  const runs = text.toString('latin1').match(/\d(?:[ -]?\d){12,}/g) ?? [];
  const digits = new Set(runs.map((run) => run.replace(/\D/g, '')));
  return testCards
    .map(({ number }) => number)
    .filter((number) => [...digits].some((run) => run.includes(number)));
};

const cvcIn = (text: string): boolean =>
  new RegExp(`(?<![0-9A-Za-z_.:-])${CANARY_CVC}3?(?![0-9A-Za-z_.:-])`).test(text);

describe('after every test card was tokenized', () => {
  test('no card number is in the database [S5]', () => {
    expect(dump.match(/pm_[0-9A-Za-z]{24}/g)?.length).toBeGreaterThan(testCards.length);
    for (const made of ['ctoken_', 'seti_', 'pi_', 'cvctok_', 'mandate_']) expect(dump).toContain(made);
    expect(numbersIn(dump)).toEqual([]);
  });

  test('no CVC is in the database [S5]', () => {
    expect(cvcIn(dump)).toBe(false);
  });

  test('no card number and no CVC is in the log [S5, K12]', () => {
    expect(log.length).toBeGreaterThan(2 * testCards.length);
    expect(numbersIn(log.join('\n'))).toEqual([]);
    expect(cvcIn(log.join('\n'))).toBe(false);
  });

  test('no card number is in the bytes of the data directory [S5]', () => {
    expect(files.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(10_000_000);
    for (const bytes of files) expect(numbersIn(bytes)).toEqual([]);
  });
});

test('they would be found: a number and a CVC that are planted are', async () => {
  const [{ number } = { number: '' }] = testCards;
  const planted = temporaryDirectory();
  await (await start({ memory: false, dataDir: planted })).close();
  await withDatabase(planted, (db) =>
    db
      .insert(settings)
      .values({ name: 'planted', value: `${number.slice(0, 4)} ${number.slice(4)} / ${CANARY_CVC}` }),
  );
  await withDatabase(planted, (db) => db.insert(settings).values({ name: 'planted too', value: number }));
  const found = await dumpOf(planted);
  expect(numbersIn(found)).toEqual([number]);
  expect(cvcIn(found)).toBe(true);
  expect(filesOf(join(planted, 'db')).flatMap(numbersIn)).toContain(number);
});
