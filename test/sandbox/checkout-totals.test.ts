/** The totals of a Checkout Session, for any purchase. */
import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Terms } from '../../sandbox/src/billing/amount.js';
import type { SessionLine } from '../../sandbox/src/resources/checkout-sessions/lines.js';
import { type Priced, totalsOf } from '../../sandbox/src/resources/checkout-sessions/totals.js';

/** With two decimals, with none and with three. */
const CURRENCIES = ['eur', 'jpy', 'kwd'];

const rate = fc.record({
  id: fc.constantFrom('txr_1', 'txr_2', 'txr_3'),
  inclusive: fc.boolean(),
  percentage: fc.integer({ min: 0, max: 100 }),
}) as unknown as fc.Arbitrary<Stripe.TaxRate>;

const rates = fc.uniqueArray(rate, { maxLength: 3, selector: ({ id }) => id });

/** What one costs: whole units, or with up to three more digits, by the piece or by the package. */
const terms = fc
  .record({
    billing_scheme: fc.constant('per_unit' as const),
    divide_by: fc.integer({ min: 1, max: 12 }),
    round: fc.constantFrom('down', 'none', 'up'),
    unit_amount_decimal: fc
      .tuple(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom('', '.5', '.125', '.999'))
      .map((parts) => parts.join('')),
  })
  .map(({ divide_by, round, ...rest }) => ({
    ...rest,
    transform_quantity: round === 'none' ? null : { divide_by, round },
  })) as fc.Arbitrary<Terms>;

const line = fc
  .record({
    id: fc.uuid(),
    isRecurring: fc.boolean(),
    isTaken: fc.boolean(),
    isOptional: fc.boolean(),
    product: fc.constantFrom('prod_1', 'prod_2'),
    quantity: fc.integer({ min: 0, max: 99 }),
    taxRates: rates,
    terms,
  })
  .map(({ isOptional, isRecurring, isTaken, product, quantity, ...rest }) => ({
    ...rest,
    ...{ adjustable: { maximum: 99, minimum: 0 }, isOptional, isOwnPrice: false, metadata: {} },
    price: { id: `price_${product}`, product, recurring: isRecurring ? {} : null },
    product: { description: null, images: [], name: product },
    quantity: isOptional && !isTaken ? null : quantity,
    usual: quantity,
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
    amounts: Object.fromEntries(
      'amount_off' in taken ? CURRENCIES.map((name) => [name, { amount_off: taken.amount_off }]) : [],
    ),
    appliesTo: products && { products },
    coupon: { created: 1, id: 'SPRING', percent_off: 'percent_off' in taken ? taken.percent_off : null },
    promotionCode: null,
  })) as unknown as fc.Arbitrary<Priced['discount']>;

const purchase: fc.Arbitrary<Priced> = fc.record({
  currency: fc.constantFrom(...CURRENCIES),
  discount: fc.option(discount),
  isFreeAtFirst: fc.boolean(),
  lines: fc.array(line, { maxLength: 8 }),
  shipping: fc.integer({ min: 0, max: 99_999 }),
  taxExempt: fc.constantFrom('none' as const, 'exempt' as const, null),
  taxRates: rates,
});

const sum = (amounts: number[]) => amounts.reduce((whole, amount) => whole + amount, 0);

const holds = (check: (totals: ReturnType<typeof totalsOf>, priced: Priced) => void) =>
  fc.assert(
    fc.property(purchase, (priced) => check(totalsOf(priced), priced)),
    { numRuns: 500 },
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

  test('a recurring line costs nothing in the time that is free', () => {
    holds(({ items }, { isFreeAtFirst }) => {
      for (const { amount_total: total, price } of items)
        if (isFreeAtFirst && price?.recurring) expect(total).toBe(0);
    });
  });

  test('a tax that the prices include changes neither the total nor what any line costs', () => {
    const included = (taxRates: Stripe.TaxRate[]) => taxRates.filter(({ inclusive }) => inclusive);
    holds((_, priced) => {
      const lines = priced.lines.map((one) => ({ ...one, taxRates: included(one.taxRates) }));
      const taxed = totalsOf({ ...priced, lines, taxRates: included(priced.taxRates) });
      const untaxed = totalsOf({
        ...priced,
        lines: lines.map((one) => ({ ...one, taxRates: [] })),
        taxRates: [],
      });
      expect(taxed.amount_total).toBe(untaxed.amount_total);
      expect(taxed.items.map((item) => item.amount_total)).toEqual(
        untaxed.items.map((item) => item.amount_total),
      );
      expect(taxed.details.amount_tax).toBeLessThanOrEqual(taxed.amount_total - priced.shipping);
    });
  });

  test('a line costs what is left of it after the discount, and the taxes that are added', () => {
    holds(({ items }) => {
      for (const item of items) {
        const added = (item.taxes ?? []).filter(({ rate: { inclusive } }) => !inclusive);
        expect(item.amount_total).toBe(
          item.amount_subtotal - item.amount_discount + sum(added.map(({ amount }) => amount)),
        );
      }
    });
  });

  test('a customer who is exempt pays no tax that is added', () => {
    holds((_, priced) => {
      const { amount_subtotal, amount_total, details } = totalsOf({ ...priced, taxExempt: 'exempt' });
      expect(details.amount_tax).toBe(0);
      expect(amount_total).toBe(amount_subtotal - details.amount_discount + priced.shipping);
    });
  });

  test('an optional item that is not taken costs nothing, and is no line', () => {
    holds((totals, priced) => {
      const taken = priced.lines.filter(({ quantity }) => quantity !== null);
      expect(totals.items.map(({ id }) => id)).toEqual(taken.map(({ id }) => id));
      expect(totalsOf({ ...priced, lines: taken })).toEqual(totals);
    });
  });

  test('a discount for some products takes nothing off the others', () => {
    holds(({ items }, { discount: of }) => {
      const products = of?.appliesTo?.products;
      for (const { amount_discount: taken, price } of items)
        if (!of || (products && !products.includes(String(price?.product)))) expect(taken).toBe(0);
    });
  });

  test('the discount takes off what its coupon says, as far as there is so much', () => {
    holds(({ details, items }, { currency, discount: of }) => {
      if (!of) return;
      const products = of.appliesTo?.products;
      const subtotals = items
        .filter(({ price }) => !products || products.includes(String(price?.product)))
        .map((item) => item.amount_subtotal);
      const fixed = of.amounts[currency]?.amount_off;
      if (fixed !== undefined) expect(details.amount_discount).toBe(Math.min(fixed, sum(subtotals)));
      else {
        const exact = (sum(subtotals) * Number(of.coupon.percent_off)) / 100;
        // Each line is rounded separately, by half a unit at most.
        expect(Math.abs(details.amount_discount - exact)).toBeLessThanOrEqual(subtotals.length / 2 + 1e-6);
      }
    });
  });

  test('the order of the lines changes no sum before taxes, and without an amount off none at all', () => {
    holds((totals, priced) => {
      const turned = totalsOf({ ...priced, lines: [...priced.lines].reverse() });
      expect(turned.amount_subtotal).toBe(totals.amount_subtotal);
      expect(turned.details.amount_discount).toBe(totals.details.amount_discount);
      if (priced.discount?.coupon.percent_off === null) return;
      expect(turned.amount_total).toBe(totals.amount_total);
      expect(turned.details.amount_tax).toBe(totals.details.amount_tax);
    });
  });

  test('more of a line never costs less', () => {
    holds((_, priced) => {
      const untaxed = {
        ...priced,
        lines: priced.lines.map((one) => ({ ...one, taxRates: [] })),
        taxRates: [],
      };
      const more = untaxed.lines.map((one, index) =>
        index === 0 && one.quantity !== null ? { ...one, quantity: one.quantity + 1 } : one,
      );
      expect(totalsOf({ ...untaxed, lines: more }).amount_total).toBeGreaterThanOrEqual(
        totalsOf(untaxed).amount_total,
      );
    });
  });
});
