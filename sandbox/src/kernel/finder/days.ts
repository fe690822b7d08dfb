import { gte, lt } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { invalidRequest } from '../errors.js';
import type { Condition } from './finder.js';

const DAY_MS = 24 * 3600 * 1000;

/** Creates the fields that find objects by the day of a time. */
export const days = (time: PgColumn): Condition[] => [
  { name: 'from', label: 'From (UTC)', kind: 'day', where: (day) => gte(time, startOf(day, 'from')) },
  {
    name: 'to',
    label: 'To (UTC)',
    kind: 'day',
    where: (day) => lt(time, new Date(startOf(day, 'to').getTime() + DAY_MS)),
  },
];

function startOf(day: string, param: string): Date {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  if (time && !Number.isNaN(time.getTime())) return time;
  throw invalidRequest('A day is written as 2031-12-24.', { param });
}
