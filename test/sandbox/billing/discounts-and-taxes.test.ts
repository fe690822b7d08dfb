/** What discounts and taxes make of the lines of an invoice, to the cent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discountEnd, discountsOn, type Off } from '../../../sandbox/src/billing/discounts.js';
import { type Rate, taxesOn } from '../../../sandbox/src/billing/taxes.js';

const line = (amount: number, isDiscountable = true) => ({ amount, isDiscountable });
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('discounts', () => {
  test('in percent are taken of each line, and never of what has them in it already', () => {
    expect(discountsOn([line(-762, false), line(2475)], [{ percent_off: 20 }])).toEqual([[0, 495]]);
  });

  test('as an amount are spread in proportion, with the rest on the last line', () => {
    expect(discountsOn([line(1000), line(1000), line(1000)], [{ amount_off: 1000 }])).toEqual([
      [333, 333, 334],
    ]);
  });

  test('for some lines leave the others as they are', () => {
    const isFor = [true, false];
    expect(discountsOn([line(1000), line(1000)], [{ percent_off: 10, isFor }, { amount_off: 500 }])).toEqual([
      [100, 0],
      [236, 264],
    ]);
    expect(discountsOn([line(300), line(1000)], [{ amount_off: 500, isFor }])).toEqual([[300, 0]]);
  });

  test('are for what those before them left', () => {
    expect(
      discountsOn([line(1000)], [{ percent_off: 50 }, { amount_off: 400 }, { percent_off: 10 }]),
    ).toEqual([[500], [400], [10]]);
  });

  test('end after their months, which February can’t shorten for ever', () => {
    const start = Date.UTC(2031, 0, 31) / 1000;
    const months = (duration_in_months: number) =>
      discountEnd({ duration: 'repeating', duration_in_months }, start);
    expect([months(1), months(2)]).toEqual([Date.UTC(2031, 1, 28) / 1000, Date.UTC(2031, 2, 31) / 1000]);
    expect(discountEnd({ duration: 'once', duration_in_months: null }, start)).toBeNull();
  });

  const offs: fc.Arbitrary<Off> = fc.oneof(
    fc.record({ percent_off: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100) }),
    fc.record({ amount_off: fc.integer({ min: 1, max: 5_000_000 }) }),
  );
  const lines = fc.array(
    fc.integer({ min: 0, max: 1_000_000 }).map((amount) => line(amount)),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  test('take no line below zero, and an amount off is taken whole where there is enough', () => {
    fc.assert(
      fc.property(lines, fc.array(offs, { maxLength: 5 }), (all, given) => {
        let left = all.map(({ amount }) => amount);
        for (const [index, taken] of discountsOn(all, given).entries()) {
          const off = given[index] as Off;
          if ('amount_off' in off) expect(sum(taken)).toBe(Math.min(off.amount_off, sum(left)));
          left = left.map((amount, at) => amount - (taken[at] ?? 0));
          expect(left.every((amount) => amount >= 0)).toBe(true);
          expect(taken.every((amount) => Number.isInteger(amount) && amount >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe('taxes', () => {
  const exclusive = (percentage: number): Rate => ({ inclusive: false, percentage });
  const inclusive = (percentage: number): Rate => ({ inclusive: true, percentage });
  const amounts = (amount: number, ...rates: Rate[]) => taxesOn(amount, rates).map((tax) => tax.amount);

  test('are added to a line, or are a part of it', () => {
    expect([amounts(-952, exclusive(20)), amounts(2475, exclusive(20))]).toEqual([[-190], [495]]);
    expect(taxesOn(1200, [inclusive(20)])).toEqual([{ amount: 200, taxable: 1000 }]);
    expect(amounts(1000, exclusive(8.875))).toEqual([89]);
    expect(taxesOn(1100, [inclusive(10), exclusive(5)])).toEqual([
      { amount: 100, taxable: 1000 },
      { amount: 50, taxable: 1000 },
    ]);
  });

  const lines = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const percentages = fc.integer({ min: 0, max: 1_000_000 }).map((parts) => parts / 10_000);

  test('of a credit are those of the charge with the other sign', () => {
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.record({ inclusive: fc.boolean(), percentage: percentages })),
        (amount, rates) => {
          const [there, back] = [taxesOn(amount, rates), taxesOn(-amount, rates)];
          for (const [index, tax] of there.entries())
            expect(sum([tax.amount, back[index]?.amount ?? 0])).toBe(0);
        },
      ),
    );
  });

  test('that are included leave an amount of which they are that percentage, to the cent', () => {
    fc.assert(
      fc.property(lines, percentages, (amount, percentage) => {
        const [tax] = taxesOn(amount, [inclusive(percentage)]);
        const exact = (amount * percentage) / (100 + percentage);
        expect(Math.abs((tax?.amount ?? 0) - exact)).toBeLessThanOrEqual(0.500001);
        expect((tax?.taxable ?? 0) + (tax?.amount ?? 0)).toBe(amount);
      }),
    );
  });
});
