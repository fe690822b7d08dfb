import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type TestCard, testCardGroups, testCards } from '../../sandbox/src/index.js';
import { passesLuhn } from '../../src/contract/luhn.js';
import { createPaymentMethod, createToken, start } from './harness.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());

const grouped = (number: string) => number.replace(/(.{4})(?=.)/g, '$1 ');

describe('the list of test cards', () => {
  test('has unique numbers and names, each number with its check digit', () => {
    expect(new Set(testCards.map(({ number }) => number)).size).toBe(testCards.length);
    expect(new Set(testCards.map(({ name }) => name)).size).toBe(testCards.length);
    expect(testCards.filter(({ number }) => !passesLuhn(number))).toEqual([]);
  });

  test('is the table in the documentation', () => {
    const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
    for (const { title, cards } of testCardGroups) {
      expect(document).toContain(`## ${title}\n`);
      for (const { number, description } of cards)
        expect(document).toContain(`| \`${grouped(number)}\` | ${description} |`);
    }
    const documented = document.match(/^\| `[\d ]+` \|/gm) ?? [];
    expect(documented.length).toBe(testCards.length + 1); // and the number that has no check digit
  });

  test('works: every card tokenizes and shows its brand, funding, country and last four', async () => {
    const answers = testCards.map(({ number }) => createPaymentMethod(sandbox, { 'card[number]': number }));
    for (const [index, { status, json }] of (await Promise.all(answers)).entries()) {
      const { number, brand, funding, country, networks } = testCards[index] as TestCard;
      expect(status, number).toBe(200);
      expect(json.card).toMatchObject({
        brand,
        funding,
        country,
        last4: number.slice(-4),
        networks: { available: networks },
      });
    }
  });

  test('says which card has no 3-D Secure', async () => {
    const { json } = await createPaymentMethod(sandbox, {
      'card[number]': '378282246310005',
      'card[cvc]': '1234',
    });
    expect(json.card.three_d_secure_usage).toEqual({ supported: false });
  });
});

describe('Luhn', () => {
  test('accepts a number only with its check digit, and notices one changed digit', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 18 });
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, change) => {
        const right = Array.from({ length: 10 }, (_, last) => [...body, last]).filter((all) =>
          passesLuhn(all.join('')),
        );
        expect(right).toHaveLength(1);
        const wrong = [...(right[0] as number[])];
        const place = at % wrong.length;
        wrong[place] = ((wrong[place] as number) + change) % 10;
        expect(passesLuhn(wrong.join(''))).toBe(false);
      }),
    );
  });
});

describe('what is wrong with a card', () => {
  const year = new Date().getUTCFullYear();

  test.each([
    [{ 'card[number]': '4242424242424241' }, 'incorrect_number', 'number'],
    [{ 'card[number]': '42424242' }, 'invalid_number', 'number'],
    [{ 'card[number]': '4242-4242-4242-424x' }, 'invalid_number', 'number'],
    [{ 'card[number]': '4'.repeat(20) }, 'invalid_number', 'number'],
    [{ 'card[exp_month]': '13' }, 'invalid_expiry_month', 'exp_month'],
    [{ 'card[exp_month]': '0' }, 'invalid_expiry_month', 'exp_month'],
    [{ 'card[exp_month]': 'x' }, 'invalid_expiry_month', 'exp_month'],
    [{ 'card[exp_month]': '1.5' }, 'invalid_expiry_month', 'exp_month'],
    [{ 'card[exp_year]': '95' }, 'invalid_expiry_year', 'exp_year'],
    [{ 'card[exp_year]': String(year - 1) }, 'invalid_expiry_year', 'exp_year'],
    [{ 'card[exp_year]': String(year + 51) }, 'invalid_expiry_year', 'exp_year'],
    [{ 'card[exp_year]': '123' }, 'invalid_expiry_year', 'exp_year'],
    [{ 'card[cvc]': '99' }, 'invalid_cvc', 'cvc'],
    [{ 'card[cvc]': 'abc' }, 'invalid_cvc', 'cvc'],
    [{ 'card[cvc]': '1234' }, 'invalid_cvc', 'cvc'],
  ])('%j is %s', async (form, code, param) => {
    for (const create of [createToken, createPaymentMethod]) {
      const { status, json, text } = await create(sandbox, form);
      expect(status).toBe(402);
      expect(json.error).toMatchObject({ type: 'card_error', code, param });
      expect(text).not.toMatch(/\d{8}/);
    }
  });

  test('an expiry of this month, two digits of a year and a grouped number are right', async () => {
    const now = new Date();
    const form = {
      'card[number]': ' 4242-4242 4242 4242 ',
      'card[exp_month]': String(now.getUTCMonth() + 1).padStart(2, '0'),
      'card[exp_year]': String(now.getUTCFullYear()).slice(2),
    };
    const { json } = await createPaymentMethod(sandbox, form);
    expect(json.card).toMatchObject({ exp_month: now.getUTCMonth() + 1, exp_year: now.getUTCFullYear() });
  });

  test('a number that is no test card is declined, whatever it is [K12]', async () => {
    // A Luhn-valid number that is on nobody's list.
    const digit = [...'0123456789'].find((last) => passesLuhn(`453201511283036${last}`));
    const number = `453201511283036${digit}`;
    const { status, json, text } = await createPaymentMethod(sandbox, { 'card[number]': number });
    expect(status).toBe(402);
    expect(json.error).toMatchObject({
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
    });
    expect(json.error.message).toContain('Your request was in test mode, but used a non test (live) card.');
    expect(text).not.toContain(number.slice(0, 8));
  });
});

describe('a card number outside of card[number]', () => {
  test.each([
    '4242424242424242',
    'my card: 4242 4242 4242 4242!',
    'x4242-4242-4242-4242x',
    '12344242424242424242',
  ])('is refused in free text: %s', async (value) => {
    for (const param of ['billing_details[name]', 'metadata[note]', 'billing_details[address][line1]']) {
      const { status, json, text } = await createPaymentMethod(sandbox, { [param]: value });
      expect(status).toBe(400);
      expect(json.error.param).toBe(param);
      expect(text).not.toMatch(/\d{8}/);
    }
    expect((await createToken(sandbox, { 'card[name]': value })).status).toBe(400);
  });
});
