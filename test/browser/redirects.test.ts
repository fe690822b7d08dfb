/** Payments on another page: the shop's page goes to the test bank and comes back, and shows the outcome from the same secret. */
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { type Checkouts, startCheckouts } from './checkout.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
  shop.answers['/done'] = '<!doctype html><title>Thank you</title><h1>Thank you</h1>';
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

test.each([
  ['Authorise payment', 'succeeded', 'succeeded'],
  ['Fail payment', 'failed', 'requires_payment_method'],
])(
  'confirmIdealPayment leads to the test bank, where "%s" leads back with %s',
  async (button, redirectStatus, status) => {
    const intent = await stripe.paymentIntents.create({
      amount: 1099,
      currency: 'eur',
      payment_method_types: ['ideal'],
    } as never);
    const { page } = await shop.open();
    const done = new URL('/done?order=7', page.url()).href;
    await page.evaluate(
      ([secret, return_url]) => {
        void (
          window.payframe as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
        ).confirmIdealPayment?.(secret, {
          payment_method: { billing_details: { name: 'Jenny Rosen' } },
          return_url,
        });
      },
      [intent.client_secret, done],
    );
    await page.getByRole('button', { name: button }).click();
    await page.waitForURL(/\/done\?/);
    const back = new URL(page.url()).searchParams;
    expect(back.get('order')).toBe('7');
    expect(back.get('payment_intent')).toBe(intent.id);
    expect(back.get('redirect_status')).toBe(redirectStatus);
    expect(page.url()).not.toContain('secret');
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  },
);
