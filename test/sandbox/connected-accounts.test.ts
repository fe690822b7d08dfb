/** Accounts that a platform connects, by the official client: what it may say of them, what is required, and what follows. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, post, start } from './harness.js';
import { activeAccount, eventsOf, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const BOTH = { card_payments: { requested: true }, transfers: { requested: true } };

const individual = (change: Partial<Stripe.AccountCreateParams.Individual>) => ({
  ...VERIFIED.individual,
  id_number: '000000000',
  ...change,
});

/** An account that a moment later is what the registers say. */
const decided = (id: string) =>
  eventually(
    () => stripe.accounts.retrieve(id),
    ({ requirements }) => requirements?.pending_verification?.length === 0,
  );

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

describe('a new account', () => {
  test('can do nothing before what is required is given, and lists that', async () => {
    const account = await stripe.accounts.create({ type: 'custom', capabilities: BOTH });
    expect(account).toMatchObject({
      object: 'account',
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: false,
      country: 'US',
      default_currency: 'usd',
      requirements: { disabled_reason: 'requirements.past_due', pending_verification: [], errors: [] },
      controller: {
        type: 'application',
        is_controller: true,
        losses: { payments: 'application' },
        fees: { payer: 'application_custom' },
        requirement_collection: 'application',
        stripe_dashboard: { type: 'none' },
      },
    });
    const { currently_due, past_due } = account.requirements ?? {};
    expect(currently_due).toEqual(past_due);
    expect(currently_due).toEqual(
      expect.arrayContaining([
        'business_profile.mcc',
        'business_profile.url',
        'business_type',
        'external_account',
        'representative.dob.day',
        'representative.first_name',
        'settings.payments.statement_descriptor',
        'tos_acceptance.date',
        'tos_acceptance.ip',
      ]),
    );
  });

  test('is asked for less when it is only transferred to', async () => {
    const { requirements } = await stripe.accounts.create({
      type: 'custom',
      business_type: 'individual',
      capabilities: { transfers: { requested: true } },
    });
    expect(requirements?.currently_due).toContain('individual.first_name');
    expect(requirements?.currently_due).not.toContain('business_profile.mcc');
    expect(requirements?.currently_due).not.toContain('settings.payments.statement_descriptor');
  });

  test('lists a requirement until it is met', async () => {
    const { id, requirements } = await stripe.accounts.create({
      type: 'custom',
      business_type: 'individual',
      capabilities: BOTH,
    });
    const due = new Set(requirements?.currently_due);
    const steps: [string, Stripe.AccountUpdateParams][] = [
      ['business_profile.mcc', { business_profile: { mcc: '5734' } }],
      ['business_profile.url', { business_profile: { product_description: 'Rides on rockets' } }],
      ['individual.first_name', { individual: { first_name: 'Jenny' } }],
      ['individual.dob.day', { individual: { dob: { day: 1, month: 1, year: 1901 } } }],
      ['individual.ssn_last_4', { individual: { ssn_last_4: '0000' } }],
      ['individual.address.line1', { individual: { address: { line1: 'address_full_match' } } }],
      ['tos_acceptance.ip', { tos_acceptance: { ip: '192.0.2.1' } }],
      ['external_account', { external_account: 'btok_us_verified' }],
    ];
    for (const [path, change] of steps) {
      expect(due, path).toContain(path);
      const after = await stripe.accounts.update(id, change);
      expect(after.requirements?.currently_due, path).not.toContain(path);
    }
  });

  test('of each type is what its platform answers for', async () => {
    const standard = await stripe.accounts.create({ type: 'standard' });
    expect(standard).toMatchObject({
      type: 'standard',
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      controller: { losses: { payments: 'stripe' }, stripe_dashboard: { type: 'full' } },
    });
    const express = await stripe.accounts.create({ type: 'express' });
    expect(express).toMatchObject({
      type: 'express',
      capabilities: {},
      requirements: { disabled_reason: 'requirements.past_due' },
      controller: { fees: { payer: 'application_express' }, stripe_dashboard: { type: 'express' } },
    });
    const controlled = await stripe.accounts.create({
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        requirement_collection: 'application',
        stripe_dashboard: { type: 'none' },
      },
    });
    expect(controlled).toMatchObject({ type: 'none', controller: { fees: { payer: 'application' } } });
  });

  test.each<[string, Stripe.AccountCreateParams, Partial<Stripe.StripeRawError>]>([
    [
      'type and controller',
      { type: 'custom', controller: { fees: { payer: 'account' } } },
      { code: 'parameters_exclusive', param: 'type' },
    ],
    [
      'a controller that cannot be',
      { controller: { requirement_collection: 'application' } },
      { param: 'controller[requirement_collection]' },
    ],
    [
      'a country without connected accounts',
      { country: 'AQ' },
      { code: 'country_unsupported', param: 'country' },
    ],
    ['an unknown country', { country: 'XX' }, { code: 'country_code_invalid', param: 'country' }],
    ['no code of a country', { country: 'USA' }, { code: 'country_code_invalid', param: 'country' }],
    ['no email address', { type: 'custom', email: 'x' }, { code: 'email_invalid', param: 'email' }],
    [
      'no website',
      { type: 'custom', business_profile: { url: 'x' } },
      { code: 'url_invalid', param: 'business_profile[url]' },
    ],
    ['no phone number', { type: 'custom', individual: { phone: 'none' } }, { param: 'individual[phone]' }],
    [
      'no tax id',
      { type: 'custom', business_type: 'company', company: { tax_id: '1' } },
      { code: 'tax_id_invalid', param: 'company[tax_id]' },
    ],
    [
      'an individual that is a company',
      { type: 'custom', business_type: 'company', individual: { first_name: 'Jenny' } },
      { param: 'individual' },
    ],
    [
      'card payments without transfers in the US',
      { type: 'custom', capabilities: { card_payments: { requested: true } } },
      { param: 'capabilities' },
    ],
    [
      'an address in another country',
      { type: 'custom', business_type: 'company', company: { address: { country: 'DE' } } },
      { code: 'account_country_invalid_address', param: 'company[address][country]' },
    ],
    [
      'the terms accepted for a holder who does it',
      { type: 'express', tos_acceptance: { date: 1, ip: '192.0.2.1' } },
      { param: 'tos_acceptance' },
    ],
    [
      'an unknown capability',
      { type: 'custom', capabilities: { flying: { requested: true } } as never },
      { code: 'parameter_unknown', param: 'capabilities[flying]' },
    ],
    [
      'a bank account that is none of test mode',
      {
        type: 'custom',
        external_account: { ...(VERIFIED.external_account as object), account_number: '1234' } as never,
      },
      { code: 'account_number_invalid', param: 'external_account[account_number]' },
    ],
    [
      'a wrong routing number',
      {
        type: 'custom',
        external_account: { ...(VERIFIED.external_account as object), routing_number: '12' } as never,
      },
      { code: 'routing_number_invalid', param: 'external_account[routing_number]' },
    ],
  ])('is refused with %s', async (_, params, expected) => {
    const error = await refusal(stripe.accounts.create(params));
    expect(error.raw).toMatchObject({ type: 'invalid_request_error', ...expected });
    expect(error.statusCode).toBe(400);
  });

  test('for one worker of a test suite can be used at once, and has keys of its own', async () => {
    const { json } = await post(sandbox, '/v1/test_helpers/accounts', {}, { key: sandbox.secretKey });
    expect(json).toMatchObject({ charges_enabled: true, payouts_enabled: true, details_submitted: true });
    const own = officialClient(sandbox, json.keys.secret);
    expect((await own.accounts.retrieveCurrent()).id).toBe(json.id);
  });
});

describe('the data of an individual', () => {
  test('is verified at once with the values that stand for that', async () => {
    const account = await activeAccount(stripe);
    expect(account).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'active' },
      charges_enabled: true,
      payouts_enabled: true,
      details_submitted: true,
      individual: {
        verification: { status: 'verified' },
        id_number_provided: true,
        ssn_last_4_provided: true,
      },
      requirements: { currently_due: [], eventually_due: [], past_due: [], disabled_reason: null },
    });
  });

  test('is pending for a moment otherwise, then verified', async () => {
    const dob = { day: 1, month: 1, year: 1901 };
    const account = await activeAccount(stripe, { individual: individual({ dob }) });
    expect(account).toMatchObject({
      capabilities: { card_payments: 'pending', transfers: 'pending' },
      charges_enabled: false,
      details_submitted: true,
      individual: { verification: { status: 'pending' } },
      requirements: {
        currently_due: [],
        disabled_reason: 'requirements.pending_verification',
        pending_verification: ['individual.id_number'],
      },
    });
    expect(await decided(account.id)).toMatchObject({
      capabilities: { card_payments: 'active', transfers: 'active' },
      charges_enabled: true,
      payouts_enabled: true,
      individual: { verification: { status: 'verified' } },
    });
    const types = await eventsOf(stripe, account.id);
    expect(types).toEqual(['account.updated']);
    expect(await eventsOf(stripe, 'card_payments')).toContain('capability.updated');
  });

  test.each<[string, Partial<Stripe.AccountCreateParams.Individual>, string, string]>([
    [
      'another date of birth',
      { dob: { day: 2, month: 3, year: 1990 } },
      'individual.verification.document',
      'verification_failed_keyed_identity',
    ],
    [
      'an id number of somebody else',
      { id_number: '111-11-1111' },
      'individual.verification.document',
      'verification_failed_id_number_match',
    ],
    [
      'an address that is in no register',
      { address: { ...VERIFIED.individual?.address, line1: 'address_no_match' } },
      'individual.verification.additional_document',
      'verification_failed_address_match',
    ],
    [
      'a document that shows something else',
      { verification: { document: { front: 'file_identity_document_failure' } } },
      'individual.verification.document',
      'verification_document_failed_test_mode',
    ],
  ])('is not verified with %s', async (_, change, requirement, code) => {
    const { id } = await activeAccount(stripe, { individual: individual(change) });
    const account = await decided(id);
    expect(account.capabilities).toMatchObject({ card_payments: 'inactive' });
    expect(account.requirements?.currently_due).toEqual([requirement]);
    expect(account.requirements?.errors).toMatchObject([{ code, requirement }]);
    expect(account.individual?.verification?.status).toBe('unverified');
    // A document beats the number, and what is due.
    const kind = requirement.endsWith('additional_document') ? 'additional_document' : 'document';
    await stripe.accounts.update(id, {
      individual: { verification: { [kind]: { front: 'file_identity_document_success' } } },
    });
    expect(await decided(id)).toMatchObject({ charges_enabled: true });
  });

  test('on a list of sanctions stops the account', async () => {
    const dob = { day: 1, month: 1, year: 1900 };
    const account = await activeAccount(stripe, { individual: individual({ dob }) });
    expect(account).toMatchObject({ charges_enabled: false, requirements: { disabled_reason: 'listed' } });
  });

  test('is due eventually where only the last digits were given', async () => {
    const { id_number: _, ...rest } = VERIFIED.individual ?? {};
    const account = await activeAccount(stripe, { individual: { ...rest, ssn_last_4: '0000' } });
    expect(account).toMatchObject({
      charges_enabled: true,
      individual: { id_number_provided: false, ssn_last_4_provided: true },
      requirements: { currently_due: [], eventually_due: ['individual.id_number'] },
    });
  });

  test('is asked for again after the account was activated, with a deadline, and the account goes on', async () => {
    const { id } = await activeAccount(stripe);
    await stripe.accounts.update(id, {
      individual: { dob: { day: 2, month: 3, year: 1990 }, id_number: '111111111' },
    });
    const account = await decided(id);
    expect(account).toMatchObject({
      charges_enabled: true,
      requirements: { currently_due: ['individual.verification.document'], past_due: [] },
    });
    expect(account.requirements?.current_deadline).toBeGreaterThan(Date.now() / 1000);
  });
});

describe('a website', () => {
  test('that cannot be used is due again', async () => {
    const account = await activeAccount(stripe, {
      business_profile: { mcc: '5734', url: 'https://inaccessible.stripe.com' },
    });
    expect(account.requirements).toMatchObject({
      currently_due: ['business_profile.url'],
      errors: [{ code: 'invalid_url_website_inaccessible', requirement: 'business_profile.url' }],
    });
  });

  test('without activity pauses the account', async () => {
    const { id } = await activeAccount(stripe);
    const business_profile = { url: 'https://inactivity.stripe.com' };
    expect(await stripe.accounts.update(id, { business_profile })).toMatchObject({
      charges_enabled: false,
      capabilities: { card_payments: 'inactive' },
      requirements: { disabled_reason: 'paused.inactivity' },
    });
  });
});

test('a bank account is asked for its owner where test mode does', async () => {
  const numbered = (account_number: string) =>
    ({ ...(VERIFIED.external_account as object), account_number }) as never;
  const proven = await activeAccount(stripe, { external_account: numbered('000999999991') });
  expect(proven.requirements?.pending_verification).toEqual([
    'documents.bank_account_ownership_verification.files',
  ]);
  expect(await decided(proven.id)).toMatchObject({ payouts_enabled: true });
  const asked = await activeAccount(stripe, { external_account: numbered('000999999992') });
  expect(await decided(asked.id)).toMatchObject({
    payouts_enabled: false,
    requirements: { currently_due: ['documents.bank_account_ownership_verification.files'] },
  });
  const files = ['file_identity_document_success'];
  expect(
    await stripe.accounts.update(asked.id, { documents: { bank_account_ownership_verification: { files } } }),
  ).toMatchObject({ payouts_enabled: true });
});

describe('a company', () => {
  test('has to say who represents it', async () => {
    const { requirements } = await stripe.accounts.create(COMPANY);
    expect(requirements?.currently_due).toEqual(
      expect.arrayContaining([
        'relationship.representative',
        'representative.first_name',
        'representative.relationship.title',
      ]),
    );
  });

  test('shows which numbers it has given, and none of them', async () => {
    const account = await stripe.accounts.create({
      ...COMPANY,
      company: { ...COMPANY.company, vat_id: 'DE123456789', registration_number: 'HRB 528491' },
    });
    expect(account.company).toMatchObject({
      name: 'Rocket Rides',
      tax_id_provided: true,
      vat_id_provided: true,
    });
    const text = JSON.stringify(account);
    for (const number of ['tax_id":', 'DE123456789', '528491', '000123456789'])
      expect(text).not.toContain(number);
  });
});

describe('an update', () => {
  test('keeps what is not sent, and emits nothing if nothing has changed', async () => {
    const { id } = await activeAccount(stripe, { metadata: { shop: 'x' } });
    const changed = await stripe.accounts.update(id, {
      settings: { payouts: { schedule: { interval: 'weekly', weekly_anchor: 'friday' } } },
      individual: { address: { city: 'Oakland' } },
    });
    expect(changed).toMatchObject({
      metadata: { shop: 'x' },
      individual: { first_name: 'Jenny', address: { city: 'Oakland', line1: 'address_full_match' } },
      settings: {
        payments: { statement_descriptor: 'ROCKET RIDES' },
        payouts: { schedule: { interval: 'weekly', weekly_anchor: 'friday', delay_days: 2 } },
      },
    });
    const told = await eventsOf(stripe, id);
    await stripe.accounts.update(id, { metadata: { shop: 'x' } });
    expect(await eventsOf(stripe, id)).toEqual(told);
  });

  test('requests and gives up a capability', async () => {
    const { id } = await activeAccount(stripe);
    const without = await stripe.accounts.update(id, {
      capabilities: { card_payments: { requested: false } },
    });
    expect(without).toMatchObject({ charges_enabled: false, payouts_enabled: true });
    expect(without.capabilities).toEqual({ transfers: 'active' });
    const again = await stripe.accounts.update(id, { capabilities: { card_payments: { requested: true } } });
    expect(again).toMatchObject({ charges_enabled: true, capabilities: { card_payments: 'active' } });
  });
});

describe('a rejected account', () => {
  test('can do nothing until that is taken back', async () => {
    const { id } = await activeAccount(stripe);
    expect(await stripe.accounts.reject(id, { reason: 'fraud' })).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      capabilities: { card_payments: 'inactive' },
      requirements: { disabled_reason: 'rejected.fraud' },
    });
    expect(await stripe.accounts.unreject(id)).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
    });
  });

  test('is one whose losses the platform pays', async () => {
    const { id } = await stripe.accounts.create({ type: 'standard' });
    const error = await refusal(stripe.accounts.reject(id, { reason: 'other' }));
    expect(error.code).toBe('not_allowed_on_standard_account');
    expect((await refusal(stripe.accounts.reject(id, { reason: 'x' }))).param).toBe('reason');
  });
});

test('a deleted account is gone, for its platform and in the header', async () => {
  const { id } = await activeAccount(stripe);
  expect(await stripe.accounts.del(id)).toMatchObject({ id, object: 'account', deleted: true });
  for (const call of [
    () => stripe.accounts.retrieve(id),
    () => stripe.accounts.update(id, { metadata: {} }),
    () => stripe.accounts.del(id),
    () => stripe.customers.create({}, { stripeAccount: id }),
  ]) {
    expect(await refusal(call())).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  }
  expect((await stripe.accounts.list({ limit: 100 })).data.map((account) => account.id)).not.toContain(id);
});
