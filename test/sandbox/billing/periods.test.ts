/** When a period begins and ends: no second is in two of them, and none is in no one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  anchorFrom,
  boundary,
  type Every,
  periodAt,
} from '../../../sandbox/src/billing/periods.js';

const at = (text: string) => Date.parse(`${text}Z`) / 1000;
const text = (time: number) => new Date(time * 1000).toISOString().slice(0, 19);
const MONTHLY: Every = { interval: 'month', interval_count: 1 };

describe('periods of months', () => {
  test('keep the day of the anchor after a shorter month', () => {
    const anchor = at('2031-01-31T10:00:00');
    expect([0, 1, 2, 3].map((count) => text(boundary(anchor, MONTHLY, count)))).toEqual([
      '2031-01-31T10:00:00',
      '2031-02-28T10:00:00',
      '2031-03-31T10:00:00',
      '2031-04-30T10:00:00',
    ]);
  });

  test('know leap years, and years are twelve months', () => {
    const yearly: Every = { interval: 'year', interval_count: 1 };
    const anchor = at('2028-02-29T00:00:00');
    expect([1, 4].map((count) => text(boundary(anchor, yearly, count)))).toEqual([
      '2029-02-28T00:00:00',
      '2032-02-29T00:00:00',
    ]);
    expect(text(addMonths(at('2027-11-30T23:59:59'), 3))).toBe('2028-02-29T23:59:59');
  });

  test('are there before an anchor, too', () => {
    const { start, end } = periodAt(at('2031-07-01T00:00:00'), MONTHLY, at('2031-06-10T00:00:00'));
    expect([text(start), text(end)]).toEqual(['2031-06-01T00:00:00', '2031-07-01T00:00:00']);
  });
});

const EARLIEST = at('2000-01-01T00:00:00');
const LATEST = at('2090-01-01T00:00:00');
const times = fc.integer({ min: EARLIEST, max: LATEST });
const every: fc.Arbitrary<Every> = fc
  .constantFrom(['day', 1095], ['week', 156], ['month', 36], ['year', 3])
  .chain(([interval, most]) =>
    fc.record({
      interval: fc.constant(interval as Every['interval']),
      interval_count: fc.integer({ min: 1, max: most as number }),
    }),
  );

test('every second is in exactly one period, wherever the anchor is', () => {
  fc.assert(
    fc.property(times, every, times, (anchor, interval, time) => {
      const { start, end } = periodAt(anchor, interval, time);
      expect(start <= time && time < end).toBe(true);
      expect(periodAt(anchor, interval, end).start).toBe(end);
      expect(periodAt(anchor, interval, start - 1).end).toBe(start);
    }),
  );
});

test('a boundary has the time of day of the anchor, and its day where the month has it', () => {
  fc.assert(
    fc.property(times, fc.integer({ min: -400, max: 400 }), (anchor, months) => {
      const [from, to] = [new Date(anchor * 1000), new Date(addMonths(anchor, months) * 1000)];
      const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
      expect(to.getUTCDate()).toBe(Math.min(from.getUTCDate(), last));
      expect(to.toISOString().slice(11)).toBe(from.toISOString().slice(11));
      const apart =
        (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
      expect(apart).toBe(months);
    }),
  );
});

describe('a configured anchor', () => {
  test.each([
    ['2031-01-15T08:30:00', { day_of_month: 31 }, '2031-01-31T08:30:00'],
    ['2031-02-15T08:30:00', { day_of_month: 31 }, '2031-02-28T08:30:00'],
    ['2031-02-15T08:30:00', { day_of_month: 1, hour: 0, minute: 0, second: 0 }, '2031-03-01T00:00:00'],
    ['2031-06-10T00:00:00', { day_of_month: 1, month: 3, hour: 12 }, '2032-03-01T12:00:00'],
    ['2031-06-10T09:00:00', { day_of_month: 10, hour: 8 }, '2031-07-10T08:00:00'],
  ])('from %s on, %o is %s', (from, config, expected) => {
    expect(text(anchorFrom(config, at(from)))).toBe(expected);
  });
});
