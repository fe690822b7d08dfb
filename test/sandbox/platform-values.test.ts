/** The test values that the guide of platforms lists: each does what its row says. */
import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { TEST_BANKS } from '../../src/contract/test-payout-accounts.js';
import { shares } from '../thorough.js';
import { eventually, start } from './harness.js';
import { officialClient, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** The cells of the table whose first column is headed so. */
function rowsUnder(head: string): string[][] {
  const guide = readFileSync('docs/platforms.md', 'utf8');
  const table = new RegExp(`^\\| ${head} \\|.*\\n\\|[ -|]*\\n((?:\\|.*\\n)+)`, 'm').exec(guide)?.[1] ?? '';
  return table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const codeIn = (cell = '') => /`([^`]+)`/.exec(cell)?.[1];

const rows = rowsUnder('field').map(([given, value, end = '']) => ({
  path: (codeIn(given) ?? '').split(/[[\]]+/).filter(Boolean),
  value: codeIn(value) ?? '',
  end,
}));

/** Everything that is needed, with values that are verified a moment later. */
const INDIVIDUAL: Stripe.AccountCreateParams = {
  ...VERIFIED,
  individual: { ...VERIFIED.individual, dob: { day: 1, month: 1, year: 1901 }, id_number: '000000000' },
};

const COMPANY: Stripe.AccountCreateParams = {
  ...VERIFIED,
  business_type: 'company',
  individual: undefined as never,
  company: {
    name: 'Rocket Rides',
    phone: '0000000000',
    tax_id: '000000000',
    owners_provided: true,
    address: { line1: 'address_full_match', city: 'San Francisco', state: 'CA', postal_code: '94111' },
  },
};

/** Returns the parameters with one value in place of another. */
function withValue(params: object, [name = '', ...rest]: string[], value: unknown): object {
  const before = (params as Record<string, object>)[name];
  return { ...params, [name]: rest.length === 0 ? value : withValue(before ?? {}, rest, value) };
}

/** The parameters of an account that gives a value; a date is a hash. */
function accountWith(path: string[], value: string): Stripe.AccountCreateParams {
  const [year, month, day] = value.split('-').map(Number);
  const given = path.at(-1) === 'dob' ? { year, month, day } : value;
  return withValue(path[0] === 'company' ? COMPANY : INDIVIDUAL, path, given) as Stripe.AccountCreateParams;
}

describe('a test value of the guide', () => {
  const named = rows.map((row) => [`${row.path.join('.')} ${row.value}`, row] as const);
  for (const [share, options] of shares(named, 4))
    test.concurrent.each(share)('%s ends as it says', options, async (_, { path, value, end }) => {
      const code = codeIn(end);
      const created = await stripe.accounts.create(accountWith(path, value));
      const isAtOnce = (created.requirements?.pending_verification ?? []).length === 0;
      const { requirements, charges_enabled: isOn } = await eventually(
        () => stripe.accounts.retrieve(created.id),
        // What is paused is not checked either.
        ({ requirements: due }) => due?.pending_verification?.length === 0 || due?.disabled_reason === code,
      );
      const ends = [
        requirements?.disabled_reason,
        ...(requirements?.errors ?? []).map((error) => error.code),
      ];
      if (code) return expect(ends).toContain(code);
      expect(requirements?.errors).toEqual([]);
      // A company has nobody yet to represent it.
      if (path[0] !== 'company') expect(isOn).toBe(true);
      expect(isAtOnce).toBe(end === 'verified at once');
    });

  test('is in a table that was found', () => {
    expect(rows.length).toBeGreaterThan(15);
  });
});

test('the bank accounts of the guide are those of the US, and fail as it says', () => {
  const listed = rowsUnder('bank account').map(([number, routing, end]) => ({
    number: codeIn(number),
    routing: codeIn(routing),
    failure: codeIn(end),
  }));
  const known = TEST_BANKS.filter(({ country }) => country === 'US');
  expect(listed).toEqual(known.map(({ number, routing, failure }) => ({ number, routing, failure })));
});
