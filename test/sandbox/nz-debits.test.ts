/** Debits of New Zealand accounts, from the payment method to the refund. */
import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { nzAccounts } from '../../src/contract/test-nz-accounts.js';
import { eventually, post, start } from './harness.js';
import { officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };
const NUMBERS = { bank_code: '11', branch_code: '0000', account_number: '2222222', suffix: '027' };
const SHOWN = { bank_code: '11', branch_code: '0000', bank_name: 'TEST BANK', last4: '2222', suffix: '027' };

const consent: Stripe.PaymentIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Shop' } },
};

const made = (numbers: object = {}) =>
  stripe.paymentMethods.create({
    type: 'nz_bank_account',
    nz_bank_account: { ...NUMBERS, ...numbers },
    billing_details: HOLDER,
  });

const debit = (payment_method: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 1099,
    currency: 'nzd',
    confirm: true,
    payment_method,
    mandate_data: consent,
    ...params,
  });

const settled = (id: string) =>
  eventually(
    () => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
    ({ status }) => status !== 'processing',
  );

test('an account has the properties of the public reference, and the name of its holder where that is another', async () => {
  expect((await made()).nz_bank_account).toEqual({ ...SHOWN, account_holder_name: null });
  const other = await made({ account_holder_name: 'Rosen Ltd', account_number: '2222 222' });
  expect(other.nz_bank_account).toEqual({ ...SHOWN, account_holder_name: 'Rosen Ltd' });
});

test.each([
  ['account_number', '123', 'account_number_invalid', 'account_number'],
  ['account_number', '2222223', 'account_number_invalid', 'account_number'],
  ['suffix', '028', 'account_number_invalid', 'account_number'],
  ['bank_code', '1', 'routing_number_invalid', 'bank_code'],
  ['branch_code', '0001', 'routing_number_invalid', 'bank_code'],
  ['suffix', undefined, 'parameter_missing', 'suffix'],
])('a wrong %s is refused with its name and without its digits: %s', async (name, value, code, param) => {
  const error = await refusal(made({ [name]: value }));
  expect(error).toMatchObject({ statusCode: 400, code, param: `nz_bank_account[${param}]` });
  expect(error.message).not.toContain('2222');
});

test('a page confirms with an account, which is debited, and the payment is refunded', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'nzd' });
  expect(intent.payment_method_types).toContain('nz_bank_account');
  const { json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
    client_secret: String(intent.client_secret),
    'payment_method_data[type]': 'nz_bank_account',
    'payment_method_data[nz_bank_account][bank_code]': '11',
    'payment_method_data[nz_bank_account][branch_code]': '0000',
    'payment_method_data[nz_bank_account][account_number]': '0000000',
    'payment_method_data[nz_bank_account][suffix]': '010',
    'payment_method_data[billing_details][name]': HOLDER.name,
    'payment_method_data[billing_details][email]': HOLDER.email,
    'mandate_data[customer_acceptance][type]': 'online',
    'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
  });
  expect(json.status).toBe('processing');
  expect(await settled(intent.id)).toMatchObject({
    status: 'succeeded',
    latest_charge: {
      payment_method_details: {
        type: 'nz_bank_account',
        nz_bank_account: { ...SHOWN, last4: '0000', suffix: '010' },
      },
    },
  });
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 99 });
  expect(refund).toMatchObject({
    status: 'pending',
    destination_details: { type: 'nz_bank_transfer', nz_bank_transfer: {} },
  });
});

test.each([
  ['insufficientFunds', 'insufficient_funds', 'active'],
  ['referToCustomer', 'refer_to_customer', 'active'],
  ['noAccount', 'no_account', 'inactive'],
  ['debitNotAuthorized', 'debit_not_authorized', 'inactive'],
])('a debit of the account %s fails with %s, and its mandate is %s', async (name, code, status) => {
  const { id: customer } = await stripe.customers.create();
  const intent = await debit(`pm_nzBankAccount_${name}`, { customer, setup_future_usage: 'off_session' });
  const failed = await settled(intent.id);
  expect(failed).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
  const method = failed.last_payment_error?.payment_method?.id;
  const { data } = await stripe.events.list({ type: 'mandate.updated', limit: 100 });
  const ended = data.map(({ data: { object } }) => object as Stripe.Mandate);
  expect(ended.some((one) => one.payment_method === method && one.status === 'inactive')).toBe(
    status === 'inactive',
  );
});

test('a debit that stays processing can be canceled', async () => {
  const { id } = await debit('pm_nzBankAccount_processing');
  const quick = await debit('pm_nzBankAccount_success');
  expect((await settled(quick.id)).status).toBe('succeeded');
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
  expect((await stripe.paymentIntents.cancel(id)).status).toBe('canceled');
});

test('an account is set up, and debited later without its holder', async () => {
  const { id: customer } = await stripe.customers.create();
  const { id: payment_method } = await made({ account_number: '0000000', suffix: '010' });
  const intent = await stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method,
    mandate_data: consent as Stripe.SetupIntentCreateParams.MandateData,
    expand: ['mandate'],
  });
  expect(intent).toMatchObject({
    status: 'succeeded',
    mandate: { status: 'active', payment_method_details: { type: 'nz_bank_account', nz_bank_account: {} } },
  });
  const later = await debit(payment_method, { customer, off_session: true, mandate_data: '' });
  expect((await settled(later.id)).status).toBe('succeeded');
});

test('every test account is documented with its constant', () => {
  const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
  const rows = [...document.matchAll(/^\| `pm_nzBankAccount_(\w+)` \| `(\d+)` `(\d+)` \|/gm)];
  expect(rows.map(([, name, account, suffix]) => [name, `${account}${suffix}`])).toEqual(
    nzAccounts.all.map(({ name, number }) => [name, number]),
  );
});
