import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shaped } from '../../src/frame/api/answer-shape.js';

const number = ['4000', '0027', '6000', '3184'].join('');
const of = (object: Record<string, unknown>, known: string[] = []) => shaped(object, new Set(known));

const fullWidth = (digits: string) =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
const arabic = (digits: string) =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));

/** Ways in which a host may have written what it was sent. */
const spellings: [string, (digits: string) => string][] = [
  ['as it is', (digits) => digits],
  ['with spaces', (digits) => digits.replace(/(....)(?=.)/g, '$1  ')],
  ['with underscores', (digits) => digits.replace(/(....)(?=.)/g, '$1_')],
  ['with commas and spaces', (digits) => [...digits].join(', ')],
  ['with %20', (digits) => digits.replace(/(..)(?=.)/g, '$1%20')],
  ['with %2520', (digits) => digits.replace(/(..)(?=.)/g, '$1%2520')],
  ['with &nbsp;', (digits) => digits.replace(/(..)(?=.)/g, '$1&nbsp;')],
  ['with zero-width spaces', (digits) => [...digits].join('\u200b')],
  ['in full-width digits', fullWidth],
  ['in Arabic digits', arabic],
  ['in escapes of JSON', (digits) => [...digits].map((digit) => `\\u003${digit}`).join('')],
  ['in entities', (digits) => [...digits].map((digit) => `&#${48 + Number(digit)};`).join('')],
];

describe.each(spellings)('what was typed, spelled %s', (_, spell) => {
  test.each([
    ['whole', number],
    ['but for its last digit', number.slice(0, -1)],
  ])('%s: no text of an answer has its digits', (__, digits) => {
    const echo = `x ${spell(digits)} y`;
    const answer = of({
      message: echo,
      param: echo,
      code: echo,
      description: echo,
      billing_details: { name: echo, email: echo, phone: spell(digits), address: { line1: echo } },
      metadata: { a: echo, [echo]: 'b' },
      card: { last4: spell(digits), brand: echo, number: echo, cvc: echo },
      request: { body: echo },
    });
    expect(JSON.stringify(answer).replace('"line1":', '')).not.toMatch(/\p{Nd}/u);
  });

  test('a security code is in no message, and in no word of an error', () => {
    const error = {
      message: `The code ${spell('737')} is wrong, cvc${spell('737')}.`,
      param: spell('737'),
      code: spell('737'),
    };
    expect(JSON.stringify(of({ ...error, value: spell('737'), cvc: spell('737') }))).not.toMatch(/\p{Nd}/u);
  });
});

describe('what was typed is not handed over', () => {
  test.each(['_', '-', '.', ']['])('as the digits of a word that has %j between them', (between) => {
    const words = { param: `x${[...number].join(between)}`, code: `cvc_${['73', '7'].join(between)}` };
    expect(of(words)).toEqual({});
  });

  test('as a telephone number: that of a card of 14 digits, with a plus before it or not', () => {
    const old = ['3056', '930902', '5904'].join('');
    const phones = [old, `+${old}`, old.slice(1)].map((phone) => of({ phone }).phone);
    expect(phones).toEqual(Array(3).fill(expect.not.stringMatching(/\d/)));
  });
});

describe('an answer', () => {
  test('keeps what the public API answers', () => {
    const details = {
      name: 'Jenny',
      email: 'jenny737@example.com',
      phone: '+49 1512 3456789',
      address: { line1: '737 Main St', postal_code: '94737' },
    };
    const card = {
      brand: 'visa',
      exp_month: 7,
      exp_year: 2037,
      last4: '3184',
      checks: { cvc_check: 'pass' },
      networks: { available: ['visa'], preferred: null },
      three_d_secure_usage: { supported: true },
      wallet: null,
    };
    const intent = {
      id: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
      object: 'payment_intent',
      amount: 73_700,
      client_secret: 'pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH',
      created: 1_764_373_737,
      currency: 'eur',
      description: 'Order 737-2026',
      livemode: false,
      payment_method: {
        id: 'pm_1',
        object: 'payment_method',
        billing_details: details,
        card,
        created: 1,
        customer: null,
        metadata: { order: 'A 737' },
        type: 'card',
      },
      payment_method_types: ['card', 'sepa_debit'],
      next_action: {
        type: 'use_stripe_sdk',
        use_stripe_sdk: {
          type: 'three_d_secure_redirect',
          source: 'payatt_1Abc',
          stripe_js: 'https://bank.example/a?t=1764373737000&c=737',
        },
      },
    };
    expect(of(intent)).toEqual(intent);
  });

  test('leaves out what the public API does not have', () => {
    expect(of({ id: 'pm_1', cvc: '737', number, sent: {}, constructor: 'x', toString: 'x' })).toEqual({
      id: 'pm_1',
    });
  });

  test.each(['"><img src=x>', 'pm 1', '', 'pm_1\n', `pm_${'x'.repeat(300)}`, '123'])('has no id %j', (id) => {
    expect(of({ id })).toEqual({});
  });

  test('has no text longer than 500 characters', () => {
    const { message, description } = of({ message: 'x'.repeat(200_000), description: 'y'.repeat(200_000) });
    expect([message, description].map((text) => `${text}`.length)).toEqual([500, 500]);
  });

  test('has numbers where numbers belong, and none as long as a card’s', () => {
    expect(
      of({ amount: Number(number), created: 1_764_373_737, last4: 3184, exp_year: 20.4, message: 5 }),
    ).toEqual({ created: 1_764_373_737 });
  });

  test('brings back what the page sent in this call, whatever that is', () => {
    const sent = `order ${number}`;
    expect(of({ metadata: { a: sent }, name: sent }, [sent])).toEqual({ metadata: { a: sent }, name: sent });
  });

  test('keeps ids, origins and amounts in a message', () => {
    const message =
      "No such payment_intent: 'pi_3MtwBwLkdIwHu7ix'. The least amount is $0.50 on https://shop.example:8443, and http://127.0.0.1:35473.";
    expect(of({ message })).toEqual({ message });
  });

  test('keeps an address that is one, and no other', () => {
    expect(of({ doc_url: 'https://docs.example/errors#card_declined' })).toHaveProperty('doc_url');
    for (const url of ['javascript:alert(1)', 'https://x.example/<b>', `https://${'x'.repeat(5_000)}`, 'x'])
      expect(of({ url, stripe_js: url, doc_url: url, return_url: url })).toEqual({});
  });

  test('nested without end is cut, not followed', () => {
    const deep = JSON.parse(`${'{"shipping":'.repeat(5_000)}{}${'}'.repeat(5_000)}`);
    expect(JSON.stringify(of(deep)).length).toBeLessThan(200);
  });

  test('has no IBAN in a text', () => {
    for (const iban of ['NL91 ABNA 0417 1643 00', 'DE89370400440532013000'])
      expect(JSON.stringify(of({ description: `of ${iban}.`, message: iban }))).not.toMatch(/\d{3}|\d \d/);
  });
});

test('every property of the types that Payframe returns is known', () => {
  const source =
    readFileSync('src/page/objects/api-objects.ts', 'utf8') +
    readFileSync('src/page/objects/intents.ts', 'utf8');
  const objects = [
    ...source.matchAll(
      /export interface (?:PaymentMethod|Token|PaymentIntent|SetupIntent|IntentError|NextAction|Address|Shipping|ConfirmationToken) \{[\s\S]*?\n\}/g,
    ),
  ];
  const names = objects.flatMap(([text]) =>
    [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(\w+)\??:/g)].map(([, name]) => `${name}`),
  );
  expect(names.length).toBeGreaterThan(100);
  const left = [...new Set(names)].filter((name) => name !== 'metadata' && !(name in of({ [name]: null })));
  expect(left).toEqual([]);
});

test('whatever a host answers, no text has twelve digits in a row', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 19 });
  const separator = fc.constantFrom(
    '',
    ' ',
    '  ',
    '-',
    '_',
    '%20',
    ', ',
    '/',
    '.',
    '\u00a0',
    '\u200b',
    '+',
    '&nbsp;',
    '\\n',
  );
  const echo = fc
    .tuple(
      digits,
      separator,
      fc.constantFrom((text: string) => text, fullWidth, arabic),
    )
    .map(([text, between, spell]) => [...spell(text)].join(between));
  const name = fc.constantFrom(
    'message',
    'description',
    'name',
    'line1',
    'param',
    'code',
    'type',
    'status',
    'last4',
    'phone',
    'cvc',
    'x',
  );
  const object = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, echo, fc.anything(), fc.array(echo), tie('object')),
    object: fc.dictionary(
      fc.oneof(name, fc.constantFrom('billing_details', 'address', 'metadata', 'card')),
      tie('value'),
    ),
  })).object as fc.Arbitrary<Record<string, unknown>>;
  fc.assert(
    fc.property(object, (answer) => {
      const check = (value: unknown, key: string): void => {
        if (typeof value === 'string') {
          if (value.length > 500) throw new Error(`${key} is long`);
          const found =
            value
              .normalize('NFKC')
              .replace(/[^\p{L}\p{Nd}]/gu, '')
              .match(/\p{Nd}+/gu) ?? [];
          const most = key === 'phone' ? 13 : 11;
          if (found.some((run) => [...run].length > most)) throw new Error(`${key}: ${value}`);
        } else if (value && typeof value === 'object')
          for (const [inner, item] of Object.entries(value)) check(item, inner);
      };
      check(of(answer), '');
    }),
    { numRuns: 500 },
  );
});

describe('the data of a type', () => {
  test.each([
    {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'TEST BANK',
        financial_connections_account: 'fca_1234abcd',
        last4: '6789',
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
      },
    },
    { type: 'bacs_debit', bacs_debit: { last4: '2345', sort_code: '108800' } },
    { type: 'au_becs_debit', au_becs_debit: { bsb_number: '000000', last4: '3456' } },
    {
      type: 'nz_bank_account',
      nz_bank_account: {
        account_holder_name: null,
        bank_code: '11',
        bank_name: 'TEST BANK',
        branch_code: '0000',
        last4: '0000',
        suffix: '010',
      },
    },
    { type: 'ideal', ideal: { bank: 'abn_amro', bic: 'ABNANL2A' } },
    { type: 'p24', p24: { bank: null } },
    { type: 'bancontact', bancontact: {} },
    { type: 'blik_authorize', blik_authorize: {} },
    {
      type: 'verify_with_microdeposits',
      verify_with_microdeposits: {
        arrival_date: 1_790_000_000,
        hosted_verification_url: 'https://host.example/verify/abc',
        microdeposit_type: 'amounts',
      },
    },
  ])('comes through in its public shape: $type', (object) => {
    expect(of(object)).toEqual(object);
  });

  test('has none of what was typed', () => {
    const account_number = '000123456789';
    expect(
      of({ type: 'us_bank_account', us_bank_account: { account_number, number: account_number } }),
    ).toEqual({
      type: 'us_bank_account',
      us_bank_account: {},
    });
    expect(of({ type: 'blik', blik: { code: '777123' } })).toEqual({ type: 'blik', blik: {} });
    expect(of({ type: account_number, [account_number]: {} })).toEqual({});
    expect(of({ type: 'number', number: account_number })).toEqual({ type: 'number' });
  });
});
