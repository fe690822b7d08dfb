/** The countries that accounts can be in, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

test('a country says what is required of an account in it', async () => {
  const spec = await stripe.countrySpecs.retrieve('US');
  expect(spec).toMatchObject({
    id: 'US',
    object: 'country_spec',
    default_currency: 'usd',
    supported_bank_account_currencies: { usd: ['US'] },
    supported_payment_currencies: expect.arrayContaining(['usd', 'eur', 'jpy']),
    supported_payment_methods: expect.arrayContaining(['card', 'us_bank_account']),
    supported_transfer_countries: expect.arrayContaining(['US', 'DE']),
  });
  for (const business_type of ['individual', 'company'] as const) {
    const { requirements } = await stripe.accounts.create({
      type: 'custom',
      country: 'US',
      business_type,
      capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
    });
    const { minimum, additional } = spec.verification_fields[business_type];
    const due = requirements?.currently_due?.filter((name) => name !== 'relationship.representative');
    expect(minimum).toEqual(due);
    expect(additional).toEqual([
      business_type === 'individual' ? 'individual.id_number' : 'representative.id_number',
    ]);
  }
});

test('a country that shares its currency has banks in all that do', async () => {
  const { supported_bank_account_currencies: banks, verification_fields: fields } =
    await stripe.countrySpecs.retrieve('DE');
  expect(banks.eur).toEqual(expect.arrayContaining(['DE', 'FR', 'IE']));
  expect(banks.eur).not.toContain('US');
  expect(fields.individual.minimum).not.toContain('individual.ssn_last_4');
});

test('countries are listed by their codes, a page at a time', async () => {
  const all: string[] = [];
  for await (const { id } of stripe.countrySpecs.list({ limit: 20 })) all.push(id);
  expect(all).toEqual([...new Set(all)].sort());
  for (const country of all)
    expect((await stripe.countrySpecs.retrieve(country)).default_currency).toMatch(/^[a-z]{3}$/);
  const first = await stripe.countrySpecs.list({ limit: 2 });
  expect(first).toMatchObject({ data: [{ id: 'AE' }, { id: 'AT' }], has_more: true });
  expect(first.data.map(({ id }) => id)).toEqual(all.slice(0, 2));
});

test('a country without connected accounts is missing', async () => {
  for (const country of ['XX', 'toString'])
    expect(await refusal(stripe.countrySpecs.retrieve(country))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
});
