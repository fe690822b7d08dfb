import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

async function disputed(method: string): Promise<Stripe.Dispute[]> {
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: 'usd',
    payment_method: method,
    allowed_payment_method_types: ['card'],
    confirm: true,
  });
  expect(intent.status).toBe('succeeded');
  const { data } = await stripe.disputes.list({ payment_intent: intent.id });
  return data;
}

async function oneDispute(method: string): Promise<Stripe.Dispute> {
  const [dispute] = await disputed(method);
  if (!dispute) throw new Error('not disputed');
  return dispute;
}

const decided = (id: string, before: string) =>
  eventually(
    () => stripe.disputes.retrieve(id),
    ({ status }) => status !== before,
  );

const netOf = ({ balance_transactions }: Stripe.Dispute) =>
  balance_transactions.reduce((sum, { net }) => sum + net, 0);

describe('a test card that disputes', () => {
  test.each([
    ['pm_card_createDispute', 'fraudulent', 'needs_response', 'chargeback'],
    ['pm_card_createDisputeProductNotReceived', 'product_not_received', 'needs_response', 'chargeback'],
    ['pm_card_createDisputeInquiry', 'fraudulent', 'warning_needs_response', 'inquiry'],
  ])('%s: %s, %s', async (method, reason, status, case_type) => {
    const dispute = await oneDispute(method);
    expect(dispute).toMatchObject({ reason, status, amount: 2000, currency: 'usd' });
    expect(dispute.payment_method_details?.card?.case_type).toBe(case_type);
    expect(await stripe.charges.retrieve(String(dispute.charge))).toMatchObject({ disputed: true });
  });

  test('takes the money and a fee out of the balance', async () => {
    const dispute = await oneDispute('pm_card_createDispute');
    expect(netOf(dispute)).toBe(-3500);
    expect(dispute.balance_transactions[0]).toMatchObject({ amount: -2000, fee: 1500, type: 'adjustment' });
    expect(await eventsOf(stripe, dispute.id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ]);
    await expect(stripe.refunds.create({ charge: String(dispute.charge) })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
  });

  test('several times makes several disputes', async () => {
    expect(await disputed('pm_card_createMultipleDisputes')).toHaveLength(2);
  });

  test('only warns of fraud, where that is what it stands for', async () => {
    expect(await disputed('pm_card_createIssuerFraudRecord')).toHaveLength(0);
    const { data } = await stripe.events.list({ type: 'radar.early_fraud_warning.created' });
    expect(data[0]?.data.object).toMatchObject({ object: 'radar.early_fraud_warning', actionable: true });
  });
});

describe.concurrent('evidence', () => {
  test.each([
    ['winning_evidence', 'won', 0],
    ['losing_evidence', 'lost', -3500],
  ])('%s has the dispute %s', async (uncategorized_text, status, net) => {
    const { id } = await oneDispute('pm_card_createDispute');
    const submitted = await stripe.disputes.update(id, { evidence: { uncategorized_text } });
    expect(submitted).toMatchObject({
      status: 'under_review',
      evidence_details: { has_evidence: true, submission_count: 1, submission_method: 'manual' },
    });
    const closed = await decided(id, 'under_review');
    expect(closed.status).toBe(status);
    expect(netOf(closed)).toBe(net);
    const events = await eventsOf(stripe, id);
    expect(events).toContain('charge.dispute.closed');
    expect(events.includes('charge.dispute.funds_reinstated')).toBe(status === 'won');
  });

  test('that escalates an inquiry makes it a chargeback, which can be answered again', async () => {
    const { id } = await oneDispute('pm_card_createDisputeInquiry');
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
    const escalated = await decided(id, 'warning_under_review');
    expect(escalated.status).toBe('needs_response');
    expect(netOf(escalated)).toBe(-3500);
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect((await decided(id, 'under_review')).status).toBe('won');
  });

  test('is kept, and sent only on submission', async () => {
    const { id } = await oneDispute('pm_card_createDispute');
    await stripe.disputes.update(id, { evidence: { customer_name: 'Jenny Rosen' }, submit: false });
    const staged = await stripe.disputes.update(id, {
      evidence: { shipping_carrier: 'Fedex' },
      metadata: { case: '7' },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: 'needs_response',
      evidence: { customer_name: 'Jenny Rosen', shipping_carrier: 'Fedex', receipt: null },
      metadata: { case: '7' },
    });
    expect((await stripe.disputes.update(id, { submit: true })).status).toBe('under_review');
  });

  test('can be sent once, and not for a dispute that is closed', async () => {
    const { id } = await oneDispute('pm_card_createDispute');
    await stripe.disputes.update(id, { evidence: { uncategorized_text: 'it was them' } });
    await expect(
      stripe.disputes.update(id, { evidence: { uncategorized_text: 'really' } }),
    ).rejects.toMatchObject({ statusCode: 400, code: 'dispute_not_open' });
    const closed = await stripe.disputes.close(id);
    expect(closed.status).toBe('lost');
    await expect(stripe.disputes.close(id)).rejects.toMatchObject({ code: 'dispute_not_open' });
  });

  test('of an unknown kind is refused by name', async () => {
    const { id } = await oneDispute('pm_card_createDispute');
    const evidence = { hearsay: 'they say so' } as Stripe.DisputeUpdateParams.Evidence;
    await expect(stripe.disputes.update(id, { evidence })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'evidence[hearsay]',
    });
  });
});

test('an inquiry that is given up is closed, and costs nothing', async () => {
  const { id } = await oneDispute('pm_card_createDisputeInquiry');
  const closed = await stripe.disputes.close(id);
  expect(closed.status).toBe('warning_closed');
  expect(closed.balance_transactions).toEqual([]);
});
