/** Debits of UK and Australian accounts, from the payment method to refund and dispute. */
import { readFileSync } from 'node:fs';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import type { TestAccounts } from '../../src/contract/test-accounts.js';
import { bacsAccounts } from '../../src/contract/test-bacs-accounts.js';
import { becsAccounts } from '../../src/contract/test-becs-accounts.js';
import { dumpOf } from './dump.js';
import { eventually, get, post, start, temporaryDirectory } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const consent: Stripe.PaymentIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Shop' } },
};

const HOLDER = {
  name: 'Jenny Rosen',
  email: 'jenny@example.com',
  address: { line1: '1 High Street', city: 'London', postal_code: 'SW1A 1AA', country: 'GB' },
};

/** One scheme: its type and parameters, and what its objects show of the first test account. */
interface Scheme {
  type: 'au_becs_debit' | 'bacs_debit';
  accounts: TestAccounts;
  currency: string;
  /** Beginning of the constants. */
  constant: string;
  bankCode: string;
  required: string[];
  /** Status of a new mandate. */
  status: string;
  refundedBy: string;
}

const SCHEMES: Scheme[] = [
  {
    type: 'bacs_debit',
    accounts: bacsAccounts,
    currency: 'gbp',
    constant: 'pm_bacsDebit_',
    bankCode: 'sort_code',
    required: [
      'billing_details[name]',
      'billing_details[email]',
      'billing_details[address][line1]',
      'billing_details[address][city]',
      'billing_details[address][postal_code]',
      'billing_details[address][country]',
    ],
    status: 'pending',
    refundedBy: 'gb_bank_transfer',
  },
  {
    type: 'au_becs_debit',
    accounts: becsAccounts,
    currency: 'aud',
    constant: 'pm_auBecsDebit_',
    bankCode: 'bsb_number',
    required: ['billing_details[name]', 'billing_details[email]'],
    status: 'active',
    refundedBy: 'au_bank_transfer',
  },
];

/** The codes of the debits that fail, and how their mandates stand afterwards. */
const FAILURES: [constant: string, code: string, mandate: string][] = [
  ['pm_bacsDebit_debitNotAuthorized', 'debit_not_authorized', 'inactive'],
  ['pm_bacsDebit_insufficientFunds', 'insufficient_funds', 'active'],
  ['pm_bacsDebit_exceedsWeeklyLimit', 'charge_exceeds_source_limit', 'active'],
  ['pm_bacsDebit_exceedsTransactionLimit', 'charge_exceeds_transaction_limit', 'active'],
  ['pm_auBecsDebit_accountClosed', 'account_closed', 'inactive'],
  ['pm_auBecsDebit_noAccount', 'no_account', 'inactive'],
  ['pm_auBecsDebit_debitNotAuthorized', 'debit_not_authorized', 'inactive'],
  ['pm_auBecsDebit_referToCustomer', 'refer_to_customer', 'active'],
  ['pm_auBecsDebit_exceedsWeeklyLimit', 'charge_exceeds_source_limit', 'active'],
  ['pm_auBecsDebit_exceedsTransactionLimit', 'charge_exceeds_transaction_limit', 'active'],
];

const currencyOf = (constant: string) =>
  SCHEMES.find((scheme) => constant.startsWith(scheme.constant))?.currency ?? '';

const debit = (payment_method: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 1099,
    currency: currencyOf(payment_method),
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

/** The mandate of a payment's charge. */
async function mandateOf(intent: Stripe.PaymentIntent): Promise<Stripe.Mandate> {
  const { payment_method_details: details } = intent.latest_charge as Stripe.Charge;
  const { mandate } = details?.[details.type as 'bacs_debit'] ?? {};
  return stripe.mandates.retrieve(String(mandate));
}

describe.concurrent.each(SCHEMES)('$type', (scheme) => {
  const { type, accounts, currency, constant, bankCode, required, status, refundedBy } = scheme;
  const [first] = accounts.all;
  const number = first?.number ?? '';
  const last4 = number.slice(-4);

  const made = (numbers: object = {}, holder: object = HOLDER) =>
    stripe.paymentMethods.create({
      type,
      [type]: { account_number: number, [bankCode]: accounts.bankCode, ...numbers },
      billing_details: holder,
    } as Stripe.PaymentMethodCreateParams);

  const form = (account: string) => ({
    type,
    [`${type}[account_number]`]: account,
    [`${type}[${bankCode}]`]: accounts.bankCode,
    'billing_details[name]': HOLDER.name,
    'billing_details[email]': HOLDER.email,
    'billing_details[address][line1]': HOLDER.address.line1,
    'billing_details[address][city]': HOLDER.address.city,
    'billing_details[address][postal_code]': HOLDER.address.postal_code,
    'billing_details[address][country]': HOLDER.address.country,
  });

  test('has every property of the public reference, and no fingerprint for a browser', async () => {
    const shown = { [bankCode]: accounts.bankCode, last4 };
    const server = (await made()) as unknown as Record<string, { fingerprint: string }>;
    expect(server[type]).toEqual({ ...shown, fingerprint: expect.stringMatching(/^[\w-]{22}$/) });
    const grouped = accounts.bankCode.replace(/(..)(?=.)/g, '$1-');
    const again = (await made({ [bankCode]: grouped })) as unknown as typeof server;
    expect(again[type]?.fingerprint).toBe(server[type]?.fingerprint);
    const { json } = await post(sandbox, '/v1/payment_methods', form(number));
    expect(json[type]).toEqual({ ...shown, fingerprint: null });
  });

  test('names the number that is wrong, and does not repeat it', async () => {
    for (const [name, value, code] of [
      ['account_number', '12x45678', 'account_number_invalid'],
      ['account_number', '123', 'account_number_invalid'],
      ['account_number', number.replace(/.$/, '0'), 'account_number_invalid'],
      [bankCode, '12345', 'routing_number_invalid'],
      [bankCode, '123456', 'routing_number_invalid'],
      [bankCode, undefined, 'parameter_missing'],
    ]) {
      const error = await refusal(made({ [name ?? '']: value }));
      expect(error).toMatchObject({ statusCode: 400, code, param: `${type}[${name}]` });
      if (value) expect(error.message).not.toContain(value);
    }
  });

  test('needs what a mandate says of its holder', async () => {
    for (const param of required) {
      const all = Object.entries(form(number)).filter(([name]) => name !== param);
      const { json } = await post(sandbox, '/v1/payment_methods', Object.fromEntries(all));
      expect(json.error).toMatchObject({ code: 'parameter_missing', param });
    }
  });

  test('is confirmed by a page, processed, paid and refunded', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1099, currency });
    expect(intent.payment_method_types).toContain(type);
    const data = Object.entries(form(number)).map(([name, value]) => [
      name.replace(/^(\w+)/, 'payment_method_data[$1]'),
      value,
    ]);
    const { json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      ...Object.fromEntries(data),
      client_secret: String(intent.client_secret),
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    });
    expect(json.status).toBe('processing');
    // The event keeps the charge as it was, however soon the bank answers.
    const begun = await stripe.events.list({ type: 'charge.pending' });
    const charges = begun.data.map(({ data }) => data.object as Stripe.Charge);
    expect(charges.find(({ payment_intent }) => payment_intent === intent.id)).toMatchObject({
      status: 'pending',
      payment_method_details: {
        type,
        [type]: {
          [bankCode]: accounts.bankCode,
          last4,
          fingerprint: expect.any(String),
          mandate: expect.stringMatching(/^mandate_/),
        },
      },
    });
    const paid = await settled(intent.id);
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1099 });
    expect((await mandateOf(paid)).status).toBe('active');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund).toMatchObject({ status: 'pending', destination_details: { type: refundedBy } });
    const after = await eventually(
      () => stripe.refunds.retrieve(refund.id),
      (one) => one.status !== 'pending',
    );
    expect(after.status).toBe('succeeded');
  });

  test('is disputed for good', async () => {
    const { id } = await debit(`${constant}dispute`);
    expect((await settled(id)).status).toBe('succeeded');
    const { data } = await stripe.disputes.list({ payment_intent: id });
    expect(data).toMatchObject([{ status: 'lost', reason: 'debit_not_authorized' }]);
  });

  test('is set up, and debited later without its holder', async () => {
    const { id: customer } = await stripe.customers.create();
    const { id: method } = await made();
    const intent = await stripe.setupIntents.create({
      customer,
      confirm: true,
      payment_method: method,
      mandate_data: consent as Stripe.SetupIntentCreateParams.MandateData,
      expand: ['mandate'],
    });
    expect(intent).toMatchObject({ status: 'succeeded', mandate: { status, payment_method: method } });
    const { data } = await stripe.setupAttempts.list({ setup_intent: intent.id });
    expect(data[0]?.payment_method_details).toEqual({ type, [type]: {} });
    const later = await debit(method, { currency, customer, off_session: true, mandate_data: '' });
    expect(later.status).toBe('processing');
    const mandate = intent.mandate as Stripe.Mandate;
    const accepted = await eventually(
      () => stripe.mandates.retrieve(mandate.id),
      (one) => one.status !== 'pending',
    );
    expect(accepted.status).toBe('active');
  });

  test('is saved by a payment, and attached to a customer', async () => {
    const { id: customer } = await stripe.customers.create();
    const first = await debit(`${constant}success`, { customer, setup_future_usage: 'off_session' });
    const { data } = await stripe.customers.listPaymentMethods(customer, { type });
    expect(data.map(({ id }) => id)).toEqual([first.payment_method]);
    const other = await made();
    expect(await stripe.paymentMethods.attach(other.id, { customer })).toMatchObject({ customer });
  });

  test('takes three minutes from the accounts that are slow', async () => {
    const slow = accounts.all.filter(({ behaviour }) => behaviour.delayed);
    expect(slow.length).toBeGreaterThan(0);
    for (const { name } of slow) {
      const { id } = await debit(`${constant}${name}`);
      const quick = await debit(`${constant}success`);
      await settled(quick.id);
      expect((await stripe.paymentIntents.retrieve(id)).status).toBe('processing');
    }
  });

  test('is refused in a text after its bank’s code, and in a field of people', async () => {
    for (const text of [`${accounts.bankCode} ${number}`, [...`${accounts.bankCode}${number}`].join('-')]) {
      const error = await refusal(stripe.customers.create({ metadata: { note: `From ${text}.` } }));
      expect(error).toMatchObject({ param: 'metadata[note]' });
      expect(error.message).toContain('holds a bank account number');
    }
    const error = await refusal(stripe.customers.create({ name: number }));
    expect(error).toMatchObject({ param: 'name' });
    expect(JSON.stringify(error)).not.toContain(number);
    // An order may have such a number.
    await stripe.customers.create({ metadata: { order: number } });
  });

  test('is documented with each account and its constant', () => {
    const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
    const rows = [
      ...document.matchAll(new RegExp(`^\\| (?:\`${constant}(\\w+)\`|${type}) \\| \`(\\d+)\` \\|`, 'gm')),
    ];
    expect(rows.map(([, name, account]) => [name, account])).toEqual(
      accounts.all.map((account) => [
        'unknown' in account.behaviour ? undefined : account.name,
        account.number,
      ]),
    );
  });

  test('leaves no account number in the database or the log', async () => {
    const dataDir = temporaryDirectory();
    const log: string[] = [];
    const stored = await start({ memory: false, dataDir, log: (line) => log.push(line) });
    for (const account of accounts.all) {
      await post(stored, '/v1/payment_methods', form(account.number));
      await post(stored, '/v1/payment_methods', {
        ...form(account.number),
        'billing_details[name]': account.number,
      });
      await get(stored, `/v1/payment_methods/${account.number}`);
    }
    await stored.close();
    const dump = await dumpOf(dataDir);
    expect(dump.match(/pm_\w{24}/g)?.length).toBeGreaterThanOrEqual(accounts.all.length - 1);
    for (const text of [dump, log.join('\n')]) {
      const found = accounts.all.filter((account) =>
        new RegExp(`(?<!\\d)${account.number}(?!\\d)`).test(text),
      );
      expect(found).toEqual([]);
    }
  });
});

describe.concurrent('a debit', () => {
  test.each(FAILURES)('of %s fails: %s, and its mandate is %s', async (account, code, mandate) => {
    const { id } = await debit(account);
    const failed = await settled(id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
      latest_charge: { status: 'failed', failure_code: code },
    });
    expect((await mandateOf(failed)).status).toBe(mandate);
  });

  test('of every test account does what its constant says, as far as it is listed', () => {
    const listed = new Set(FAILURES.map(([account]) => account));
    const failing = SCHEMES.flatMap(({ accounts, constant }) =>
      accounts.all
        .filter(
          ({ behaviour }) => behaviour.failure && !behaviour.delayed && !('refusesMandate' in behaviour),
        )
        .map(({ name }) => `${constant}${name}`),
    );
    expect(new Set(failing)).toEqual(listed);
  });
});

describe.concurrent('a mandate of Bacs', () => {
  test('is accepted by the bank after a while', async () => {
    const { id: customer } = await stripe.customers.create();
    // The answer shows the mandate as it was, however soon the bank accepts it.
    const intent = await stripe.setupIntents.create({
      customer,
      confirm: true,
      payment_method: 'pm_bacsDebit_success',
      mandate_data: consent as Stripe.SetupIntentCreateParams.MandateData,
      expand: ['mandate'],
    });
    const pending = intent.mandate as Stripe.Mandate;
    expect(pending).toMatchObject({
      status: 'pending',
      payment_method_details: {
        bacs_debit: {
          network_status: 'pending',
          reference: expect.stringMatching(/^[A-Z\d]{18}$/),
          revocation_reason: null,
          url: expect.stringContaining(sandbox.url),
        },
      },
    });
    const accepted = await eventually(
      () => stripe.mandates.retrieve(pending.id),
      ({ status }) => status !== 'pending',
    );
    expect(accepted).toMatchObject({
      status: 'active',
      payment_method_details: { bacs_debit: { network_status: 'accepted' } },
    });
    expect(await eventsOf(stripe, pending.id)).toEqual(['mandate.updated']);
  });

  test('is refused, so that its account can’t be debited', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({
      customer,
      confirm: true,
      payment_method: 'pm_bacsDebit_mandateRefused',
      mandate_data: consent as Stripe.SetupIntentCreateParams.MandateData,
    });
    const refused = await eventually(
      () => stripe.mandates.retrieve(String(intent.mandate)),
      ({ status }) => status !== 'pending',
    );
    expect(refused).toMatchObject({
      status: 'inactive',
      payment_method_details: { bacs_debit: { network_status: 'refused' } },
    });
    const later = debit(String(intent.payment_method), {
      currency: 'gbp',
      customer,
      off_session: true,
      mandate_data: '',
    });
    expect(await refusal(later)).toMatchObject({ param: 'mandate_data' });
  });

  test('is revoked by a holder who has not authorized the debit', async () => {
    const { id } = await debit('pm_bacsDebit_debitNotAuthorized');
    expect(await mandateOf(await settled(id))).toMatchObject({
      status: 'inactive',
      payment_method_details: {
        bacs_debit: { network_status: 'revoked', revocation_reason: 'debit_not_authorized' },
      },
    });
  });

  test('is not given for an account that the bank does not have', async () => {
    const refused = stripe.paymentMethods.create({
      type: 'bacs_debit',
      bacs_debit: { account_number: '00044444', sort_code: '10-88-00' },
      billing_details: HOLDER,
    });
    expect(await refusal(refused)).toMatchObject({
      code: 'account_number_invalid',
      param: 'bacs_debit[account_number]',
    });
  });
});
