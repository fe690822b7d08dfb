/**
 * Payments by the Payment Element on another page: to the bank, and back at `return_url`, which shows the outcome from the same secret.
 *
 * @module-tag thorough
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { newIntent, openForm, type PaymentForm } from './payment-form.js';
import { press } from './press.js';

let shop: Checkouts;

beforeAll(async () => {
  shop = await startCheckouts();
  shop.answers['/done'] = `<!doctype html><html lang="en"><title>Thank you</title><p id="outcome"></p>
<script src="${shop.sandbox.url}/js/v1/payframe.js"></script>`;
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const billingDetails = { name: 'Jenny Rosen', email: 'jenny@example.com', address: { country: 'AT' } };

/** Opens a checkout for an intent that takes a card or the method, with the method's row open. */
async function open(type: string, name: string): Promise<PaymentForm & { clientSecret: string }> {
  const clientSecret = await newIntent(shop, { payment_method_types: ['card', type] });
  const form = await openForm(shop, {
    group: { clientSecret },
    element: { defaultValues: { billingDetails } },
  });
  await form.row(name).click();
  await form.change({ complete: true });
  return { ...form, clientSecret };
}

/** Pays, which leads to the bank, and keeps the client secret for the page that comes back. */
async function leave({ page, clientSecret }: PaymentForm & { clientSecret: string }): Promise<void> {
  await page.evaluate((secret) => {
    sessionStorage.setItem('secret', secret);
    const { elements } = window;
    const confirmParams = { return_url: `${location.origin}/done?order=7` };
    void window.payframe.confirmPayment({ elements, confirmParams });
  }, clientSecret);
  await page.getByRole('heading', { name: 'Do you want to make this payment?' }).waitFor();
}

/** Reads the outcome on the page that the bank led back to. */
async function outcome({ page }: PaymentForm) {
  await page.waitForURL(/\/done\?/);
  const shown = await page.evaluate(async (key) => {
    const payframe = window.Payframe(key);
    const { paymentIntent } = await payframe.retrievePaymentIntent(`${sessionStorage.getItem('secret')}`);
    return { status: paymentIntent?.status, reason: paymentIntent?.last_payment_error?.code };
  }, shop.sandbox.publishableKey);
  const { searchParams, href } = new URL(page.url());
  expect(href).not.toContain('secret');
  expect(searchParams.get('order')).toBe('7');
  expect(searchParams.get('payment_intent')).toMatch(/^pi_/);
  return { ...shown, redirect: searchParams.get('redirect_status') };
}

const idOf = ({ clientSecret }: { clientSecret: string }) => clientSecret.replace(/_secret_.*/, '');

const FAILED = 'payment_intent_authentication_failure';

describe('the Payment Element', () => {
  test.each([
    ['klarna', 'Klarna', 'Authorise payment', 'succeeded', 'succeeded', undefined],
    ['klarna', 'Klarna', 'Fail payment', 'failed', 'requires_payment_method', FAILED],
    ['paypal', 'PayPal', 'Authorise payment', 'succeeded', 'succeeded', undefined],
    ['paypal', 'PayPal', 'Fail payment', 'failed', 'requires_payment_method', FAILED],
  ])(
    'pays by %s, %s: "%s" leads back with the outcome',
    async (type, name, button, redirect, status, reason) => {
      const form = await open(type, name);
      await leave(form);
      await press(form.page.getByRole('button', { name: button }));
      expect(await outcome(form)).toEqual({ redirect, status, reason });
    },
  );

  test.each([
    ['eps', 'EPS', 28, 'Erste Bank und Sparkassen', 'erste_bank_und_sparkassen'],
    ['p24', 'Przelewy24', 26, 'mBank', 'mbank_mtransfer'],
  ])('pays by %s at the bank that the payer has chosen', async (type, name, count, label, bank) => {
    const form = await open(type, name);
    const banks = form.form.getByRole('combobox', { name: 'Your bank' });
    const options = await banks.locator('option').allTextContents();
    // The choice is optional.
    expect([options.length, options[0]]).toEqual([count + 1, 'Your bank (optional)']);
    await banks.selectOption({ label });
    await leave(form);
    await press(form.page.getByRole('button', { name: 'Authorise payment' }));
    expect(await outcome(form)).toMatchObject({ status: 'succeeded' });
    const id = idOf(form);
    const { payment_method } = await officialClient(shop.sandbox).paymentIntents.retrieve(id, {
      expand: ['payment_method'],
    });
    expect(payment_method).toMatchObject({ type, [type]: { bank } });
  });

  test('is there again for a payer who left the bank without an answer, and pays another way', async () => {
    const form = await open('eps', 'EPS');
    await leave(form);
    await form.page.goBack();
    const again = await openForm(shop, { group: { clientSecret: form.clientSecret } });
    await again.row('Card').click();
    await again.typeCard();
    expect(await again.confirm()).toMatchObject({ paymentIntent: { status: 'succeeded' } });
    // What the bank still shows counts no longer.
    await form.page.goForward();
    await form.page.getByRole('heading', { name: 'Nothing to confirm any more' }).waitFor();
  });

  test('finds its payment canceled after a visit to the bank that took too long', async () => {
    const form = await open('eps', 'EPS');
    await leave(form);
    await officialClient(shop.sandbox).paymentIntents.cancel(idOf(form));
    await press(form.page.getByRole('button', { name: 'Authorise payment' }));
    await form.page.getByRole('heading', { name: 'Nothing to confirm any more' }).waitFor();
    const late = await openForm(shop, { group: { clientSecret: form.clientSecret }, wait: false });
    expect(await late.event('loaderror')).toMatchObject({
      error: { code: 'payment_intent_unexpected_state' },
    });
  });
});
