/** For any purchase: what the session says, what its page says and what is paid are the same amounts. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { post, start } from './harness.js';
import { officialClient } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
/** Two rates that prices include, and two that are added. */
let rates: string[];
/** Two products, each of which some coupons are for. */
let products: string[];
let coupons: string[];
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
  const rate = (percentage: number, inclusive: boolean) =>
    stripe.taxRates.create({ display_name: 'VAT', inclusive, percentage });
  rates = [await rate(19, true), await rate(7.7, true), await rate(20, false), await rate(8.875, false)].map(
    ({ id }) => id,
  );
  products = [
    await stripe.products.create({ name: 'Tea' }),
    await stripe.products.create({ name: 'Cup' }),
  ].map(({ id }) => id);
  const coupon = (more: Stripe.CouponCreateParams) => stripe.coupons.create({ name: 'Spring', ...more });
  const fixed = {
    amount_off: 777,
    currency: 'eur',
    currency_options: { jpy: { amount_off: 777 }, kwd: { amount_off: 777 } },
  };
  const onlyOf = { applies_to: { products: [String(products[0])] } };
  coupons = [
    await coupon({ percent_off: 12.5 }),
    await coupon({ percent_off: 33.33, ...onlyOf }),
    await coupon(fixed),
    await coupon({ ...fixed, duration: 'forever', ...onlyOf }),
    await coupon({ duration: 'repeating', duration_in_months: 1, percent_off: 25 }),
    await coupon({ duration: 'repeating', duration_in_months: 2, percent_off: 25 }),
  ].map(({ id }) => id);
});
afterAll(() => sandbox.close());

type Params = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

const which = fc.integer({ min: 0, max: 3 });

const line = fc.record({
  isRecurring: fc.boolean(),
  product: fc.integer({ min: 0, max: 1 }),
  quantity: fc.integer({ min: 1, max: 9 }),
  taxes: fc.uniqueArray(which, { maxLength: 2 }),
  unit: fc
    .tuple(fc.integer({ min: 200, max: 90_000 }), fc.constantFrom('', '.5', '.125'))
    .map((all) => all.join('')),
});

const purchase = fc.record({
  currency: fc.constantFrom('eur', 'jpy', 'kwd'),
  coupon: fc.option(fc.integer({ min: 0, max: 5 })),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  optional: fc.option(line),
  changed: fc.integer({ min: 1, max: 20 }),
  begins: fc.constantFrom('now', 'after a trial', 'at an anchor'),
  shipping: fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 2 }),
});

type Purchase = typeof purchase extends fc.Arbitrary<infer Value> ? Value : never;

const idsOf = (all: string[], places: number[]) => places.map((place) => String(all[place]));

const priceData = ({ product, unit }: Purchase['lines'][number], currency: string) => ({
  currency,
  product: String(products[product]),
  unit_amount_decimal: unit as never,
});

const monthly = { recurring: { interval: 'month' as const } };

const BEGINNINGS: Record<Purchase['begins'], Params['subscription_data']> = {
  now: {},
  'after a trial': { trial_period_days: 7 },
  'at an anchor': {
    billing_cycle_anchor: Math.floor(Date.now() / 1000) + 5 * 24 * 3600,
    proration_behavior: 'none',
  },
};

/** Creates a session that a page of the shop's own sells. */
async function sessionOf(
  { begins, coupon, currency, lines, optional, shipping }: Purchase,
  mode: 'payment' | 'subscription',
): Promise<Session> {
  const extra = optional && (await stripe.prices.create(priceData(optional, currency)));
  const line_items = lines.map((one, index) => ({
    adjustable_quantity: { enabled: true },
    price_data: {
      ...priceData(one, currency),
      ...(mode === 'subscription' && (index === 0 || one.isRecurring) && monthly),
    },
    quantity: one.quantity,
    tax_rates: idsOf(rates, one.taxes),
  }));
  const options = shipping.map((amount) => ({
    shipping_rate_data: {
      display_name: 'Post',
      fixed_amount: { amount, currency },
      type: 'fixed_amount' as const,
    },
  }));
  return stripe.checkout.sessions.create({
    line_items,
    mode,
    return_url: 'https://shop.example/thanks',
    ui_mode: 'elements',
    ...(coupon !== null && { discounts: [{ coupon: String(coupons[coupon]) }] }),
    ...(extra && optional && { optional_items: [{ price: extra.id, quantity: optional.quantity }] }),
    ...(mode === 'payment' && options.length > 0 && { shipping_options: options }),
    ...(mode === 'subscription' && { subscription_data: BEGINNINGS[begins] }),
  } satisfies Params);
}

/** Sends a request of the session's page. */
async function ask(
  { client_secret: secret, id }: Session,
  path: string,
  params: Record<string, string> = {},
) {
  const body = new URLSearchParams({ client_secret: String(secret), ...params }).toString();
  const { json } = await post(sandbox, `/v1/payment_pages/${id}${path}`, body, {
    key: sandbox.publishableKey,
  });
  return json;
}

/** Chooses another quantity, the optional item and the last delivery, as a customer does. */
async function choose(session: Session, { changed, optional }: Purchase): Promise<void> {
  const { session: seen } = await ask(session, '/init');
  const [first] = seen.line_items;
  await ask(session, '', { 'line_item[id]': first.id, 'line_item[quantity]': `${changed}` });
  const [item] = seen.optional_items ?? [];
  if (item && optional)
    await ask(session, '', {
      'optional_item[price]': item.price_id,
      'optional_item[quantity]': `${optional.quantity}`,
    });
  const delivery = seen.shipping_options.at(-1);
  if (delivery) await ask(session, '', { shipping_rate: delivery.id });
}

const sum = (amounts: number[]) => amounts.reduce((whole, amount) => whole + amount, 0);

/** Expects that the session, its lines and its page say the same. Returns the amount due. */
async function agreed(id: string): Promise<number> {
  const session = await stripe.checkout.sessions.retrieve(id, {
    expand: ['line_items', 'total_details.breakdown'],
  });
  const items = session.line_items?.data ?? [];
  const { amount_subtotal, amount_total, total_details: details } = session;
  const shipping = details?.amount_shipping ?? 0;
  expect(sum(items.map((one) => one.amount_subtotal))).toBe(amount_subtotal);
  expect(sum(items.map((one) => one.amount_total)) + shipping).toBe(amount_total);
  expect(sum(items.map((one) => one.amount_discount))).toBe(details?.amount_discount);
  expect(sum(items.map((one) => one.amount_tax))).toBe(details?.amount_tax);
  const { discounts, taxes } = details?.breakdown ?? {};
  expect(sum((discounts ?? []).map(({ amount }) => amount))).toBe(details?.amount_discount);
  expect(sum((taxes ?? []).map(({ amount }) => amount))).toBe(details?.amount_tax);
  const { session: seen } = await ask(session, '/init');
  const { discount, shipping_rate, subtotal, tax_exclusive, total } = seen.total;
  const worth = (amount: { minor_units_amount: number }) => amount.minor_units_amount;
  expect(worth(total)).toBe(amount_total);
  expect(worth(subtotal) - worth(discount) + worth(tax_exclusive) + worth(shipping_rate)).toBe(amount_total);
  expect(sum(seen.line_items.map((one: { total: never }) => worth(one.total))) + shipping).toBe(amount_total);
  return Number(amount_total);
}

const complete = async (id: string): Promise<Session> =>
  (await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`, {})) as never;

const holds = (check: (bought: Purchase) => Promise<void>) =>
  fc.assert(fc.asyncProperty(purchase, check), { numRuns: 6 });

describe('what the session and its page say is what is paid', () => {
  test('of a payment, whatever the customer chooses', async () => {
    await holds(async (bought) => {
      const session = await sessionOf(bought, 'payment');
      await agreed(session.id);
      await choose(session, bought);
      const amount = await agreed(session.id);
      const paid = await complete(session.id);
      expect(paid).toMatchObject({ amount_total: amount, payment_status: 'paid' });
      const intent = await stripe.paymentIntents.retrieve(String(paid.payment_intent));
      expect(intent).toMatchObject({ amount, amount_received: amount, currency: bought.currency });
    });
  });

  test('of the first invoice of a subscription, whatever the customer chooses', async () => {
    await holds(async (bought) => {
      const session = await sessionOf(bought, 'subscription');
      await choose(session, bought);
      const amount = await agreed(session.id);
      const { session: seen } = await ask(session, '/init');
      const paid = await complete(session.id);
      expect(paid).toMatchObject({
        amount_total: amount,
        payment_status: amount === 0 ? 'no_payment_required' : 'paid',
      });
      const next = await stripe.invoices.createPreview({ subscription: String(paid.subscription) });
      expect(next.total).toBe(seen.recurring.due_next.total.minor_units_amount);
      const invoice = await stripe.invoices.retrieve(String(paid.invoice));
      expect(invoice).toMatchObject({
        amount_paid: amount,
        subtotal: paid.amount_subtotal,
        total: amount,
      });
      expect(sum((invoice.total_discount_amounts ?? []).map((one) => one.amount))).toBe(
        paid.total_details?.amount_discount,
      );
      expect(sum((invoice.total_taxes ?? []).map((one) => one.amount))).toBe(paid.total_details?.amount_tax);
    });
  });
});
