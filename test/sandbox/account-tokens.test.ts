/** Tokens of accounts, persons and bank accounts: created with a publishable key, and used with a secret one. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { activeAccount, BANK_ACCOUNT, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

/** The request of an app, with the publishable key. */
const fromApp = async (form: Record<string, string>): Promise<string> => {
  const { json, status, text } = await post(sandbox, '/v1/tokens', form);
  expect(status, text).toBe(200);
  expect(text).not.toContain('222222222');
  return json.id;
};

const { business_type: _type, individual: _individual, tos_acceptance: _terms, ...REST } = VERIFIED;

const INDIVIDUAL = {
  'account[business_type]': 'individual',
  'account[individual][first_name]': 'Jenny',
  'account[individual][last_name]': 'Rosen',
  'account[individual][email]': 'jenny@shop.example',
  'account[individual][phone]': '0000000000',
  'account[individual][dob][day]': '1',
  'account[individual][dob][month]': '1',
  'account[individual][dob][year]': '1902',
  'account[individual][address][line1]': 'address_full_match',
  'account[individual][address][city]': 'San Francisco',
  'account[individual][address][state]': 'CA',
  'account[individual][address][postal_code]': '94111',
  'account[individual][id_number]': '222222222',
  'account[tos_shown_and_accepted]': 'true',
};

test('the token of an account has everything that its holder typed, and works once', async () => {
  const account_token = await fromApp(INDIVIDUAL);
  expect(account_token).toMatch(/^ct_/);
  const account = await stripe.accounts.create({ ...REST, account_token });
  expect(account).toMatchObject({
    business_type: 'individual',
    charges_enabled: true,
    individual: { first_name: 'Jenny', id_number_provided: true },
    tos_acceptance: { date: expect.any(Number), ip: expect.any(String) },
  });
  expect((await refusal(stripe.accounts.create({ ...REST, account_token }))).code).toBe('token_already_used');
});

test('the token of an account changes one that is there, and nothing of it is sent beside it', async () => {
  const { id } = await activeAccount(stripe);
  const account_token = await fromApp({ 'account[individual][first_name]': 'Jane' });
  const beside = await refusal(
    stripe.accounts.update(id, { account_token, individual: { last_name: 'Doe' } }),
  );
  expect(beside.raw).toMatchObject({ code: 'parameters_exclusive', param: 'individual' });
  expect(await stripe.accounts.update(id, { account_token })).toMatchObject({
    individual: { first_name: 'Jane', last_name: 'Rosen' },
  });
});

test('the token of a person becomes a person, or changes one', async () => {
  const { individual: _, ...rest } = VERIFIED;
  const { id } = await stripe.accounts.create({ ...rest, business_type: 'company' });
  const person_token = await fromApp({
    'person[first_name]': 'Jenny',
    'person[id_number]': '222222222',
    'person[relationship][representative]': 'true',
  });
  expect(person_token).toMatch(/^cpt_/);
  const person = await stripe.accounts.createPerson(id, { person_token });
  expect(person).toMatchObject({
    first_name: 'Jenny',
    id_number_provided: true,
    relationship: { representative: true },
  });
  const change = await fromApp({ 'person[last_name]': 'Rosen' });
  expect(await stripe.accounts.updatePerson(id, person.id, { person_token: change })).toMatchObject({
    id: person.id,
    first_name: 'Jenny',
    last_name: 'Rosen',
    relationship: { representative: true },
  });
  const wrong = await fromApp({ 'person[last_name]': 'Rosen' });
  expect((await refusal(stripe.accounts.update(id, { account_token: wrong }))).param).toBe('account_token');
});

test('the token of a bank account becomes what the account is paid out to', async () => {
  const { id } = await stripe.accounts.create({ type: 'custom' });
  const { object: _, ...bank_account } = BANK_ACCOUNT;
  const token = await stripe.tokens.create({ bank_account });
  expect(token.bank_account).toMatchObject({ country: 'US', last4: '6789', routing_number: '110000000' });
  const bank = await stripe.accounts.createExternalAccount(id, { external_account: token.id });
  expect(bank).toMatchObject({ id: token.bank_account?.id, account: id, last4: '6789', currency: 'usd' });
  const again = await refusal(stripe.accounts.createExternalAccount(id, { external_account: token.id }));
  expect(again.code).toBe('token_already_used');
  const wrong = await refusal(
    stripe.tokens.create({ bank_account: { ...bank_account, account_number: '000123456780' } }),
  );
  expect(wrong.raw).toMatchObject({ code: 'account_number_invalid', param: 'bank_account[account_number]' });
  expect(wrong.message).not.toContain('000123456780');
});

test('the token of the number of an id stands for it in persons, accounts and their tokens, and works once', async () => {
  const { individual, ...rest } = VERIFIED;
  const { id_number: _, ...others } = { ...individual };
  const [ofPage, ofServer] = [
    await fromApp({ 'pii[personal_id_number]': '222222222' }),
    (await stripe.tokens.create({ pii: { id_number: '222222222' } })).id,
  ];
  expect(ofPage).toMatch(/^pii_/);
  expect(await stripe.tokens.retrieve(ofPage)).toMatchObject({ object: 'token', type: 'pii', used: false });
  const account = await stripe.accounts.create({ ...rest, individual: { ...others, id_number: ofPage } });
  expect(account).toMatchObject({ charges_enabled: true, individual: { id_number_provided: true } });
  const again = await refusal(
    stripe.accounts.update(account.id, { individual: { id_number: ofPage, id_number_secondary: ofServer } }),
  );
  expect(again.code).toBe('token_already_used');

  const company = await stripe.accounts.create({ ...rest, business_type: 'company' });
  const person_token = await fromApp({ 'person[id_number]': ofServer });
  const person = await stripe.accounts.createPerson(company.id, { person_token });
  expect(person).toMatchObject({ id_number_provided: true });
  const secondary = await stripe.tokens.create({ pii: { id_number: '111111111' } });
  const both = await stripe.accounts.updatePerson(company.id, person.id, {
    id_number_secondary: secondary.id,
  });
  expect(both).toMatchObject({ id_number_secondary_provided: true });

  const names = { id_number: '222222222', personal_id_number: '222222222' } as never;
  const twice = await refusal(stripe.tokens.create({ pii: names }));
  expect(twice.raw).toMatchObject({ code: 'parameter_unknown', param: 'pii[id_number]' });
  const bank = await stripe.tokens.create({ bank_account: { ...BANK_ACCOUNT, object: undefined } as never });
  const wrong = await refusal(stripe.accounts.create({ individual: { id_number: `pii_${bank.id}` } }));
  expect(wrong.raw).toMatchObject({ code: 'resource_missing' });
});
