/**
 * Methods with a voucher, from the row of a Payment Element to the payment.
 *
 * @module-tag thorough
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { officialClient } from '../sandbox/official.js';
import { answerBank, bankIn, challengeIn } from './bank.js';
import { type Checkouts, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { openForm, type PaymentForm } from './payment-form.js';

let shop: Checkouts;
beforeAll(async () => {
  shop = await startCheckouts();
});
afterEach(() => shop.closePages());
afterAll(() => shop?.close());

const stripe = () => officialClient(shop.sandbox);

/** Opens the row of a type for a new intent, whose voucher nobody pays by itself. */
async function open(
  type: string,
  name: string,
  currency: string,
  address: object = {},
): Promise<PaymentForm> {
  const { client_secret } = await stripe().paymentIntents.create({
    amount: 5000,
    currency,
    payment_method_types: ['card', type],
  } as never);
  const billingDetails = { name: 'Ada Lovelace', email: 'adafill_never@example.com', address };
  const form = await openForm(shop, {
    group: { clientSecret: client_secret as string },
    element: { defaultValues: { billingDetails } },
  });
  await form.row(name).click();
  return form;
}

test('a voucher is shown in a dialog, and stays to be paid after that is closed', async () => {
  const form = await open('multibanco', 'Multibanco', 'eur');
  await form.form.getByText('After submission, you will get a voucher to pay by Multibanco.').waitFor();
  await form.change({ complete: true });
  const confirmed = form.confirm();
  await challengeIn(form.page).getByRole('heading', { name: 'Payment voucher' }).waitFor();
  await bankIn(form.page).getByText('Entity').waitFor();
  await challengeIn(form.page).getByRole('button', { name: 'Close' }).click();
  const { paymentIntent, error } = await confirmed;
  expect(error).toBeUndefined();
  expect(paymentIntent).toMatchObject({
    status: 'requires_action',
    next_action: {
      type: 'multibanco_display_details',
      multibanco_display_details: { hosted_voucher_url: expect.stringContaining('/pay/payatt_') },
    },
  });
  const { status } = await stripe().paymentIntents.retrieve(`${paymentIntent?.id}`);
  expect(status).toBe('requires_action');
});

test('a page that goes to return_url does so once the voucher is closed, which is pending', async () => {
  const form = await open('multibanco', 'Multibanco', 'eur');
  await form.change({ complete: true });
  await form.page.evaluate(() => {
    const confirmParams = { return_url: `${location.origin}/done?order=7` };
    void window.payframe.confirmPayment({ elements: window.elements, confirmParams });
  });
  await bankIn(form.page).getByText('Entity').waitFor();
  await challengeIn(form.page).getByRole('button', { name: 'Close' }).click();
  await form.page.waitForURL(/\/done\?/);
  const { searchParams } = new URL(form.page.url());
  expect(Object.fromEntries(searchParams)).toEqual({
    order: '7',
    payment_intent: expect.stringMatching(/^pi_/),
    redirect_status: 'pending',
  });
});

test('a voucher that is paid while it is shown ends the call, and Boleto asks for the tax id', async () => {
  const address = { country: 'BR', line1: 'Rua 1', city: 'Recife', state: 'PE', postal_code: '50000-000' };
  const form = await open('boleto', 'Boleto', 'brl', address);
  await clickInto(form.text('Tax ID (CPF/CNPJ)'));
  await form.page.keyboard.type('000.000.000-0');
  await form.change({ complete: false });
  await form.page.keyboard.type('0');
  await form.change({ complete: true });
  const confirmed = form.confirm();
  await answerBank(form.page, 'Pay the voucher');
  const { paymentIntent } = await confirmed;
  expect(paymentIntent).toMatchObject({ status: 'succeeded' });
  const { payment_method } = await stripe().paymentIntents.retrieve(`${paymentIntent?.id}`, {
    expand: ['payment_method'],
  });
  expect(payment_method).toMatchObject({ type: 'boleto', boleto: { tax_id: '000.000.000-00' } });
});
