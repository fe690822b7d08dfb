import type { FixtureRequest } from '../../kernel/fixture.js';

/**
 * Returns the request of a fixture that pays 20.00 with a test payment method, such as `pm_card_visa`. Its
 * answer is named `payment_intent`.
 */
export const paymentRequest = (payment_method: string, params: object = {}): FixtureRequest => ({
  name: 'payment_intent',
  path: '/v1/payment_intents',
  method: 'post',
  params: { amount: 2000, currency: 'usd', confirm: true, payment_method, ...params },
});

/** The request of a fixture for a payment that is pending at first: a debit of a bank account. */
export const debitRequest = paymentRequest('pm_success_de', {
  currency: 'eur',
  mandate_data: { customer_acceptance: { type: 'offline' } },
});

/** The request of a fixture for a payment that the bank declines. */
export const declinedRequest: FixtureRequest = {
  ...paymentRequest('pm_card_visa_chargeDeclined'),
  expected_error_type: 'card_error',
};
