/** The people behind an account, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { activeAccount, eventsOf, officialClient, refusal, VERIFIED } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const address = { line1: 'address_full_match', city: 'San Francisco', state: 'CA', postal_code: '94111' };

const { individual: _, ...REST } = VERIFIED;
const company = (): Promise<Stripe.Account> =>
  stripe.accounts.create({
    ...REST,
    business_type: 'company',
    company: {
      name: 'Rocket Rides',
      phone: '0000000000',
      tax_id: '222222222',
      owners_provided: true,
      address,
    },
  });

const { id_number: _number, ...KNOWN } = VERIFIED.individual ?? {};

describe('a person', () => {
  test('is created, read, changed and deleted, and shows no number', async () => {
    const { id: account } = await company();
    const person = await stripe.accounts.createPerson(account, {
      first_name: 'Jenny',
      id_number: '000000000',
      metadata: { shop: 'x' },
      relationship: { owner: true, percent_ownership: 40.5 },
    });
    expect(person).toMatchObject({
      object: 'person',
      account,
      first_name: 'Jenny',
      id_number_provided: true,
      relationship: { owner: true, representative: false, percent_ownership: 40.5 },
      verification: { status: 'unverified' },
    });
    expect(person.id).toMatch(/^person_/);
    expect(JSON.stringify(person)).not.toContain('000000000');
    expect(person.requirements?.currently_due).toEqual(expect.arrayContaining(['last_name', 'dob.day']));
    expect(await stripe.accounts.retrievePerson(account, person.id)).toEqual(person);
    const changed = await stripe.accounts.updatePerson(account, person.id, { last_name: 'Rosen' });
    expect(changed).toMatchObject({ first_name: 'Jenny', last_name: 'Rosen', metadata: { shop: 'x' } });
    expect(await stripe.accounts.deletePerson(account, person.id)).toEqual({
      id: person.id,
      object: 'person',
      deleted: true,
    });
    expect(await refusal(stripe.accounts.retrievePerson(account, person.id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    expect(await eventsOf(stripe, person.id)).toEqual(['person.created', 'person.updated', 'person.deleted']);
  });

  test('who represents a company completes it, and what is missing names the person', async () => {
    const { id: account } = await company();
    const person = await stripe.accounts.createPerson(account, {
      ...KNOWN,
      phone: '',
      relationship: { representative: true },
    });
    const { requirements } = await stripe.accounts.retrieve(account);
    const paths = ['phone', 'relationship.title', 'ssn_last_4'].map((part) => `${person.id}.${part}`);
    expect(requirements?.currently_due).toEqual(paths.sort());
    await stripe.accounts.updatePerson(account, person.id, {
      id_number: '222222222',
      phone: '0000000000',
      relationship: { title: 'CEO' },
    });
    expect(await stripe.accounts.retrieve(account)).toMatchObject({
      charges_enabled: true,
      payouts_enabled: true,
      requirements: { currently_due: [] },
    });
  });

  test('who is not found in a register holds the company up, until a document shows who they are', async () => {
    const { id: account } = await company();
    const { id } = await stripe.accounts.createPerson(account, {
      ...KNOWN,
      dob: { day: 2, month: 3, year: 1990 },
      id_number: '000000000',
      relationship: { representative: true, title: 'CEO' },
    });
    const read = () => stripe.accounts.retrieve(account);
    const isDecided = ({ requirements }: Stripe.Account) => requirements?.pending_verification?.length === 0;
    expect((await eventually(read, isDecided)).requirements).toMatchObject({
      currently_due: [`${id}.verification.document`],
      errors: [{ code: 'verification_failed_keyed_identity', requirement: `${id}.verification.document` }],
    });
    await stripe.accounts.updatePerson(account, id, {
      verification: { document: { front: 'file_identity_document_success' } },
    });
    expect((await eventually(read, isDecided)).charges_enabled).toBe(true);
    expect((await stripe.accounts.retrievePerson(account, id)).verification).toMatchObject({
      status: 'verified',
    });
  });

  test('of an individual’s account is its individual', async () => {
    const { id: account, individual } = await activeAccount(stripe);
    const { data } = await stripe.accounts.listPersons(account);
    expect(data).toEqual([individual]);
    await stripe.accounts.updatePerson(account, `${individual?.id}`, { first_name: 'Jane' });
    expect((await stripe.accounts.retrieve(account)).individual).toMatchObject({
      id: individual?.id,
      first_name: 'Jane',
    });
  });

  test('is listed by the part that they play', async () => {
    const { id: account } = await company();
    const create = (relationship: Stripe.AccountCreatePersonParams.Relationship) =>
      stripe.accounts.createPerson(account, { relationship });
    const representative = await create({ representative: true });
    const owner = await create({ owner: true });
    const director = await create({ director: true });
    const ids = async (params: Stripe.AccountListPersonsParams) =>
      (await stripe.accounts.listPersons(account, params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([director.id, owner.id, representative.id]);
    expect(await ids({ relationship: { owner: true } })).toEqual([owner.id]);
    expect(await ids({ relationship: { representative: true, director: true } })).toEqual([
      director.id,
      representative.id,
    ]);
    expect(await ids({ limit: 1, starting_after: director.id })).toEqual([owner.id]);
    const second = await refusal(create({ representative: true }));
    expect(second.param).toBe('relationship[representative]');
  });

  test('is reached only by those who reach their account', async () => {
    const [{ id: account }, { id: stripeAccount }] = [await company(), await company()];
    const { id } = await stripe.accounts.createPerson(account, { first_name: 'Jenny' });
    for (const call of [
      () => stripe.accounts.retrievePerson(account, id, {}, { stripeAccount }),
      () => stripe.accounts.listPersons(account, {}, { stripeAccount }),
      () => stripe.accounts.deletePerson(account, id, {}, { stripeAccount }),
    ]) {
      expect(await refusal(call())).toMatchObject({ statusCode: 403, code: 'account_invalid' });
    }
    expect((await refusal(stripe.accounts.retrievePerson(stripeAccount, id))).code).toBe('resource_missing');
  });
});

test('accounts of the second version are refused by what to use instead', async () => {
  const error = await refusal(stripe.v2.core.accounts.create({}));
  expect(error.statusCode).toBe(404);
  expect(error.message).toContain('/v1/accounts');
});
