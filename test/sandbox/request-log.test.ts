import { asc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { requests } from '../../sandbox/src/request-log/table.js';
import { THOROUGH } from '../thorough.js';
import {
  createPaymentMethod,
  createToken,
  get,
  post,
  start,
  temporaryDirectory,
  withDatabase,
} from './harness.js';

test('requests are written down in their order, whatever characters are in them', THOROUGH, async () => {
  const dataDir = temporaryDirectory();
  const sandbox = await start({ memory: false, dataDir });
  const params = { description: 'a “quote”, \\u0000\n', metadata: { zz: '\u{1f600}', a: '"' } };
  const form = { description: params.description, 'metadata[zz]': '\u{1f600}', 'metadata[a]': '"' };
  const first = await post(sandbox, '/v1/customers', form, { key: sandbox.secretKey });
  await get(sandbox, '/v1/customers?limit=3&colour=%22');
  await get(sandbox, '/v1/customers?limit=2');
  await sandbox.close();

  const rows = await withDatabase(dataDir, (db) => db.select().from(requests).orderBy(asc(requests.seq)));
  expect(rows).toMatchObject([
    {
      id: first.headers['request-id'],
      method: 'POST',
      path: '/v1/customers',
      status: 200,
      livemode: false,
      keyKind: 'secret',
      keyLast4: sandbox.secretKey.slice(-4),
      params,
    },
    { status: 400, params: { limit: '3', colour: '"' }, error: { error: { param: 'colour' } } },
    { status: 200, params: { limit: '2' }, error: null },
  ]);
});

test('the connected account that a request was about is written down, and no other text of the header', async () => {
  const dataDir = temporaryDirectory();
  const lines: string[] = [];
  const sandbox = await start({ memory: false, dataDir, logFormat: 'json', log: (line) => lines.push(line) });
  const { json: account } = await post(sandbox, '/v1/accounts', {}, { key: sandbox.secretKey });
  const headersOf = (id: string) => ({ key: sandbox.secretKey, headers: { 'Stripe-Account': id } });
  await post(sandbox, '/v1/customers', {}, headersOf(account.id));
  await post(sandbox, '/v1/customers', {}, headersOf('acct_of_nobody'));
  await post(sandbox, '/v1/customers', {}, { key: sandbox.secretKey });
  await sandbox.close();
  const rows = await withDatabase(dataDir, (db) => db.select().from(requests).orderBy(asc(requests.seq)));
  const about = rows.slice(1).map(({ status, connectedId }) => [status, connectedId]);
  expect(about).toEqual([
    [200, account.id],
    [403, null],
    [200, null],
  ]);
  // All are the platform's, whose key it was.
  expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(1);
  const logged = lines.map((line) => JSON.parse(line)).filter(({ path }) => path === '/v1/customers');
  expect(logged.map((entry) => entry.account)).toEqual([account.id, undefined, undefined]);
});

test('a request has its page as soon as it is answered, also while others are being written', async () => {
  const sandbox = await start();
  const created = Array.from({ length: 5 }, () =>
    post(sandbox, '/v1/customers', {}, { key: sandbox.secretKey }),
  );
  for (const { headers } of await Promise.all(created)) {
    const page = await fetch(`${sandbox.url}/dashboard/requests/${headers['request-id']}`);
    expect(page.status).toBe(200);
  }
  await sandbox.close();
});

describe('nothing of a card', () => {
  const NUMBER = '4242424242424242';
  const MISTYPED = '4242424242424243';
  const CODE = '907';

  /** All that is written down of requests, in the database and in the log. */
  async function writtenDown(ask: (sandbox: Sandbox) => Promise<unknown>) {
    const dataDir = temporaryDirectory();
    const lines: string[] = [];
    const sandbox = await start({ memory: false, dataDir, log: (line) => lines.push(line) });
    await ask(sandbox);
    await sandbox.close();
    const rows = await withDatabase(dataDir, (db) => db.select().from(requests).orderBy(asc(requests.seq)));
    return {
      rows,
      lines,
      kept: JSON.stringify(rows.map(({ params, error, path }) => [params, error, path])),
    };
  }

  test('is written down, however its security code is called', async () => {
    const names = [
      'cvc',
      'CVC',
      'Cvv',
      'cvv2',
      'cvn',
      'CID',
      'security_code',
      'securityCode',
      'security-code',
      'cvc_',
      'ｃｖｃ',
    ];
    const { kept, rows } = await writtenDown(async (sandbox) => {
      for (const name of [...names, 'pin', 'whatever', 'secret code']) {
        await createToken(sandbox, { [`card[${name}]`]: CODE });
        await createToken(sandbox, { [`card[${name}][deep]`]: CODE });
        await createPaymentMethod(sandbox, { [`payment_method_data[card][${name}]`]: CODE });
      }
      for (const name of names) {
        await createToken(sandbox, { [name]: CODE });
        await createPaymentMethod(sandbox, { [`metadata[${name}]`]: CODE });
      }
    });
    expect(rows.length).toBe(3 * 14 + 2 * 11);
    expect(kept).toContain('[redacted]');
    expect(kept).not.toContain(CODE);
  });

  test('is written down of a number that was refused, in any spelling', async () => {
    const { kept, rows, lines } = await writtenDown(async (sandbox) => {
      for (const between of ['.', ' ', '/', '+', '_', '  ', '\u00a0']) {
        const number = (NUMBER.match(/.{4}/g) ?? []).join(between);
        await createToken(sandbox, { 'card[number]': number.replaceAll('+', '%2B') });
        await createToken(sandbox, { 'card[NUMBER]': number });
        await createPaymentMethod(sandbox, { 'metadata[order]': number });
        await createPaymentMethod(sandbox, { [`metadata[${number}]`]: 'x' });
      }
    });
    expect(rows.length).toBe(28);
    expect(kept).not.toMatch(/4242\D{0,3}4242/);
    expect(lines.join('\n')).not.toMatch(/4242\D{0,3}4242/);
  });

  test('is written down of a path, in any spelling: it is logged by its route', async () => {
    const { kept, rows, lines } = await writtenDown(async (sandbox) => {
      for (const number of [NUMBER, MISTYPED]) {
        for (const between of ['', '%20', '.', '+', '/', '_', '-', '%2520', '%C2%A0', ':']) {
          const spelled = (number.match(/.{4}/g) ?? []).join(between);
          for (const path of [
            `/v1/customers/${spelled}`,
            `/v1/payment_intents/pi_${spelled}/confirm`,
            `/${spelled}`,
          ])
            await get(sandbox, path);
        }
      }
      await get(sandbox, '/v1/payment_methods/pm_card_visa');
      await get(sandbox, '/v1/customers/cus_A1b2C3d4E5f6G7h8I9j0K1l2');
      await get(sandbox, '/js/v1/payframe.js');
    });
    expect(rows.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/customers/*', '/v1/payment_methods/pm_card_visa']),
    );
    expect(lines.join('\n')).toContain(' /v1/payment_intents/*/confirm ');
    expect(lines.join('\n')).toContain(' /v1/customers/cus_A1b2C3d4E5f6G7h8I9j0K1l2 ');
    expect(lines.join('\n')).toContain(' /js/v1/payframe.js ');
    for (const text of [kept, lines.join('\n')]) expect(text).not.toContain('4242');
  });
});
