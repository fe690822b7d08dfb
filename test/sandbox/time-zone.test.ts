import { describe, expect, test } from 'vitest';
import { clockTime, endOfDay, isoTime, startOfDay, TIME_ZONES } from '../../sandbox/src/kernel/time-zone.js';

const NOON = new Date('2031-12-24T12:00:00Z');

test('a time is that of the clocks there, and in a file it has their offset', () => {
  expect(clockTime(NOON, 'UTC')).toBe('2031-12-24 12:00:00 UTC');
  expect(clockTime(NOON, 'Europe/Berlin')).toBe('2031-12-24 13:00:00 GMT+1');
  expect(isoTime(NOON, 'UTC')).toBe('2031-12-24T12:00:00.000Z');
  expect(isoTime(NOON, 'Asia/Kathmandu')).toBe('2031-12-24T17:45:00.000+05:45');
  expect(isoTime(NOON, 'America/St_Johns')).toBe('2031-12-24T08:30:00.000-03:30');
});

describe('a day lasts', () => {
  test.each([
    ['24 hours', '2031-12-24', 'Europe/Berlin', '2031-12-24T00:00:00.000+01:00', 24],
    ['23 hours in spring', '2026-03-29', 'Europe/Berlin', '2026-03-29T00:00:00.000+01:00', 23],
    ['23 hours where it begins at one', '2026-04-24', 'Africa/Cairo', '2026-04-24T01:00:00.000+03:00', 23],
    ['25 hours where midnight is twice', '2026-11-01', 'America/Havana', '2026-11-01T00:00:00.000-04:00', 25],
  ])('%s', (_name, day, zone, start, hours) => {
    expect(isoTime(startOfDay(day, zone), zone)).toBe(start);
    expect((endOfDay(day, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000).toBe(hours);
  });

  test('and begins where the one before it ends, in every time zone, all year', () => {
    for (const zone of TIME_ZONES) {
      for (const day of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-12-31'])
        expect(isoTime(endOfDay(day, zone), zone).slice(0, 10) > day, `${day} ${zone}`).toBe(true);
    }
  });

  test.each(['', 'tomorrow', '2026-13-01', '0000-01-01', '2026-1-1'])('and "%s" is none', (day) => {
    expect(() => endOfDay(day, 'UTC', 'to')).toThrow(
      expect.objectContaining({ body: { error: expect.objectContaining({ param: 'to' }) } }),
    );
  });
});
