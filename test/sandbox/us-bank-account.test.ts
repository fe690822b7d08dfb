import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { isRoutingNumber } from '../../src/contract/routing-number.js';
import { usAccounts } from '../../src/contract/test-us-accounts.js';
import { dumpOf } from './dump.js';
import { eventually, FORM, get, post, send, start, temporaryDirectory, withDatabase } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const [ROUTING, SUCCESS] = ['110000000', '000123456789'];

const consent: Stripe.PaymentIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Shop' } },
};

const usd = { amount: 1099, currency: 'usd', payment_method_types: ['us_bank_account'] };

const account = (account_number = SUCCESS, more: object = {}): Stripe.PaymentMethodCreateParams => ({
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'individual',
    account_number,
    routing_number: ROUTING,
    ...more,
  },
  billing_details: { name: 'Jenny Rosen', email: 'jenny@example.com' },
});

const typed = async (account_number?: string) =>
  (await stripe.paymentMethods.create(account(account_number))).id;

const debit = (payment_method: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...usd, confirm: true, payment_method, mandate_data: consent, ...params });

const setUp = (payment_method: string, params: Partial<Stripe.SetupIntentCreateParams> = {}) =>
  stripe.setupIntents.create({
    confirm: true,
    payment_method,
    mandate_data: consent as Stripe.SetupIntentCreateParams.MandateData,
    ...params,
  });

/** The intent once its bank, or its microdeposits, have taken their two seconds. */
const settled = (id: string, before = 'processing') =>
  eventually(
    () => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
    ({ status }) => status !== before,
  );

const chosen = async (test_account: string) => {
  const { status, json } = await post(sandbox, '/v1/tokens', {
    'financial_connections_account[test_account]': test_account,
  });
  expect(status).toBe(200);
  return json;
};

describe.concurrent('a US bank account', () => {
  test('has every property of the public reference, and no fingerprint for a browser', async () => {
    const made = await stripe.paymentMethods.create(account(SUCCESS, { account_type: 'savings' }));
    const shown = {
      account_holder_type: 'individual',
      account_type: 'savings',
      bank_name: 'TEST BANK',
      financial_connections_account: null,
      last4: '6789',
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: ROUTING,
      status_details: {},
    };
    expect(made.us_bank_account).toEqual({ ...shown, fingerprint: expect.stringMatching(/^[\w-]{22}$/) });
    const again = await stripe.paymentMethods.create(account('000-123 456 789'));
    expect(again.us_bank_account?.fingerprint).toBe(made.us_bank_account?.fingerprint);
    const { json } = await post(sandbox, '/v1/payment_methods', {
      type: 'us_bank_account',
      'us_bank_account[account_number]': SUCCESS,
      'us_bank_account[routing_number]': ROUTING,
      'us_bank_account[account_holder_type]': 'company',
      'billing_details[name]': 'Jenny Rosen',
    });
    expect(json.us_bank_account).toEqual({
      ...shown,
      account_holder_type: 'company',
      account_type: 'checking',
      fingerprint: null,
    });
  });

  test('is told from all numbers by its routing number’s check digit', () => {
    for (const number of [ROUTING, '021000021', '011401533', '091000019'])
      expect(isRoutingNumber(number)).toBe(true);
    for (const number of ['', '000000000', '110000001', '021000012', '11000000', '1100000000', '11000000x'])
      expect(isRoutingNumber(number)).toBe(false);
  });

  test.each([
    ['routing_number', '110000001', 'routing_number_invalid'],
    ['routing_number', '021000021', 'routing_number_invalid'],
    ['account_number', '123', 'account_number_invalid'],
    ['account_number', '12345678901x', 'account_number_invalid'],
    ['account_number', '000123456780', 'account_number_invalid'],
    ['account_holder_type', undefined, 'parameter_missing'],
    ['account_number', undefined, 'parameter_missing'],
    ['routing_number', undefined, 'parameter_missing'],
  ])('names %s where it is %s, and does not repeat it', async (name, value, code) => {
    const error = await refusal(stripe.paymentMethods.create(account(SUCCESS, { [name]: value })));
    expect(error).toMatchObject({ statusCode: 400, code, param: `us_bank_account[${name}]` });
    // As a number of its own: an id or a port may have the three digits in it.
    if (name === 'account_number' && value)
      expect(JSON.stringify(error)).not.toMatch(new RegExp(`\\b${value}\\b`));
  });

  test('needs its holder’s name', async () => {
    const { billing_details: _, ...nameless } = account();
    expect(await refusal(stripe.paymentMethods.create(nameless))).toMatchObject({
      code: 'parameter_missing',
      param: 'billing_details[name]',
    });
  });

  test('can change its type, and that of its holder', async () => {
    const { us_bank_account } = await stripe.paymentMethods.update(await typed(), {
      us_bank_account: { account_holder_type: 'company', account_type: 'savings' },
    });
    expect(us_bank_account).toMatchObject({ account_holder_type: 'company', account_type: 'savings' });
  });

  test('is refused wherever else its number is sent', async () => {
    for (const text of [SUCCESS, '000-123-456-789', '０００１２３４５６７８９']) {
      const error = await refusal(stripe.customers.create({ metadata: { note: `From ${text}.` } }));
      expect(error).toMatchObject({ param: 'metadata[note]' });
      expect(error.message).toContain('holds a bank account number');
      expect(JSON.stringify(error)).not.toContain(text);
    }
    // Part of a longer number, such as a card's, it is none.
    await stripe.customers.create({ metadata: { order: '1000123456789' } });
    await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4000000000000093', exp_month: 12, exp_year: 2034 },
    });
  });
});

describe.concurrent('a debit of a US bank account', () => {
  test('that its holder has verified is processed, then paid, and refunded', async () => {
    const intent = await debit('pm_usBankAccount_success', { expand: ['latest_charge'] });
    expect(intent).toMatchObject({
      status: 'processing',
      next_action: null,
      payment_method_options: { us_bank_account: { verification_method: 'automatic' } },
      latest_charge: {
        status: 'pending',
        payment_method_details: {
          type: 'us_bank_account',
          us_bank_account: {
            account_holder_type: 'individual',
            account_type: 'checking',
            bank_name: 'TEST BANK',
            last4: '6789',
            mandate: expect.stringMatching(/^mandate_/),
            payment_reference: null,
            routing_number: ROUTING,
          },
        },
      },
    });
    const paid = await settled(intent.id);
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1099 });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 99 });
    expect(refund).toMatchObject({
      status: 'pending',
      destination_details: { type: 'us_bank_transfer', us_bank_transfer: { reference_status: 'pending' } },
    });
    const { status } = await eventually(
      () => stripe.refunds.retrieve(refund.id),
      (one) => one.status !== 'pending',
    );
    expect(status).toBe('succeeded');
  });

  test.each([
    ['accountClosed', 'account_closed', 'inactive'],
    ['noAccount', 'no_account', 'inactive'],
    ['debitNotAuthorized', 'debit_not_authorized', 'inactive'],
    ['insufficientFunds', 'insufficient_funds', 'active'],
    ['invalidCurrency', 'invalid_currency', 'active'],
    ['weeklyLimitExceeded', 'charge_exceeds_source_limit', 'active'],
  ])('%s fails: %s', async (name, code, mandate) => {
    const { id } = await debit(`pm_usBankAccount_${name}`);
    const failed = await settled(id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code, payment_method: { type: 'us_bank_account' } },
      latest_charge: { status: 'failed', failure_code: code },
    });
    const { us_bank_account: details } = (failed.latest_charge as Stripe.Charge).payment_method_details ?? {};
    expect(await stripe.mandates.retrieve(String(details?.mandate))).toMatchObject({ status: mandate });
  });

  test('is disputed for good', async () => {
    const { id } = await debit('pm_usBankAccount_dispute');
    expect((await settled(id)).status).toBe('succeeded');
    const { data } = await stripe.disputes.list({ payment_intent: id });
    expect(data).toMatchObject([
      { status: 'lost', reason: 'debit_not_authorized', network_reason_code: 'R10' },
    ]);
  });

  test('that stays pending can be canceled', async () => {
    const { id } = await debit('pm_usBankAccount_processing');
    const canceled = await stripe.paymentIntents.cancel(id, { expand: ['latest_charge'] });
    expect(canceled).toMatchObject({ status: 'canceled', latest_charge: { status: 'failed', paid: false } });
    const other = await debit('pm_usBankAccount_success');
    expect(await refusal(stripe.paymentIntents.cancel(other.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  test.each([
    ['with a mandate of its own', consent],
    ['by the mandate of the set-up', ''],
  ] as const)('needs a new mandate after its holder has objected to one %s', async (_, mandate_data) => {
    const { id: customer } = await stripe.customers.create();
    const saved = await setUp('pm_usBankAccount_debitNotAuthorized', { customer });
    const method = String(saved.payment_method);
    const first = await debit(method, { customer, off_session: true, mandate_data });
    expect((await settled(first.id)).status).toBe('requires_payment_method');
    const again = debit(method, { customer, off_session: true, mandate_data: '' });
    expect(await refusal(again)).toMatchObject({ param: 'mandate_data' });
  });
});

describe.concurrent('microdeposits', () => {
  test('are two amounts for a holder whose bank shows those', async () => {
    const holder = { name: 'Jenny Rosen', email: 'jenny+amounts@example.com' };
    const { id } = await stripe.paymentMethods.create({ ...account(), billing_details: holder });
    const { next_action: action } = await debit(id);
    expect(action?.verify_with_microdeposits?.microdeposit_type).toBe('amounts');
    const { next_action: again } = await setUp(await typed());
    expect(again?.verify_with_microdeposits?.microdeposit_type).toBe('descriptor_code');
  });

  test.each([
    ['a code', { descriptor_code: 'SM11AA' }],
    ['a code in small letters', { descriptor_code: 'sm11aa' }],
    ['amounts', { amounts: [32, 45] }],
    ['amounts in another order', { amounts: [45, 32] }],
  ])('verify an account by %s, which is then debited', async (_, answer) => {
    const intent = await debit(await typed());
    expect(intent).toMatchObject({ status: 'requires_action', latest_charge: null });
    const action = intent.next_action?.verify_with_microdeposits;
    expect(intent.next_action?.type).toBe('verify_with_microdeposits');
    expect(action?.microdeposit_type).toBe('descriptor_code');
    expect(action?.hosted_verification_url).toMatch(`${sandbox.url}/microdeposits/bav_`);
    expect((action?.arrival_date ?? 0) - intent.created).toBeGreaterThanOrEqual(2 * 24 * 3600);
    const verified = await stripe.paymentIntents.verifyMicrodeposits(intent.id, answer);
    expect(verified).toMatchObject({ status: 'processing', next_action: null });
    const paid = await settled(intent.id);
    expect(paid.status).toBe('succeeded');
    const { mandate } = (paid.latest_charge as Stripe.Charge).payment_method_details?.us_bank_account ?? {};
    expect(await stripe.mandates.retrieve(String(mandate))).toMatchObject({ status: 'active' });
    expect(await eventsOf(stripe, String(mandate))).toEqual(['mandate.updated']);
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'payment_intent.processing',
      'payment_intent.succeeded',
    ]);
    const late = stripe.paymentIntents.verifyMicrodeposits(intent.id, answer);
    expect(await refusal(late)).toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  test('set an account up, which is debited later without its holder', async () => {
    const { id: customer } = await stripe.customers.create();
    const intent = await setUp(await typed(), { customer });
    expect(intent).toMatchObject({ status: 'requires_action' });
    const pending = await stripe.mandates.retrieve(String(intent.mandate));
    expect(pending).toMatchObject({ status: 'pending', payment_method_details: { us_bank_account: {} } });
    const done = await stripe.setupIntents.verifyMicrodeposits(intent.id, { amounts: [32, 45] });
    expect(done).toMatchObject({ status: 'succeeded', next_action: null });
    expect((await stripe.mandates.retrieve(pending.id)).status).toBe('active');
    const { data } = await stripe.setupAttempts.list({ setup_intent: intent.id });
    expect(data).toMatchObject([
      {
        status: 'succeeded',
        payment_method_details: { type: 'us_bank_account', us_bank_account: {} },
      },
    ]);
    const saved = await stripe.customers.listPaymentMethods(customer, { type: 'us_bank_account' });
    expect(saved.data.map(({ id }) => id)).toEqual([intent.payment_method]);
    const later = await debit(String(intent.payment_method), {
      customer,
      off_session: true,
      mandate_data: '',
    });
    expect(later.status).toBe('processing');
  });

  test('are tried three times by amounts, ten times by a code', async () => {
    for (const [tries, answer, code] of [
      [3, { amounts: [1, 2] }, 'payment_method_microdeposit_verification_amounts_mismatch'],
      [
        10,
        { descriptor_code: 'SM99ZZ' },
        'payment_method_microdeposit_verification_descriptor_code_mismatch',
      ],
    ] as const) {
      const method = await typed();
      const { id } = await debit(method);
      for (let left = tries - 1; left > 0; left--) {
        const error = await refusal(stripe.paymentIntents.verifyMicrodeposits(id, answer as never));
        expect(error).toMatchObject({ statusCode: 400, code, param: Object.keys(answer)[0] });
        expect(error.message).toContain(left === 1 ? '1 attempt is left' : `${left} attempts are left`);
        expect(error.payment_intent?.status).toBe('requires_action');
      }
      const exceeded = 'payment_method_microdeposit_verification_attempts_exceeded';
      const last = await refusal(stripe.paymentIntents.verifyMicrodeposits(id, answer as never));
      expect(last).toMatchObject({ code: exceeded });
      expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
        status: 'requires_payment_method',
        next_action: null,
        last_payment_error: { code: exceeded },
      });
    }
  });

  test.each([
    [{ amounts: [10, 11] }, 'attempts_exceeded'],
    [{ descriptor_code: 'SM33CC' }, 'attempts_exceeded'],
    [{ amounts: [40, 41] }, 'timeout'],
    [{ descriptor_code: 'SM44DD' }, 'timeout'],
  ])('with the test value %o end: %s', async (answer, what) => {
    const code = `payment_method_microdeposit_verification_${what}`;
    const payment = await debit(await typed());
    expect(await refusal(stripe.paymentIntents.verifyMicrodeposits(payment.id, answer))).toMatchObject({
      code,
    });
    expect(await stripe.paymentIntents.retrieve(payment.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code },
    });
    const setup = await setUp(await typed());
    expect(await refusal(stripe.setupIntents.verifyMicrodeposits(setup.id, answer))).toMatchObject({ code });
    expect(await stripe.setupIntents.retrieve(setup.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code },
    });
    expect((await stripe.mandates.retrieve(String(setup.mandate))).status).toBe('inactive');
  });

  test.each([
    [{}, 'parameter_missing', 'amounts'],
    [{ amounts: [32] }, 'payment_method_microdeposit_verification_amounts_invalid', 'amounts'],
    [{ amounts: [32, 45, 1] }, 'payment_method_microdeposit_verification_amounts_invalid', 'amounts'],
    [{ amounts: [0, -45] }, 'payment_method_microdeposit_verification_amounts_invalid', 'amounts'],
    [{ amounts: [32, 45], descriptor_code: 'SM11AA' }, 'parameters_exclusive', 'descriptor_code'],
  ])('are not answered by %o, which is no try', async (answer, code, param) => {
    const { id } = await debit(await typed());
    for (let times = 0; times < 4; times++) {
      const refused = stripe.paymentIntents.verifyMicrodeposits(id, answer);
      expect(await refusal(refused)).toMatchObject({ code, param });
    }
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_action');
  });

  test('come back from an account that takes none', async () => {
    const { id } = await debit(await typed('000666666661'));
    const failed = await settled(id, 'requires_action');
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_method_microdeposit_failed' },
      latest_charge: null,
    });
    const setup = await setUp('pm_usBankAccount_failMicrodeposits');
    const after = await eventually(
      () => stripe.setupIntents.retrieve(setup.id),
      ({ status }) => status !== 'requires_action',
    );
    expect(after.last_setup_error).toMatchObject({ code: 'payment_method_microdeposit_failed' });
  });

  test('are verified by a page with the client secret, and by no other', async () => {
    const intent = await debit(await typed());
    const path = `/v1/payment_intents/${intent.id}/verify_microdeposits`;
    for (const client_secret of [`${intent.id}_secret_wrong`, '']) {
      const { status, json } = await post(sandbox, path, {
        descriptor_code: 'SM11AA',
        ...(client_secret && { client_secret }),
      });
      expect([status, json.error.code]).toEqual([404, 'resource_missing']);
    }
    const { json } = await post(sandbox, path, {
      client_secret: String(intent.client_secret),
      descriptor_code: 'SM11AA',
    });
    expect(json).toMatchObject({ object: 'payment_intent', status: 'processing' });
    expect(json).not.toHaveProperty('customer');
  });

  test('are not needed where the server has verified the account', async () => {
    const skip = { us_bank_account: { verification_method: 'skip' as never } };
    expect((await debit(await typed(), { payment_method_options: skip })).status).toBe('processing');
    expect((await setUp(await typed(), { payment_method_options: skip })).status).toBe('succeeded');
    const { id, client_secret } = await stripe.paymentIntents.create(usd);
    const { json } = await post(sandbox, `/v1/payment_intents/${id}/confirm`, {
      client_secret: String(client_secret),
      payment_method: await typed(),
      'payment_method_options[us_bank_account][verification_method]': 'skip',
    });
    expect(json.error.code).toBe('secret_key_required');
  });

  test('are not sent where the intent wants an instant verification', async () => {
    const options = { us_bank_account: { verification_method: 'instant' as const } };
    const refused = debit(await typed(), { payment_method_options: options });
    expect(await refusal(refused)).toMatchObject({
      code: 'bank_account_unverified',
      param: 'payment_method',
    });
    const other = debit(await typed(), { error_on_requires_action: true });
    expect(await refusal(other)).toMatchObject({ code: 'bank_account_unverified' });
  });

  test('are no longer asked for once the intent is canceled', async () => {
    const intent = await debit(await typed());
    const url = String(intent.next_action?.verify_with_microdeposits?.hosted_verification_url);
    await stripe.paymentIntents.cancel(intent.id);
    expect((await send(url)).status).toBe(410);
    const { text } = await send(url, { method: 'POST', headers: FORM, body: 'code=SM11AA' });
    expect(text).toContain('Nothing to confirm any more');
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('canceled');
  });
});

describe.concurrent('the hosted page of microdeposits', () => {
  const begun = async () => {
    const intent = await debit(await typed());
    const url = String(intent.next_action?.verify_with_microdeposits?.hosted_verification_url);
    const answer = (form: Record<string, string>) =>
      send(url, { method: 'POST', headers: FORM, body: new URLSearchParams(form).toString() });
    return { id: intent.id, url, answer };
  };

  test('is plain HTML under a policy, and shows the account’s last digits', async () => {
    const { url } = await begun();
    const { status, headers, text } = await send(url);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+; base-uri/,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('•••• 6789');
    expect(text).not.toContain('<script');
    const framed = await send(url, {
      headers: { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(framed.status).toBe(403);
    expect((await send(`${sandbox.url}/microdeposits/bav_000000000000000000000000`)).status).toBe(404);
  });

  test('says what is wrong, and verifies the account', async () => {
    const { id, url, answer } = await begun();
    expect((await answer({ code: '' })).text).toContain('Enter the code, or both amounts in cents.');
    const wrong = await answer({ code: 'SM99ZZ' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('9 attempts are left');
    expect((await answer({ first: '45', second: '32' })).text).toContain('Your bank account is verified');
    expect((await send(url)).text).toContain('Your bank account is verified');
    expect((await settled(id)).status).toBe('succeeded');
  });

  test('says when there is no try left', async () => {
    const { id, url, answer } = await begun();
    const { status, text } = await answer({ code: 'SM33CC' });
    expect(status).toBe(410);
    expect(text).toContain('can no longer be verified');
    expect((await send(url)).status).toBe(410);
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
  });

  test('is not passed by the page of the issuer', async () => {
    const { id, url } = await begun();
    const other = url.replace('/microdeposits/', '/3ds/');
    expect((await send(other)).status).toBe(404);
    expect((await send(other, { method: 'POST', headers: FORM, body: 'outcome=complete' })).status).toBe(404);
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_action');
  });
});

describe.concurrent('an account that its holder has chosen at their bank', () => {
  test('is verified, and can be paid by again', async () => {
    const connection = await chosen('success');
    expect(connection).toMatchObject({
      id: expect.stringMatching(/^fca_/),
      type: 'financial_connections_account',
      financial_connections_account: {
        institution_name: 'TEST BANK',
        last4: '6789',
        subcategory: 'checking',
      },
    });
    const pay = async () => {
      const intent = await stripe.paymentIntents.create({
        ...usd,
        payment_method_options: { us_bank_account: { verification_method: 'instant' } },
      });
      const { json } = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
        client_secret: String(intent.client_secret),
        'payment_method_data[type]': 'us_bank_account',
        'payment_method_data[us_bank_account][financial_connections_account]': connection.id,
        'payment_method_data[billing_details][name]': 'Jenny Rosen',
        'mandate_data[customer_acceptance][type]': 'online',
        'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
      });
      return json;
    };
    const paid = await pay();
    expect(paid.status).toBe('processing');
    expect((await pay()).status).toBe('processing');
    const { us_bank_account } = await stripe.paymentMethods.retrieve(paid.payment_method);
    expect(us_bank_account).toMatchObject({
      financial_connections_account: connection.id,
      last4: '6789',
      account_holder_type: 'individual',
    });
  });

  test('fails like the account that it is', async () => {
    const { id } = await chosen('insufficientFunds');
    const intent = await debit('', {
      payment_method: undefined as never,
      payment_method_data: {
        type: 'us_bank_account',
        us_bank_account: { financial_connections_account: id },
        billing_details: { name: 'Jenny Rosen' },
      },
    });
    expect((await settled(intent.id)).last_payment_error?.code).toBe('insufficient_funds');
  });

  test.each([
    [{ financial_connections_account: 'fca_none' }, 'resource_missing'],
    [{ financial_connections_account: 'fca_none', account_number: SUCCESS }, 'parameters_exclusive'],
  ])('is refused for %o', async (us_bank_account, code) => {
    const refused = stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account,
      billing_details: { name: 'Jenny Rosen' },
    });
    expect(await refusal(refused)).toMatchObject({ code });
  });

  test('can’t be one that does not exist, or a token of another kind', async () => {
    const { json } = await post(sandbox, '/v1/tokens', {
      'financial_connections_account[test_account]': 'x',
    });
    expect(json.error).toMatchObject({ param: 'financial_connections_account[test_account]' });
    const { json: token } = await post(sandbox, '/v1/tokens', { 'cvc_update[cvc]': '123' });
    const refused = stripe.paymentMethods.create({
      type: 'us_bank_account',
      us_bank_account: { financial_connections_account: token.id },
      billing_details: { name: 'Jenny Rosen' },
    });
    expect(await refusal(refused)).toMatchObject({ param: 'us_bank_account[financial_connections_account]' });
  });
});

test('microdeposits that nobody answers end after ten days', async () => {
  const dataDir = temporaryDirectory();
  const first = await start({ memory: false, dataDir });
  const created = await officialClient(first).paymentIntents.create({
    ...usd,
    confirm: true,
    mandate_data: consent,
    payment_method_data: account() as Stripe.PaymentIntentCreateParams.PaymentMethodData,
  });
  expect(created.status).toBe('requires_action');
  await first.close();
  await withDatabase(dataDir, async (db) => {
    await db.execute(sql`update authentications set created_at = created_at - interval '10 days'`);
    await db.execute(sql`update due_work set due_at = due_at - interval '10 days'`);
  });
  const second = await start({ memory: false, dataDir });
  const after = await eventually(
    () => officialClient(second).paymentIntents.retrieve(created.id),
    ({ status }) => status !== 'requires_action',
  );
  await second.close();
  expect(after).toMatchObject({
    status: 'requires_payment_method',
    last_payment_error: { code: 'payment_method_microdeposit_verification_timeout' },
  });
});

test('the documentation has each test account, with its constant', () => {
  const document = readFileSync(new URL('../../docs/test-cards.md', import.meta.url), 'utf8');
  const rows = [...document.matchAll(/^\| `pm_usBankAccount_(\w+)` \| `(\d+)` \|/gm)];
  expect(rows.map(([, name, number]) => ({ name, number }))).toEqual(
    usAccounts.all.map(({ name, number }) => ({ name, number })),
  );
});

test('no account number is in the database, the log or the requests that the dashboard shows', async () => {
  const dataDir = temporaryDirectory();
  const log: string[] = [];
  const stored = await start({ memory: false, dataDir, log: (line) => log.push(line) });
  for (const { number } of usAccounts.all) {
    const form = {
      type: 'us_bank_account',
      'us_bank_account[account_number]': number,
      'us_bank_account[routing_number]': ROUTING,
      'us_bank_account[account_holder_type]': 'individual',
      'billing_details[name]': 'Jenny Rosen',
    };
    const { status } = await post(stored, '/v1/payment_methods', form);
    expect(status).toBe(200);
    await post(stored, '/v1/payment_methods', { ...form, 'billing_details[name]': number });
    await post(stored, '/v1/payment_methods', form, { headers: { 'Idempotency-Key': number } });
    await get(stored, `/v1/payment_methods/${number}`);
  }
  // A number that is nobody's test account.
  await post(stored, '/v1/payment_methods', {
    type: 'us_bank_account',
    'us_bank_account[account_number]': '98765432101',
    'us_bank_account[routing_number]': ROUTING,
    'us_bank_account[account_holder_type]': 'individual',
    'billing_details[name]': 'Jenny Rosen',
  });
  await stored.close();
  const dump = await dumpOf(dataDir);
  expect(dump.match(/pm_\w{24}/g)?.length).toBeGreaterThanOrEqual(usAccounts.all.length);
  const numbers = [...usAccounts.all.map(({ number }) => number), '98765432101'];
  for (const text of [dump, log.join('\n')])
    expect(numbers.filter((number) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(text))).toEqual([]);
});
