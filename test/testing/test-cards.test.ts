// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { declineError } from '../../sandbox/src/methods/card/declines.js';
import { findNamedCard, namesOfTestCards, testCards } from '../../src/contract/test-cards.js';
import { createPayframeDouble } from '../../src/testing/index.js';

const pay = (payment_method: string) =>
  createPayframeDouble().confirmCardPayment('pi_1_secret_2', { payment_method });

const save = (token: string) => createPayframeDouble().createPaymentMethod({ type: 'card', card: { token } });

const withDecline = testCards.filter(({ behaviour }) => behaviour.decline && !behaviour.threeDSecure);

test('there are test cards for all kinds of refusal', () => {
  expect(new Set(withDecline.map(({ behaviour }) => behaviour.decline)).size).toBeGreaterThan(5);
});

test.each(withDecline)('the double tells $name in the words of the sandbox', async ({ name, behaviour }) => {
  const { error } = await pay(`pm_card_${name}`);
  const { code, message, decline_code, param } = declineError(behaviour.decline as 'lost_card').body.error;
  expect(error).toMatchObject({ type: 'card_error', code, message });
  expect([error?.decline_code, error?.param]).toEqual([decline_code, param]);
});

describe('the double knows the constants of the sandbox', () => {
  test('by their names of today and the older ones', async () => {
    expect(namesOfTestCards).toEqual(expect.arrayContaining(['visa', 'us', 'chargeDeclinedFraudulent']));
    for (const name of namesOfTestCards) {
      const card = findNamedCard(`tok_${name}`, 'tok_');
      const { paymentMethod } = await save(`tok_${name}`);
      expect(paymentMethod?.card, name).toMatchObject({
        brand: card?.brand,
        country: card?.country,
        funding: card?.funding,
        last4: card?.number.slice(-4),
        networks: { available: card?.networks },
      });
    }
  });

  test('those of accounts too, and each use makes a new payment method', async () => {
    const payframe = createPayframeDouble();
    const debit = (intent: string) =>
      payframe.confirmSepaDebitPayment(`${intent}_secret_2`, { payment_method: 'pm_success_es' });
    const [first, second] = [await debit('pi_1'), await debit('pi_2')];
    expect(first.paymentIntent).toMatchObject({ status: 'processing' });
    expect(second.paymentIntent?.payment_method).not.toBe(first.paymentIntent?.payment_method);
  });
});
