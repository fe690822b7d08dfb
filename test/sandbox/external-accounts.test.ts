/** What an account is paid out to, and its capabilities, by the official client. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { activeAccount, BANK_ACCOUNT, eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const custom = async (): Promise<string> => (await stripe.accounts.create({ type: 'custom' })).id;

const numbered = (account_number: string, more: object = {}) => ({
  external_account: { ...BANK_ACCOUNT, account_number, ...more },
});

describe('a bank account', () => {
  test('shows its bank and last digits, and never its number', async () => {
    const account = await custom();
    const bank = await stripe.accounts.createExternalAccount(account, {
      ...numbered(BANK_ACCOUNT.account_number, {
        account_holder_name: 'Jenny Rosen',
        account_holder_type: 'individual',
      }),
      metadata: { shop: 'x' },
    });
    expect(bank).toMatchObject({
      object: 'bank_account',
      account,
      account_holder_name: 'Jenny Rosen',
      account_holder_type: 'individual',
      bank_name: 'TEST BANK',
      country: 'US',
      currency: 'usd',
      default_for_currency: true,
      last4: '6789',
      metadata: { shop: 'x' },
      routing_number: '110000000',
      status: 'new',
    });
    expect(bank.id).toMatch(/^ba_/);
    expect(bank.fingerprint).toBeTruthy();
    expect(await stripe.accounts.retrieveExternalAccount(account, bank.id)).toEqual(bank);
    expect((await stripe.accounts.retrieve(account)).external_accounts?.data).toEqual([bank]);
    expect(JSON.stringify(bank)).not.toContain(BANK_ACCOUNT.account_number);
    expect(await eventsOf(stripe, bank.id)).toEqual(['account.external_account.created']);
  });

  test.each([
    ['GB', 'gbp', '108800', '00012345'],
    ['AU', 'aud', '110000', '000123456'],
    ['CA', 'cad', '11000-000', '000123456789'],
    ['DE', 'eur', undefined, 'DE89 3704 0044 0532 0130 00'],
  ])(
    'of %s is taken by the numbers of its country',
    async (country, currency, routing_number, account_number) => {
      const { id } = await stripe.accounts.create({ type: 'custom', country });
      const bank = await stripe.accounts.createExternalAccount(id, {
        external_account: {
          object: 'bank_account',
          country,
          currency,
          account_number,
          ...(routing_number && { routing_number }),
        },
      });
      expect(bank).toMatchObject({ country, currency, last4: account_number.replaceAll(' ', '').slice(-4) });
    },
  );

  test('is taken by a token of test mode', async () => {
    const bank = await stripe.accounts.createExternalAccount(await custom(), {
      external_account: 'btok_us_verified',
    });
    expect(bank).toMatchObject({ object: 'bank_account', last4: '6789', status: 'verified' });
  });

  test('is refused a second time, with a wrong number and with a token that is none', async () => {
    const account = await custom();
    const create = (params: Stripe.AccountCreateExternalAccountParams) =>
      stripe.accounts.createExternalAccount(account, params);
    await create(numbered(BANK_ACCOUNT.account_number));
    const again = await refusal(create(numbered(BANK_ACCOUNT.account_number)));
    expect(again.raw).toMatchObject({ code: 'bank_account_exists', type: 'invalid_request_error' });
    const wrong = await refusal(create(numbered('000123456780')));
    expect(wrong.raw).toMatchObject({
      code: 'account_number_invalid',
      param: 'external_account[account_number]',
    });
    expect(wrong.message).not.toContain('000123456780');
    const routing = await refusal(create(numbered('000111111116', { routing_number: '021000021' })));
    expect(routing.raw).toMatchObject({
      code: 'routing_number_invalid',
      param: 'external_account[routing_number]',
    });
    expect((await refusal(create({ external_account: 'btok_none' }))).param).toBe('external_account');
  });

  test('is the default of its currency when it is the first, and until another one is', async () => {
    const account = await custom();
    const create = (number: string, more: object = {}) =>
      stripe.accounts.createExternalAccount(account, { ...numbered(number), ...more });
    const [first, second] = [await create('000123456789'), await create('000111111116')];
    expect([first.default_for_currency, second.default_for_currency]).toEqual([true, false]);
    const refused = await refusal(stripe.accounts.deleteExternalAccount(account, first.id));
    expect(refused.message).toContain('default_for_currency');
    await stripe.accounts.updateExternalAccount(account, second.id, { default_for_currency: true });
    expect(await stripe.accounts.retrieveExternalAccount(account, first.id)).toMatchObject({
      default_for_currency: false,
    });
    expect(await stripe.accounts.deleteExternalAccount(account, first.id)).toEqual({
      id: first.id,
      object: 'bank_account',
      deleted: true,
    });
    const third = await create('000123456789', { default_for_currency: true });
    expect(third.default_for_currency).toBe(true);
    const { data } = await stripe.accounts.listExternalAccounts(account);
    expect(data.map(({ id, default_for_currency: isDefault }) => [id, isDefault])).toEqual([
      [third.id, true],
      [second.id, false],
    ]);
    expect(await eventsOf(stripe, first.id)).toEqual([
      'account.external_account.created',
      'account.external_account.updated',
      'account.external_account.deleted',
    ]);
  });

  test('is replaced where the account is updated with another one', async () => {
    const { id } = await activeAccount(stripe);
    const changed = await stripe.accounts.update(id, numbered('000111111116') as never);
    expect(changed.external_accounts?.data).toMatchObject([{ last4: '1116', default_for_currency: true }]);
  });

  test('is listed newest first, a page at a time, of one kind', async () => {
    const account = await custom();
    const numbers = ['000123456789', '000111111116', '000111111113'];
    const ids: string[] = [];
    for (const number of numbers)
      ids.unshift((await stripe.accounts.createExternalAccount(account, numbered(number))).id);
    const list = (params: Stripe.AccountListExternalAccountsParams) =>
      stripe.accounts.listExternalAccounts(account, params);
    const first = await list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true, url: `/v1/accounts/${account}/external_accounts` });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await list({ starting_after: ids[1] as string })).data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await list({ ending_before: ids[2] as string, limit: 1 })).data.map(({ id }) => id)).toEqual([
      ids[1],
    ]);
    expect((await list({ object: 'card' })).data).toEqual([]);
    expect(await refusal(list({ starting_after: 'ba_none' }))).toMatchObject({ code: 'resource_missing' });
  });

  test('is reached only by those who reach its account', async () => {
    const [account, other] = [await custom(), await custom()];
    const { id } = await stripe.accounts.createExternalAccount(
      account,
      numbered(BANK_ACCOUNT.account_number),
    );
    const stripeAccount = { stripeAccount: other };
    for (const call of [
      () => stripe.accounts.retrieveExternalAccount(account, id, {}, stripeAccount),
      () => stripe.accounts.listExternalAccounts(account, {}, stripeAccount),
      () => stripe.accounts.deleteExternalAccount(account, id, {}, stripeAccount),
      () => stripe.accounts.createExternalAccount('acct_none', { external_account: 'btok_us_verified' }),
    ]) {
      expect(await refusal(call())).toMatchObject({ statusCode: 403, code: 'account_invalid' });
    }
    expect(await refusal(stripe.accounts.retrieveExternalAccount(other, id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  test('is there for the platform’s own payouts from the start', async () => {
    const { id } = await stripe.accounts.retrieveCurrent();
    const { data } = await stripe.accounts.listExternalAccounts(id);
    expect(data).toMatchObject([{ object: 'bank_account', currency: 'usd', default_for_currency: true }]);
    const added = await stripe.accounts.createExternalAccount(id, numbered('000111111116'));
    expect((await stripe.accounts.listExternalAccounts(id)).data.map((one) => one.id)).toEqual([
      added.id,
      data[0]?.id,
    ]);
    expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ id, charges_enabled: true });
  });
});

describe('a capability', () => {
  test('is listed, read, requested and given up', async () => {
    const { id } = await activeAccount(stripe);
    const { data } = await stripe.accounts.listCapabilities(id);
    expect(data.map((one) => [one.id, one.status])).toEqual([
      ['card_payments', 'active'],
      ['transfers', 'active'],
    ]);
    expect(await stripe.accounts.retrieveCapability(id, 'card_payments')).toMatchObject({
      object: 'capability',
      account: id,
      requested: true,
      status: 'active',
      requirements: { currently_due: [], disabled_reason: null },
    });
    expect(await stripe.accounts.retrieveCapability(id, 'klarna_payments')).toMatchObject({
      requested: false,
      requested_at: null,
      status: 'unrequested',
    });
    expect(await stripe.accounts.updateCapability(id, 'klarna_payments', { requested: true })).toMatchObject({
      requested: true,
      status: 'active',
    });
    expect((await stripe.accounts.retrieve(id)).capabilities).toMatchObject({ klarna_payments: 'active' });
    expect(await stripe.accounts.updateCapability(id, 'klarna_payments', { requested: false })).toMatchObject(
      {
        status: 'unrequested',
      },
    );
  });

  test('lists what it lacks', async () => {
    const { id } = await stripe.accounts.create({
      type: 'custom',
      capabilities: { transfers: { requested: true } },
    });
    expect(await stripe.accounts.retrieveCapability(id, 'transfers')).toMatchObject({
      status: 'inactive',
      requirements: {
        currently_due: expect.arrayContaining(['external_account']),
        disabled_reason: 'requirements.past_due',
      },
    });
  });

  test('is refused if the name is unknown, or needs another one', async () => {
    const id = await custom();
    expect(await refusal(stripe.accounts.retrieveCapability(id, 'flying'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    expect(
      (await refusal(stripe.accounts.updateCapability(id, 'card_payments', { requested: true }))).param,
    ).toBe('capabilities');
  });
});

describe('a debit card', () => {
  const create = (account: string, external_account: string) =>
    stripe.accounts.createExternalAccount(account, { external_account }) as Promise<Stripe.Card>;

  test('is taken by a token that a page has created', async () => {
    const { id } = await activeAccount(stripe);
    const token = await stripe.tokens.create({
      card: { number: '4000056655665556', exp_month: '12', exp_year: '2034', currency: 'usd' },
    } as never);
    const card = await create(id, token.id);
    expect(card).toMatchObject({
      id: token.card?.id,
      object: 'card',
      account: id,
      available_payout_methods: ['standard', 'instant'],
      brand: 'Visa',
      currency: 'usd',
      default_for_currency: false,
      exp_month: 12,
      exp_year: 2034,
      funding: 'debit',
      last4: '5556',
    });
    expect((await stripe.accounts.listExternalAccounts(id, { object: 'card' })).data).toEqual([card]);
    expect(await refusal(create(id, token.id))).toMatchObject({ code: 'token_already_used' });
    const update = { exp_month: '11', name: 'Jenny Rosen' };
    expect(await stripe.accounts.updateExternalAccount(id, card.id, update)).toMatchObject({
      exp_month: 11,
      name: 'Jenny Rosen',
    });
    expect(await stripe.accounts.deleteExternalAccount(id, card.id)).toMatchObject({
      object: 'card',
      deleted: true,
    });
  });

  test.each([
    ['tok_visa_debit_us_transferSuccess', '5556', ['standard', 'instant']],
    ['tok_mastercard_debit_us_transferSuccess', '8210', ['standard', 'instant']],
    ['tok_visa_debit_us_transferFail', '5572', ['standard', 'instant']],
    ['tok_visa_debit_us_instantPayoutUnsupported', '5555', ['standard']],
  ])('is taken by the constant %s', async (token, last4, available_payout_methods) => {
    const { id } = await activeAccount(stripe);
    expect(await create(id, token)).toMatchObject({ object: 'card', last4, available_payout_methods });
    expect(await refusal(create(id, token))).toMatchObject({ code: 'bank_account_exists' });
  });

  test('is paid out to, at once where it can be, or fails', async () => {
    const { id } = await activeAccount(stripe);
    const client = officialClient(sandbox, sandbox.secretKey, { stripeAccount: id });
    await client.charges.create({ amount: 10_000, currency: 'usd', source: 'tok_bypassPending' });
    const pay = (destination: string, method: 'instant' | 'standard') =>
      client.payouts.create({ amount: 1000, currency: 'usd', destination, method });
    const ended = async ({ id: payout }: Stripe.Payout) =>
      eventually(
        () => client.payouts.retrieve(payout, { expand: ['destination'] }),
        ({ status }) => status === 'paid' || status === 'failed',
      );
    const good = await create(id, 'tok_visa_debit_us_transferSuccess');
    expect(await ended(await pay(good.id, 'instant'))).toMatchObject({
      status: 'paid',
      type: 'card',
      destination: { id: good.id, object: 'card' },
    });
    const slow = await create(id, 'tok_visa_debit_us_instantPayoutUnsupported');
    expect(await refusal(pay(slow.id, 'instant'))).toMatchObject({ code: 'instant_payouts_unsupported' });
    const bad = await create(id, 'tok_visa_debit_us_transferFail');
    expect(await ended(await pay(bad.id, 'instant'))).toMatchObject({
      status: 'failed',
      failure_code: 'could_not_process',
    });
  });

  test('is a debit card: a credit card is refused', async () => {
    const { id } = await activeAccount(stripe);
    expect(await refusal(create(id, 'tok_visa'))).toMatchObject({
      code: 'invalid_card_type',
      param: 'external_account',
    });
  });
});
