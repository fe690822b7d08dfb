/** What each picture shows, and how a person gets there. */
import type { Locator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { typeInto } from '../../test/browser/click-into.js';
import { officialClient } from '../../test/sandbox/official.js';
import type { Stage } from './stage.js';

export interface Scene {
  viewport: { width: number; height: number };
  /** Pixels of the picture for each of CSS; 2 by default, less where a page is large. */
  scale?: number;
  /** Brings the page to what the picture shows: a node of it, or all that the window shows. */
  arrange(page: Page, stage: Stage): Promise<Locator | Page>;
}

const CARD = '4242 4242 4242 4242';
const EXPIRY = '1234';
const CVC = '123';

const desktop = { width: 1024, height: 1100 };

/**
 * An Element of the playground, once it can be used. Readers with dark colours see it with one of the page's choices
 * made.
 */
async function openPlayground(
  page: Page,
  { shop }: Stage,
  type: string,
  [choice, value] = ['theme', 'night'],
): Promise<Locator> {
  await page.goto(`${shop.url}/playground/#${type}`);
  if (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) {
    await page.getByRole('combobox', { name: choice }).selectOption(value);
  }
  await page.getByRole('log', { name: 'Events' }).getByText(`${type} ready`).first().waitFor();
  return page.locator('#preview');
}

/** Lets a field show that it is left, without a caret that blinks. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

export const SCENES: Record<string, Scene> = {
  card: {
    viewport: { width: 900, height: 900 },
    async arrange(page, stage) {
      const preview = await openPlayground(page, stage, 'card', ['Colours', 'dark']);
      const fields = preview.frameLocator('iframe');
      await typeInto(fields.getByRole('textbox', { name: 'Card number' }), `${CARD}${EXPIRY}${CVC}10115`);
      await leave(page);
      return preview;
    },
  },
  'payment-element': {
    viewport: desktop,
    async arrange(page, { shop }) {
      await page.goto(shop.url);
      const form = page.frameLocator('#payment-element iframe');
      await typeInto(form.getByLabel('Card number'), CARD + EXPIRY + CVC);
      await leave(page);
      return page.locator('#payment-element');
    },
  },
  'address-element': {
    viewport: desktop,
    async arrange(page, stage) {
      const preview = await openPlayground(page, stage, 'address');
      const form = preview.frameLocator('iframe');
      await typeInto(form.getByLabel('Full name'), 'Ada Lovelace');
      await typeInto(form.getByLabel('Address line 1'), '185 Berry Street');
      await typeInto(form.getByLabel('City'), 'San Francisco');
      await form.getByLabel('State').selectOption('CA');
      await typeInto(form.getByLabel('ZIP code'), '94107');
      await leave(page);
      return preview;
    },
  },
  'express-checkout': {
    viewport: desktop,
    arrange: (page, stage) => openPlayground(page, stage, 'expressCheckout'),
  },
  checkout: {
    viewport: { width: 1100, height: 880 },
    async arrange(page, { shop }) {
      const { url } = await officialClient(shop.sandbox).checkout.sessions.create({
        mode: 'payment',
        success_url: shop.url,
        allowed_payment_method_types: ['card', 'sepa_debit', 'ideal'],
        line_items: [item('Morning cup', 'Oat glaze, 240 ml', 3200, 1), item('Saucer', 'Oat glaze', 1400, 2)],
      });
      await page.goto(String(url));
      await page.getByTestId('checkout-email').fill('ada@shop.example');
      const form = page.frameLocator('#payment iframe');
      await form.getByRole('radio', { name: 'Card' }).click();
      await typeInto(form.getByLabel('Card number'), CARD + EXPIRY + CVC);
      await typeInto(form.getByLabel('ZIP code'), '94107');
      await leave(page);
      return page;
    },
  },
  dashboard: {
    viewport: { width: 1100, height: 1240 },
    scale: 1.5,
    async arrange(page, { shop }) {
      const { id } = await refundedPayment(officialClient(shop.sandbox));
      await page.goto(`${shop.sandbox.url}/dashboard/payments/${id}`);
      return page;
    },
  },
};

const item = (name: string, description: string, unit_amount: number, quantity: number) => ({
  price_data: { currency: 'eur', product_data: { name, description }, unit_amount },
  quantity,
});

/** A payment of which something can be told: of a customer, and refunded in part. */
async function refundedPayment(stripe: Stripe): Promise<Stripe.PaymentIntent> {
  const customer = await stripe.customers.create({ name: 'Ada Lovelace', email: 'ada@shop.example' });
  const payment = await stripe.paymentIntents.create({
    amount: 6000,
    currency: 'eur',
    customer: customer.id,
    description: 'Order 1042',
    payment_method: 'pm_card_visa',
    payment_method_types: ['card'],
    confirm: true,
  });
  await stripe.refunds.create({
    payment_intent: payment.id,
    amount: 1400,
    reason: 'requested_by_customer',
  });
  return payment;
}
