/** Customers who live by a test clock, and what makes time pass for them. */
import type Stripe from 'stripe';
import { eventually } from './harness.js';

/** Returns a time in UTC, in seconds, from `2031-06-01T00:00:00`. */
export const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

/** Creates a customer with a card to pay with, on a clock of their own. */
export async function customerAt(
  stripe: Stripe,
  frozen_time: number,
): Promise<{ clock: string; customer: string }> {
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time });
  const { id } = await stripe.customers.create({
    email: 'jenny@shop.example',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    payment_method: 'pm_card_visa',
    test_clock: clock,
  });
  return { clock, customer: id };
}

/** Advances a clock, and waits until all that was due is done. */
export async function advance(stripe: Stripe, clock: string, to: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to });
  const read = () => stripe.testHelpers.testClocks.retrieve(clock);
  await eventually(read, ({ status }) => status === 'ready');
}
