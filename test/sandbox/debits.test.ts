import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, post, start } from './harness.js';
import { eventsOf, officialClient, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const eur = { amount: 1099, currency: 'eur', payment_method_types: ['sepa_debit'] };

const consent: Stripe.PaymentIntentCreateParams.MandateData = {
  customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Shop' } },
};

const debit = (payment_method: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...eur, confirm: true, payment_method, mandate_data: consent, ...params });

/** The status of an intent once the bank has taken its two seconds. */
const settled = async (id: string) => {
  const { status } = await eventually(
    () => stripe.paymentIntents.retrieve(id),
    ({ status }) => status !== 'processing',
  );
  return status;
};

describe.concurrent('a direct debit', () => {
  test.each([
    ['sepa_debit', 'pm_success_de', 'eur'],
    ['us_bank_account', 'pm_usBankAccount_success', 'usd'],
    ['bacs_debit', 'pm_bacsDebit_success', 'gbp'],
    ['au_becs_debit', 'pm_auBecsDebit_success', 'aud'],
  ] as const)(
    'without its holder names the newest mandate of the account: %s',
    async (type, name, currency) => {
      const { id: customer } = await stripe.customers.create();
      const expand = ['latest_charge'];
      const payment = { customer, currency, payment_method_types: [type], expand };
      const mandateOf = ({ latest_charge: charge }: Stripe.PaymentIntent) =>
        (charge as Stripe.Charge).payment_method_details?.[type]?.mandate;
      const first = await debit(name, { ...payment, setup_future_usage: 'off_session' });
      const saved = String(first.payment_method);
      const away = { ...payment, off_session: true, mandate_data: '' } as const;
      expect(mandateOf(first)).toMatch(/^mandate_/);
      expect(mandateOf(await debit(saved, away))).toBe(mandateOf(first));
      const again = await debit(saved, payment);
      expect(mandateOf(again)).not.toBe(mandateOf(first));
      expect(mandateOf(await debit(saved, away))).toBe(mandateOf(again));
    },
  );

  test('is processed, then paid', async () => {
    const intent = await debit('pm_success_de', { expand: ['latest_charge'] });
    const charge = intent.latest_charge as Stripe.Charge;
    const mandate = String(charge.payment_method_details?.sepa_debit?.mandate);
    expect(await stripe.mandates.retrieve(mandate)).toMatchObject({
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7' } },
      payment_method: intent.payment_method,
      status: 'active',
    });
    expect(intent).toMatchObject({ status: 'processing', amount_received: 0 });
    expect(charge).toMatchObject({
      status: 'pending',
      paid: false,
      balance_transaction: null,
      payment_method_details: { type: 'sepa_debit', sepa_debit: { last4: '3000', country: 'DE' } },
    });
    expect(await settled(intent.id)).toBe('succeeded');
    const paid = await stripe.charges.retrieve(charge.id, { expand: ['balance_transaction'] });
    expect(paid).toMatchObject({
      status: 'succeeded',
      paid: true,
      balance_transaction: { amount: 1099, type: 'payment' },
    });
    expect(await eventsOf(stripe, intent.id)).toEqual([
      'payment_intent.created',
      'payment_intent.processing',
      'payment_intent.succeeded',
    ]);
    expect(await eventsOf(stripe, charge.id)).toEqual(['charge.pending', 'charge.succeeded']);
  });

  test.each([
    ['pm_failed_de', 'payment_intent_payment_attempt_failed'],
    ['pm_insufficientFunds_de', 'insufficient_funds'],
    ['pm_exceedsWeeklyVolumeLimit_de', 'charge_exceeds_source_limit'],
    ['pm_exceedsWeeklyTransactionLimit_de', 'charge_exceeds_weekly_limit'],
  ])('%s fails: %s', async (account, code) => {
    const intent = await debit(account);
    expect(await settled(intent.id)).toBe('requires_payment_method');
    const failed = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(failed).toMatchObject({
      last_payment_error: { code, payment_method: { type: 'sepa_debit' } },
      payment_method: null,
      latest_charge: { status: 'failed', failure_code: code, amount_captured: 0, balance_transaction: null },
    });
    expect(await eventsOf(stripe, intent.id)).toContain('payment_intent.payment_failed');
  });

  test('pm_disputed_de is paid and disputed', async () => {
    const intent = await debit('pm_disputed_de');
    expect(await settled(intent.id)).toBe('succeeded');
    const { data } = await stripe.disputes.list({ payment_intent: intent.id });
    expect(data).toHaveLength(1);
  });

  test('needs its holder’s consent, once', async () => {
    const refused = debit('pm_success_de', { mandate_data: '' });
    expect(await refusal(refused)).toMatchObject({
      param: 'mandate_data',
      message: expect.stringContaining('requires a mandate'),
    });
    const { id: customer } = await stripe.customers.create();
    const first = await debit('pm_success_de', { customer, setup_future_usage: 'off_session' });
    const again = await debit(String(first.payment_method), {
      customer,
      off_session: true,
      mandate_data: '',
    });
    expect(again.status).toBe('processing');
  });

  test('is not canceled on its way', async () => {
    const { id } = await debit('pm_successDelayed_de');
    expect(await refusal(stripe.paymentIntents.cancel(id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message: expect.stringContaining('it has a status of processing'),
    });
    expect(await refusal(stripe.paymentIntents.confirm(id))).toMatchObject({
      message: expect.stringContaining('it has a status of processing'),
    });
  });

  test('is confirmed by a browser with an IBAN', async () => {
    const intent = await stripe.paymentIntents.create(eur);
    const answer = await post(sandbox, `/v1/payment_intents/${intent.id}/confirm`, {
      client_secret: String(intent.client_secret),
      'payment_method_data[type]': 'sepa_debit',
      'payment_method_data[sepa_debit][iban]': 'DE89370400440532013000',
      'payment_method_data[billing_details][name]': 'Jenny Rosen',
      'payment_method_data[billing_details][email]': 'jenny@example.com',
      'mandate_data[customer_acceptance][type]': 'online',
      'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
    });
    expect(answer.json.status).toBe('processing');
  });
});
