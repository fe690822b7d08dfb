/** The lines of a change within a period: the examples of the public guides, and what holds for all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Holding, prorationsOf, remainingOf, unusedOf } from '../../../sandbox/src/billing/changes.js';
import { type Every, type Period, periodAt } from '../../../sandbox/src/billing/periods.js';
import { taxesOn } from '../../../sandbox/src/billing/taxes.js';

const at = (text: string) => Date.parse(`${text}Z`) / 1000;
const MONTHLY: Every = { interval: 'month', interval_count: 1 };

/** So many of a price for the whole of a period, or for a part of it. */
const holding = (unit: number, whole: Period, more: Partial<Holding> = {}): Holding => ({
  item: 'si_1',
  price: `price_${unit}`,
  name: unit < 2000 ? 'Basic' : 'Gold',
  quantity: 1,
  terms: { billing_scheme: 'per_unit', unit_amount_decimal: String(unit), transform_quantity: null },
  period: whole,
  whole,
  ...more,
});

const june = periodAt(at('2031-06-01T00:00:00'), MONTHLY, at('2031-06-16T00:00:00'));
const half = at('2031-06-16T00:00:00');
const february = periodAt(at('2031-01-31T10:00:00'), MONTHLY, at('2031-02-10T15:30:00'));
const tenth = at('2031-02-10T15:30:00');
const spring = periodAt(at('2031-03-15T12:00:00'), MONTHLY, at('2031-03-25T08:20:00'));
const inMarch = at('2031-03-25T08:20:00');

describe('the documented examples', () => {
  test.each<[string, Holding, Holding, number, number, number]>([
    ['1: half a month', holding(2000, june), holding(5000, june), half, -1000, 2500],
    ['2: a short month', holding(1500, february), holding(3900, february), tenth, -952, 2475],
    [
      '3: more of the same',
      holding(1500, february),
      holding(1500, february, { quantity: 3 }),
      tenth,
      -952,
      2856,
    ],
    ['4: a month with odd seconds', holding(999, spring), holding(2900, spring), inMarch, -682, 1979],
    ['5: a downgrade', holding(5000, june), holding(2000, june), half, -2500, 1000],
    [
      '8: what was really paid',
      holding(1500, february, { paid: { amount: 1200, period: february } }),
      holding(3900, february),
      tenth,
      -762,
      2475,
    ],
  ])('%s', (_, before, after, time, credit, debit) => {
    expect(prorationsOf([before], [after], time).map(({ amount }) => amount)).toEqual([credit, debit]);
  });

  test('6: an end in the middle credits the rest', () => {
    expect(unusedOf(holding(2000, june), half).amount).toBe(-1000);
  });

  test('7: a first period before the anchor is a part of the month before it', () => {
    const created = at('2031-06-10T00:00:00');
    const period = { start: created, end: june.end };
    expect(remainingOf(holding(2000, june, { period }), created)).toMatchObject({ amount: 1400, period });
  });

  test('9: credit and charge are what their taxes are counted from', () => {
    const lines = prorationsOf([holding(1500, february)], [holding(3900, february)], tenth);
    const taxes = lines.flatMap(({ amount }) => taxesOn(amount, [{ inclusive: false, percentage: 20 }]));
    expect(taxes.map(({ amount }) => amount)).toEqual([-190, 495]);
  });
});

test('each line says of what, how many, and from when', () => {
  const lines = prorationsOf(
    [holding(1500, june, { quantity: 2 }), holding(2000, june, { item: 'si_2' })],
    [
      holding(1500, june, { quantity: 3 }),
      holding(2000, june, { item: 'si_2' }),
      holding(2500, june, { item: 'si_3' }),
    ],
    at('2031-06-06T12:00:00'),
  );
  expect(lines.map(({ description }) => description)).toEqual([
    'Unused time on 2 × Basic after 06 Jun 2031',
    'Remaining time on 3 × Basic after 06 Jun 2031',
    'Remaining time on Gold after 06 Jun 2031',
  ]);
  for (const { period } of lines) expect(period).toEqual({ start: at('2031-06-06T12:00:00'), end: june.end });
});

test('an end that moves credits the time after it, and back again costs the same', () => {
  const short = { start: june.start, end: half };
  const [whole, cut] = [holding(2000, june), holding(2000, june, { period: short })];
  const [credit, ...none] = prorationsOf([whole], [cut], june.start);
  expect(credit).toMatchObject({ amount: -1000, period: { start: half, end: june.end } });
  expect(none).toEqual([]);
  expect(prorationsOf([cut], [whole], june.start)).toMatchObject([
    { amount: 1000, description: 'Remaining time on Gold after 16 Jun 2031' },
  ]);
});

test('a time that ends before its period does costs its own seconds', () => {
  const period = { start: june.start, end: at('2031-06-21T00:00:00') };
  expect(unusedOf(holding(3000, june, { period }), half).amount).toBe(-500);
});

const times = fc.integer({ min: at('2020-01-01T00:00:00'), max: at('2040-01-01T00:00:00') });
/** A period, and a second of it. */
const places = fc
  .tuple(times, fc.constantFrom<Every['interval']>('day', 'month', 'week', 'year'), times)
  .map(([anchor, interval, time]) => ({
    whole: periodAt(anchor, { interval, interval_count: 1 }, time),
    time,
  }));
/** Some items, each of one price and so many of it. */
const items = fc.uniqueArray(
  fc.record({
    item: fc.constantFrom('si_1', 'si_2', 'si_3', 'si_4'),
    unit: fc.integer({ min: 0, max: 99_999_999 }),
    quantity: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: ({ item }) => item, maxLength: 4 },
);
type Items = { item: string; unit: number; quantity: number }[];
const held = (all: Items, whole: Period) =>
  all.map(({ item, quantity, unit }) => holding(unit, whole, { item, quantity }));
const sumOf = (lines: { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0);

test('a change of any items and its undoing in the same second cancel out', () => {
  fc.assert(
    fc.property(items, items, places, (before, after, { time, whole }) => {
      const [old, now] = [held(before, whole), held(after, whole)];
      expect(sumOf(prorationsOf(old, now, time)) + sumOf(prorationsOf(now, old, time))).toBe(0);
    }),
  );
});

test('a detour costs the same as the direct way', () => {
  fc.assert(
    fc.property(items, items, items, places, (first, second, third, { time, whole }) => {
      const [one, two, three] = [first, second, third].map((all) => held(all, whole));
      if (!one || !two || !three) throw new Error('There are three.');
      const there = sumOf(prorationsOf(one, two, time)) + sumOf(prorationsOf(two, three, time));
      expect(there).toBe(sumOf(prorationsOf(one, three, time)));
    }),
  );
});

test('nothing changed costs nothing, and no line', () => {
  fc.assert(
    fc.property(items, places, (all, { time, whole }) => {
      expect(prorationsOf(held(all, whole), held(all, whole), time)).toEqual([]);
    }),
  );
});

test('a credit is never more than what was paid, and a charge never more than the whole', () => {
  fc.assert(
    fc.property(items, items, places, (before, after, { time, whole }) => {
      for (const { amount, holding: of } of prorationsOf(held(before, whole), held(after, whole), time)) {
        const full = remainingOf(of, whole.start).amount;
        expect(Math.abs(amount)).toBeLessThanOrEqual(full);
      }
    }),
  );
});
