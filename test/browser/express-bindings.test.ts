/** An Express Checkout Element in React, in Vue and by Stripe.js's own wrapper: each visit ends in its documented event. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelWallet, payByWallet } from '../../src/testing/index.js';
import { THOROUGH } from '../thorough.js';
import { openApp } from './bundled.js';
import { type Checkout, type Checkouts, startCheckouts } from './checkout.js';
import { newIntent } from './payment-form.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const BINDINGS = [
  ['React', 'express-react.tsx', {}],
  ['Vue', 'express-vue.ts', {}],
  ['@stripe/react-stripe-js', 'express-react.tsx', { binding: 'stripe' }],
] as const;

describe.each(BINDINGS)('in %s', (_, app, data) => {
  async function open(more: Record<string, string> = {}): Promise<Checkout> {
    const secret = await newIntent(shop, { currency: 'usd', payment_method_types: ['card'] });
    const checkout = await openApp(shop, app, { data: { ...data, secret, ...more } });
    expect(await checkout.event('ready')).toMatchObject({ availablePaymentMethods: { googlePay: true } });
    return checkout;
  }

  /** A page whose wallet is closed takes input. */
  async function isUsable({ page }: Checkout) {
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Voucher' }).fill('SPRING');
  }

  test('an express payment is made', async () => {
    const checkout = await open();
    await payByWallet(checkout.page, 'google_pay', { shipTo: 'Chris Miller' });
    expect(await checkout.event('paid')).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    await isUsable(checkout);
    expect(await checkout.events('cancel')).toEqual([]);
  });

  test('a visit that is canceled says so', THOROUGH, async () => {
    const checkout = await open();
    await cancelWallet(checkout.page, 'google_pay');
    await checkout.event('cancel');
    await isUsable(checkout);
  });

  test('a click that is never answered is canceled', THOROUGH, async () => {
    const checkout = await open({ how: 'silent' });
    await checkout.page.frameLocator('#root iframe').getByRole('button', { name: 'Google Pay' }).click();
    await checkout.event('cancel');
    await isUsable(checkout);
  });

  test(
    'a visit to a page that has no handler for confirm is canceled at once, and the console says why',
    THOROUGH,
    async () => {
      const checkout = await open({ how: 'deaf' });
      await payByWallet(checkout.page, 'google_pay');
      await checkout.event('cancel');
      await isUsable(checkout);
      await expect
        .poll(() => checkout.console.join())
        .toContain("on('confirm'): there is no handler that pays");
    },
  );

  test('an address that is refused can be paid for by nobody', THOROUGH, async () => {
    const checkout = await open({ how: 'refuses' });
    await checkout.page.frameLocator('#root iframe').getByRole('button', { name: 'Google Pay' }).click();
    const sheet = checkout.page.frameLocator('dialog iframe');
    await sheet.getByRole('alert').getByText('does not ship').waitFor();
    expect(await sheet.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await checkout.event('cancel');
    await isUsable(checkout);
  });
});
