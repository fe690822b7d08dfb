import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { type Behaviour, testCards } from '../../src/contract/test-cards.js';
import { start } from './harness.js';
import { eventsOf, officialClient, refusal, typed } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

const pay = (number: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    confirm: true,
    payment_method_data: typed(number),
    ...params,
  });

const numberOf = (name: string) => String(testCards.find((card) => card.name === name)?.number);

describe('a card that is declined', () => {
  test.each([
    ['visa_chargeDeclined', 'card_declined', 'generic_decline', 'Your card was declined.'],
    [
      'visa_chargeDeclinedInsufficientFunds',
      'card_declined',
      'insufficient_funds',
      'Your card has insufficient funds.',
    ],
    ['visa_chargeDeclinedLostCard', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card', 'Your card was declined.'],
    [
      'visa_chargeDeclinedVelocityLimitExceeded',
      'card_declined',
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    ],
    ['chargeDeclinedExpiredCard', 'expired_card', undefined, 'Your card has expired.'],
    ['chargeDeclinedIncorrectCvc', 'incorrect_cvc', undefined, "Your card's security code is incorrect."],
    [
      'chargeDeclinedProcessingError',
      'processing_error',
      undefined,
      'An error occurred while processing your card. Try again in a little bit.',
    ],
    ['chargeCustomerFail', 'card_declined', 'generic_decline', 'Your card was declined.'],
  ])('%s: %s, %s', async (name, code, decline_code, message) => {
    const error = await refusal(pay(numberOf(name)));
    expect(error).toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code: decline_code ?? '',
      message,
      charge: expect.stringMatching(/^ch_/),
      payment_method: { type: 'card' },
    });
    const intent = error.payment_intent as Stripe.PaymentIntent;
    expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      payment_method: null,
      latest_charge: error.charge,
      last_payment_error: {
        code,
        ...(decline_code && { decline_code }),
        message,
        charge: error.charge,
        type: 'card_error',
      },
    });
    expect(await stripe.charges.retrieve(String(error.charge))).toMatchObject({
      amount_captured: 0,
      balance_transaction: null,
      captured: false,
      failure_code: code,
      failure_message: message,
      outcome: {
        type: 'issuer_declined',
        network_status: 'declined_by_network',
        reason: decline_code ?? code,
      },
      paid: false,
      status: 'failed',
    });
  });

  test('leaves an intent that another card pays', async () => {
    const error = await refusal(pay(numberOf('visa_chargeDeclined')));
    const id = (error.payment_intent as Stripe.PaymentIntent).id;
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    const charges = await stripe.charges.list({ payment_intent: id });
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(await eventsOf(stripe, id)).toEqual([
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
    expect(await eventsOf(stripe, String(error.charge))).toEqual(['charge.failed']);
  });

  test('changes no balance', async () => {
    const before = await stripe.balance.retrieve();
    await refusal(pay(numberOf('visa_chargeDeclined')));
    expect((await stripe.balance.retrieve()).pending).toEqual(before.pending);
  });

  test('for its security code pays where none was sent', async () => {
    const card = { number: numberOf('chargeDeclinedIncorrectCvc'), exp_month: 12, exp_year: 2034 };
    const paid = await pay('', {
      payment_method_data: { type: 'card', card } as never,
      expand: ['latest_charge'],
    });
    expect(paid).toMatchObject({
      status: 'succeeded',
      latest_charge: { payment_method_details: { card: { checks: { cvc_check: null } } } },
    });
  });

  test('after it was saved, is declined for the customer', async () => {
    const { id: customer } = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    const error = await refusal(
      pay('', { customer, payment_method: method.id, payment_method_data: undefined as never }),
    );
    expect(error).toMatchObject({ code: 'card_declined' });
    expect((await stripe.paymentMethods.retrieve(method.id)).customer).toBe(customer);
  });
});

describe('risk', () => {
  test.each(['radarBlock', 'riskLevelHighest'])('%s is blocked', async (name) => {
    const error = await refusal(pay(numberOf(name)));
    expect(error).toMatchObject({ code: 'card_declined', decline_code: 'fraudulent' });
    expect((await stripe.charges.retrieve(String(error.charge))).outcome).toMatchObject({
      type: 'blocked',
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      risk_level: 'highest',
    });
  });

  test('riskLevelElevated is paid, and reported', async () => {
    const { latest_charge: charge } = await pay(numberOf('riskLevelElevated'), { expand: ['latest_charge'] });
    expect((charge as Stripe.Charge).outcome).toMatchObject({ type: 'authorized', risk_level: 'elevated' });
  });
});

describe('checks', () => {
  test.each([
    ['visa', ['pass', 'pass', 'pass']],
    ['cvcCheckFail', ['pass', 'pass', 'fail']],
    ['avsZipFail', ['pass', 'fail', 'pass']],
    ['avsLine1Fail', ['fail', 'pass', 'pass']],
    ['avsFail', ['fail', 'fail', 'pass']],
    ['avsUnchecked', ['unavailable', 'unavailable', 'pass']],
  ])('%s: line 1, postal code and security code %j', async (name, [line1, postalCode, cvc]) => {
    const billing_details = { address: { line1: '1 Main Street', postal_code: '62704' } };
    const { latest_charge: charge } = await pay('', {
      payment_method_data: typed(numberOf(name), { billing_details }),
      expand: ['latest_charge'],
    });
    expect((charge as Stripe.Charge).payment_method_details?.card?.checks).toEqual({
      address_line1_check: line1,
      address_postal_code_check: postalCode,
      cvc_check: cvc,
    });
  });
});

test('a card without the wait makes its money available at once', async () => {
  const available = async () =>
    (await stripe.balance.retrieve()).available.find(({ currency }) => currency === 'usd')?.amount ?? 0;
  const before = await available();
  await pay(numberOf('bypassPending'));
  expect(await available()).toBe(before + 1000 - 59);
});

/** How a payment with the cardholder present begins, by what is special about the card. */
function beginning({ decline, declineAfterAttaching, risk, threeDSecure }: Behaviour): string {
  if (threeDSecure === 'required_error') return 'card_declined';
  if (threeDSecure && ASKS.includes(threeDSecure)) return 'requires_action';
  if (risk === 'adaptive_3ds') return 'requires_action';
  if (risk === 'blocked' || risk === 'highest') return 'card_declined';
  if (declineAfterAttaching) return 'card_declined';
  if (decline === 'expired_card' || decline === 'incorrect_cvc' || decline === 'processing_error')
    return decline;
  return decline ? 'card_declined' : 'succeeded';
}

const ASKS = ['always', 'unless_set_up', 'already_set_up', 'required'];

test('every test card does what is said of it', async () => {
  const outcomes: Record<string, string> = {};
  for (const { name, number, brand } of testCards) {
    const cvc = brand === 'amex' ? '1234' : '123';
    const card = { number, exp_month: 12, exp_year: 2034, cvc };
    const result = await pay('', { payment_method_data: { type: 'card', card } as never }).then(
      ({ status }) => status,
      ({ code }) => code,
    );
    outcomes[name] = String(result);
  }
  const expected = Object.fromEntries(testCards.map(({ name, behaviour }) => [name, beginning(behaviour)]));
  expect(outcomes).toEqual(expected);
});

test('a payment with each of the dispute cards is disputed as soon as it is paid', async () => {
  for (const { number, behaviour } of testCards.filter((card) => card.behaviour.dispute)) {
    const intent = await pay(number, { expand: ['latest_charge'] });
    const disputes = await stripe.disputes.list({ payment_intent: intent.id });
    const warned = behaviour.dispute === 'early_fraud_warning';
    expect(disputes.data.length > 0).toBe(!warned);
    expect((intent.latest_charge as Stripe.Charge).disputed).toBe(!warned);
  }
});

test('a payment that is reserved is disputed when it is captured', async () => {
  const number = numberOf('createDispute');
  const reserved = await pay(number, { capture_method: 'manual' });
  expect((await stripe.disputes.list({ payment_intent: reserved.id })).data).toEqual([]);
  await stripe.paymentIntents.capture(reserved.id);
  expect((await stripe.disputes.list({ payment_intent: reserved.id })).data).toHaveLength(1);
});
