/** The totals of a Checkout Session, for any purchase. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { SessionLine } from '../../sandbox/src/resources/checkout-sessions/lines.js';
import { type Priced, totalsOf } from '../../sandbox/src/resources/checkout-sessions/totals.js';

const rate = fc.record({
  id: fc.constantFrom('txr_1', 'txr_2', 'txr_3'),
  inclusive: fc.boolean(),
  percentage: fc.integer({ min: 0, max: 100 }),
}) as unknown as fc.Arbitrary<Stripe.TaxRate>;

const rates = fc.uniqueArray(rate, { maxLength: 3, selector: ({ id }) => id });

const line = fc
  .record({
    id: fc.uuid(),
    isRecurring: fc.boolean(),
    product: fc.constantFrom('prod_1', 'prod_2'),
    quantity: fc.integer({ min: 0, max: 99 }),
    taxRates: rates,
    unit: fc.integer({ min: 0, max: 999_999 }),
  })
  .map(({ isRecurring, product, unit, quantity, ...rest }) => ({
    ...rest,
    ...{ adjustable: null, isOptional: false, isOwnPrice: false, metadata: {}, usual: quantity },
    price: { id: `price_${product}`, product, recurring: isRecurring ? {} : null },
    product: { description: null, images: [], name: product },
    quantity,
    terms: { billing_scheme: 'per_unit', transform_quantity: null, unit_amount_decimal: String(unit) },
  })) as unknown as fc.Arbitrary<SessionLine>;

const off = fc.oneof(
  fc.record({
    percent_off: fc.double({ min: 0.01, max: 100, noNaN: true }).map((part) => Number(part.toFixed(2))),
  }),
  fc.record({ amount_off: fc.integer({ min: 1, max: 9_999_999 }) }),
);

const discount = fc
  .record({ off, products: fc.option(fc.constant(['prod_1'])) })
  .map(({ off: taken, products }) => ({
    amounts: 'amount_off' in taken ? { eur: { amount_off: taken.amount_off } } : {},
    appliesTo: products && { products },
    coupon: { created: 1, id: 'SPRING', percent_off: 'percent_off' in taken ? taken.percent_off : null },
    promotionCode: null,
  })) as unknown as fc.Arbitrary<Priced['discount']>;

const purchase: fc.Arbitrary<Priced> = fc.record({
  currency: fc.constant('eur'),
  discount: fc.option(discount),
  hasTrial: fc.boolean(),
  lines: fc.array(line, { maxLength: 8 }),
  shipping: fc.integer({ min: 0, max: 99_999 }),
  taxExempt: fc.constantFrom('none' as const, 'exempt' as const, null),
  taxRates: rates,
});

const sum = (amounts: number[]) => amounts.reduce((whole, amount) => whole + amount, 0);

const holds = (check: (totals: ReturnType<typeof totalsOf>, priced: Priced) => void) =>
  fc.assert(
    fc.property(purchase, (priced) => check(totalsOf(priced), priced)),
    { numRuns: 2000 },
  );

describe('for any lines, discount, taxes and delivery', () => {
  test('the lines sum to the total, together with what the delivery costs', () => {
    holds(({ amount_total, items }, { shipping }) => {
      expect(sum(items.map((item) => item.amount_total)) + shipping).toBe(amount_total);
    });
  });

  test('the details are the sums of the lines', () => {
    holds(({ amount_subtotal, details, items }, { shipping }) => {
      expect(sum(items.map((item) => item.amount_subtotal))).toBe(amount_subtotal);
      expect(sum(items.map((item) => item.amount_discount))).toBe(details.amount_discount);
      expect(sum(items.map((item) => item.amount_tax))).toBe(details.amount_tax);
      expect(sum(details.breakdown.taxes.map(({ amount }) => amount))).toBe(details.amount_tax);
      expect(details.amount_shipping).toBe(shipping);
    });
  });

  test('no amount is negative, none has a fraction, and a discount is at most the subtotal', () => {
    holds(({ amount_subtotal, amount_total, details, items }) => {
      const amounts = items.flatMap((item) => [item.amount_discount, item.amount_tax, item.amount_total]);
      for (const amount of [amount_subtotal, amount_total, details.amount_discount, ...amounts]) {
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(amount)).toBe(true);
      }
      expect(details.amount_discount).toBeLessThanOrEqual(amount_subtotal);
    });
  });

  test('a recurring line costs nothing during a trial', () => {
    holds(({ items }, { hasTrial }) => {
      for (const { amount_total: total, price } of items)
        if (hasTrial && price?.recurring) expect(total).toBe(0);
    });
  });
});
