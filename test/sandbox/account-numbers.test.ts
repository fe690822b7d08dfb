import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { setNumberSearches } from '../../sandbox/src/kernel/number-searches.js';
import { redact } from '../../sandbox/src/kernel/redact.js';
import { cardNumbersIn } from '../../sandbox/src/methods/card/card-numbers-in-text.js';
import { methods } from '../../sandbox/src/methods/registry.js';
import { testIbansIn } from '../../sandbox/src/methods/sepa-debit/test-ibans-in-text.js';
import { bacsAccounts } from '../../src/contract/test-bacs-accounts.js';
import { becsAccounts } from '../../src/contract/test-becs-accounts.js';
import { testCards } from '../../src/contract/test-cards.js';
import { nzAccounts } from '../../src/contract/test-nz-accounts.js';
import { usAccounts } from '../../src/contract/test-us-accounts.js';
import { THOROUGH } from '../thorough.js';
import { dumpOf } from './dump.js';
import { CARD, createPaymentMethod, FORM, post, send, start, temporaryDirectory } from './harness.js';

setNumberSearches(methods.numberSearches);

const NUMBER = '4242424242424242';
/** Passes the Luhn check and is in Visa's range, and is no test card. */
const OTHER = '4532015112830366';
const IBAN = 'DE89370400440532013000';

const groups = (number: string) => number.match(/.{1,4}/g) ?? [];
const inDigitsFrom = (number: string, zero: number) =>
  number.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** A number in every spelling that a person or a program would write it in, or hide it with. */
const spellingsOf = (number: string): string[] => [
  number,
  ...[
    ' ',
    '-',
    '/',
    '_',
    '\u00a0',
    '  ',
    '\n',
    '\r\n',
    '.',
    ',',
    ', ',
    ' / ',
    '\u2011',
    '\u200b',
    '+',
    '·',
    '|',
  ].map((between) => groups(number).join(between)),
  [...number].join(' '),
  [...number].join('\u2060'),
  // Full-width, Arabic-Indic, Persian, Devanagari, bold digits of mathematics.
  ...[0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce].map((zero) => inDigitsFrom(number, zero)),
  inDigitsFrom(groups(number).join('\u3000'), 0xff10),
  groups(number).join('%20'),
  groups(number).join('%2520'),
  encodeURIComponent(inDigitsFrom(number, 0xff10)),
];

test('before the searches are set, every digit is taken out of a text', async () => {
  vi.resetModules();
  const { redact: redactBefore } = await import('../../sandbox/src/kernel/redact.js');
  expect(redactBefore(`Order ${NUMBER.slice(0, 3)}, ４２`)).toBe('Order [redacted], [redacted]');
});

describe('a card number in a text', () => {
  test('is found and taken out in every grouping and script', () => {
    for (const { number } of testCards) {
      for (const text of spellingsOf(number)) {
        expect(
          cardNumbersIn(`Card: ${text}!`).some(({ isTest }) => isTest),
          text,
        ).toBe(true);
        expect(redact(`Card: ${text}!`), text).toBe('Card: [redacted]!');
        expect(redact(`${text} and ${text}`), text).toBe('[redacted] and [redacted]');
      }
    }
  });

  test('is found between other digits', () => {
    for (const text of [`123${NUMBER}456`, `2026 4242-4242 4242/4242 12/34 123`])
      expect(
        cardNumbersIn(text).some(({ isTest }) => isTest),
        text,
      ).toBe(true);
  });

  test('of a real card is found by its length, its range and its check digit', () => {
    for (const text of spellingsOf(OTHER)) expect(cardNumbersIn(text), text).not.toEqual([]);
    expect(cardNumbersIn('378282246310006')).toEqual([]);
    for (const text of [
      '',
      'Order 1234567890123456',
      '+1 555 555 0100',
      '2026-11-24 06:19:00.000',
      '550e8400-e29b-41d4-a716-446655440000',
      `x${OTHER.slice(0, 8)}y${OTHER.slice(8)}`,
      `1${OTHER}`,
    ]) {
      expect(cardNumbersIn(text), text).toEqual([]);
    }
  });

  test('takes time in proportion to the text, whatever is in it', () => {
    // The least time of the processor in several tries, in ms: a busy machine makes some of them longer.
    const took = (text: string) =>
      Math.min(
        ...Array.from({ length: 3 }, () => {
          const before = process.cpuUsage();
          redact(text);
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1000;
        }),
      );
    const texts = ['1', '1 ', '4 ', '1-x', '%25', '%', 'DE11 ', '１', `${OTHER} `];
    for (const text of texts) {
      const [short, long] = [text.repeat(500), text.repeat(8000)];
      took(short);
      // 16 times the text; a time that grew by its square would be 256 times as long.
      expect(took(long) / Math.max(took(short), 0.2), text).toBeLessThan(100);
    }
  });
});

test('a test account’s IBAN is found in every grouping and script', () => {
  for (const text of spellingsOf(IBAN)) {
    expect(testIbansIn(`To ${text}.`), text).not.toEqual([]);
    expect(redact(`To: ${text}.`), text).toBe('To: [redacted].');
  }
});

test('a test account’s number is found in every grouping and script, but not within a longer one', () => {
  const find = (text: string) => methods.numberSearches.flatMap((search) => search.find(text));
  for (const { number } of usAccounts.all) {
    for (const text of spellingsOf(number)) {
      expect(
        find(`To ${text}.`).some(({ isTest }) => isTest),
        text,
      ).toBe(true);
      expect(redact(`To: ${text}.`), text).toBe('To: [redacted].');
    }
    expect(find(`To 9${number}, or ${number}0.`).filter(({ isTest }) => isTest)).toEqual([]);
  }
  for (const { all, bankCode } of [bacsAccounts, becsAccounts, nzAccounts]) {
    for (const { number } of all) {
      for (const text of spellingsOf(`${bankCode}${number}`))
        expect(
          find(`To ${text}.`).some(({ isTest }) => isTest),
          text,
        ).toBe(true);
      // By itself it may be an order's.
      expect(find(`To ${number}.`).map(({ isTest }) => isTest)).toEqual([false]);
      expect(redact(`To: ${number}.`)).toBe('To: [redacted].');
    }
  }
});

describe('the API', () => {
  const dataDir = temporaryDirectory();
  const log: string[] = [];
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  });
  afterAll(() => sandbox.close());

  const create = (path: string, form: Record<string, string>, headers = {}) =>
    post(sandbox, path, form, { key: sandbox.secretKey, headers });

  /** Where a text can be sent, and is kept or told on. */
  const places: [path: string, form: (text: string) => Record<string, string>][] = [
    ['/v1/customers', (text) => ({ name: text })],
    ['/v1/customers', (text) => ({ email: `${text}@example.com` })],
    ['/v1/customers', (text) => ({ description: text })],
    ['/v1/customers', (text) => ({ 'address[line1]': text })],
    ['/v1/customers', (text) => ({ 'metadata[note]': text })],
    ['/v1/customers', (text) => ({ [`metadata[${text}]`]: 'x' })],
    [
      '/v1/customers',
      (text) => ({
        'invoice_settings[custom_fields][0][name]': 'x',
        'invoice_settings[custom_fields][0][value]': text,
      }),
    ],
    ['/v1/customers', (text) => ({ payment_user_agent: text })],
    ['/v1/customers', (text) => ({ [text]: 'x' })],
    ['/v1/customers', (text) => ({ 'expand[]': text })],
    ['/v1/payment_intents', (text) => ({ amount: '100', currency: 'usd', on_behalf_of: text })],
    ['/v1/payment_intents', (text) => ({ amount: '100', currency: 'usd', customer: text })],
    [
      '/v1/payment_intents',
      (text) => ({ amount: '100', currency: 'usd', return_url: `https://shop.example/?order=${text}` }),
    ],
    ['/v1/webhook_endpoints', (text) => ({ url: `https://shop.example/${text}`, 'enabled_events[]': '*' })],
    ['/v1/webhook_endpoints', (text) => ({ url: 'https://shop.example', 'enabled_events[]': text })],
    ['/v1/tokens', (text) => ({ ...CARD, payment_user_agent: text })],
    ['/v1/tokens', (text) => ({ ...CARD, 'card[exp_month]': text })],
    ['/v1/payment_methods', (text) => ({ type: 'card', ...CARD, 'billing_details[phone]': text })],
  ];

  test('refuses a test card’s number in every text, however it is written', THOROUGH, async () => {
    for (const [path, form] of places) {
      for (const text of spellingsOf(NUMBER)) {
        const { status, json, text: answer } = await create(path, form(text));
        expect(status, `${path} ${JSON.stringify(form(text))}`).toBe(400);
        expect(json.error.message).toContain('holds a card number');
        expect(answer).not.toContain(text);
      }
    }
  });

  test('refuses a test account’s IBAN the same way', async () => {
    for (const [path, form] of places) {
      for (const text of [IBAN, groups(IBAN).join('/'), inDigitsFrom(IBAN, 0xff10)]) {
        const { status, json, text: answer } = await create(path, form(text));
        expect(status, `${path} ${JSON.stringify(form(text))}`).toBe(400);
        expect(json.error.message).toContain('holds an IBAN');
        expect(answer).not.toContain(text);
      }
    }
  });

  test('refuses it as an idempotency key, and does nothing', async () => {
    const before = (await create('/v1/customers', { name: 'Jenny' })).json.id;
    for (const key of [NUMBER, groups(NUMBER).join('_'), `order-${groups(NUMBER).join('.')}`]) {
      const { status, json, text } = await create(
        '/v1/customers',
        { name: 'Rosen' },
        { 'Idempotency-Key': key },
      );
      expect(status).toBe(400);
      expect(json.error).toMatchObject({ param: 'Idempotency-Key' });
      expect(text).not.toContain(key);
    }
    const { json } = await send(`${sandbox.url}/v1/customers`, {
      headers: { Authorization: `Bearer ${sandbox.secretKey}` },
    });
    expect(json.data[0].id).toBe(before);
  });

  test('refuses it in the note of a key', async () => {
    for (const [path, param] of [
      ['/keys/new/secret', 'note'],
      ['/keys/new/secret', 'ipRanges'],
      ['/keys/new/publishable', 'origins'],
    ] as const) {
      for (const text of spellingsOf(NUMBER)) {
        const answer = await send(`${sandbox.url}/dashboard${path}`, {
          method: 'POST',
          headers: { ...FORM, Origin: sandbox.url, Host: new URL(sandbox.url).host },
          body: new URLSearchParams({ [param]: text }).toString(),
        });
        expect(answer.status).toBe(400);
        expect(answer.text).toContain('holds a card number');
        expect(answer.text).not.toContain(text);
      }
    }
  });

  test('refuses a number that any card could have where it says who someone is, and where', async () => {
    for (const param of [
      'name',
      'email',
      'address[line1]',
      'address[city]',
      'shipping[name]',
      'business_name',
    ]) {
      for (const text of spellingsOf(OTHER)) {
        const { status, json } = await create('/v1/customers', { [param]: text });
        expect(status, `${param} ${text}`).toBe(400);
        expect(json.error).toMatchObject({ param });
        expect(json.error.message).toContain('holds a card number');
      }
    }
  });

  test('takes it where it can be an order’s, a parcel’s or a phone’s', async () => {
    const { status, json } = await create(
      '/v1/customers',
      { description: `Order ${OTHER}`, 'metadata[order]': OTHER, 'metadata[name]': OTHER, phone: OTHER },
      { 'Idempotency-Key': `order-${OTHER}` },
    );
    expect(status).toBe(200);
    expect(json).toMatchObject({ phone: OTHER, metadata: { order: OTHER, name: OTHER } });
  });

  test('takes it in card[number], with spaces and dashes', async () => {
    const number = '4242 4242-4242 4242';
    expect((await createPaymentMethod(sandbox, { 'card[number]': number })).status).toBe(200);
  });

  test('keeps and logs nothing of what it refused', async () => {
    for (const text of spellingsOf(NUMBER)) {
      for (const path of [`/v1/customers/${encodeURIComponent(text)}`, `/v1/${encodeURIComponent(text)}`]) {
        await send(`${sandbox.url}${path}`, { headers: { Authorization: `Bearer ${sandbox.secretKey}` } });
      }
    }
    await sandbox.close();
    const dump = await dumpOf(dataDir);
    expect(dump).toContain('[redacted]');
    for (const text of spellingsOf(NUMBER)) {
      expect(dump).not.toContain(JSON.stringify(text).slice(1, -1));
      expect(log.join('\n')).not.toContain(text);
      expect(log.join('\n')).not.toContain(encodeURIComponent(text));
    }
    sandbox = await start({ memory: false, dataDir });
  });
});
