/** What a part of a period costs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../sandbox/src/billing/amount.js';
import { type Every, periodAt } from '../../../sandbox/src/billing/periods.js';
import { type Charged, prorated, remaining } from '../../../sandbox/src/billing/proration.js';

const at = (text: string) => Date.parse(`${text}Z`) / 1000;
const MONTHLY: Every = { interval: 'month', interval_count: 1 };

const sold = (amount: number | string, quantity = 1): Charged => ({
  terms: {
    billing_scheme: 'per_unit',
    unit_amount_decimal: String(amount),
    transform_quantity: null,
  } satisfies Terms,
  quantity,
});

describe('a part of a period', () => {
  test('a first period that is shorter than the others costs its part of the month before the anchor', () => {
    const created = at('2031-06-10T00:00:00');
    const period = periodAt(at('2031-07-01T00:00:00'), MONTHLY, created);
    expect(remaining(sold(2000), period, created)).toBe(1400);
  });
});

const times = fc.integer({ min: at('2020-01-01T00:00:00'), max: at('2040-01-01T00:00:00') });
const amounts = fc.integer({ min: 0, max: 99_999_999 });
/** A period, and a second of it. */
const places = fc
  .tuple(times, fc.constantFrom<Every['interval']>('day', 'month', 'week', 'year'), times)
  .map(([anchor, interval, time]) => ({
    period: periodAt(anchor, { interval, interval_count: 1 }, time),
    at: time,
  }));

test('the whole period costs the whole amount, and its end nothing', () => {
  fc.assert(
    fc.property(amounts, places, (amount, { period }) => {
      expect(prorated(amount, period, period.start)).toBe(amount);
      expect(prorated(amount, period, period.end)).toBe(0);
    }),
  );
});

test('a later change never credits more, and what is used and what is credited are the whole, to the cent', () => {
  fc.assert(
    fc.property(amounts, places, fc.nat(), (amount, { period, at: time }, more) => {
      const later = Math.min(time + more, period.end);
      expect(prorated(amount, period, later)).toBeLessThanOrEqual(prorated(amount, period, time));
      const used = (amount * (time - period.start)) / (period.end - period.start);
      expect(Math.abs(prorated(amount, period, time) + used - amount)).toBeLessThanOrEqual(0.500001);
    }),
  );
});

test('it is exact in whole numbers, with a half away from zero', () => {
  fc.assert(
    fc.property(amounts, places, (amount, { period, at: time }) => {
      const [part, whole] = [BigInt(amount) * BigInt(period.end - time), BigInt(period.end - period.start)];
      expect(prorated(amount, period, time)).toBe(Number((2n * part + whole) / (2n * whole)));
    }),
  );
});
