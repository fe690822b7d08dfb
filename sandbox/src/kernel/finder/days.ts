import { gte, lt } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { endOfDay, startOfDay } from '../time-zone.js';
import type { Condition } from './finder.js';

/** Creates the fields that find objects by the day of a time. */
export const days = (time: PgColumn): Condition[] => [
  {
    name: 'from',
    label: 'From',
    kind: 'day',
    where: (day, { timeZone }) => gte(time, startOfDay(day, timeZone, 'from')),
  },
  {
    name: 'to',
    label: 'To',
    kind: 'day',
    where: (day, { timeZone }) => lt(time, endOfDay(day, timeZone, 'to')),
  },
];
