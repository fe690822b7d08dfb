/** What a change within a period costs: the examples of the public guides, and what holds for all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../sandbox/src/billing/amount.js';
import { type Every, type Period, periodAt } from '../../../sandbox/src/billing/periods.js';
import { type Charged, changed, prorated, remaining } from '../../../sandbox/src/billing/proration.js';

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

const june = periodAt(at('2031-06-01T00:00:00'), MONTHLY, at('2031-06-16T00:00:00'));
const half = at('2031-06-16T00:00:00');
const february = periodAt(at('2031-01-31T10:00:00'), MONTHLY, at('2031-02-10T15:30:00'));
const tenth = at('2031-02-10T15:30:00');
const spring = periodAt(at('2031-03-15T12:00:00'), MONTHLY, at('2031-03-25T08:20:00'));

describe('the documented examples', () => {
  test.each<[string, Charged, Charged, { period: Period; at: number; paid?: number }, number, number]>([
    ['half a month', sold(2000), sold(5000), { period: june, at: half }, -1000, 2500],
    ['a short month', sold(1500), sold(3900), { period: february, at: tenth }, -952, 2475],
    ['more of the same', sold(1500), sold(1500, 3), { period: february, at: tenth }, -952, 2856],
    [
      'a month with odd seconds',
      sold(999),
      sold(2900),
      { period: spring, at: at('2031-03-25T08:20:00') },
      -682,
      1979,
    ],
    ['a downgrade', sold(5000), sold(2000), { period: june, at: half }, -2500, 1000],
    ['what was really paid', sold(1500), sold(3900), { period: february, at: tenth, paid: 1200 }, -762, 2475],
  ])('%s', (_, before, after, where, credit, debit) => {
    expect(changed(before, after, where)).toEqual({ credit, debit });
  });

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

test('a change and its undoing in the same second cancel out', () => {
  fc.assert(
    fc.property(amounts, amounts, fc.integer({ min: 1, max: 50 }), places, (old, next, quantity, where) => {
      const there = changed(sold(old), sold(next, quantity), where);
      const back = changed(sold(next, quantity), sold(old), where);
      expect(there.credit + there.debit + back.credit + back.debit).toBe(0);
    }),
  );
});

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
