import { timestamp } from 'drizzle-orm/pg-core';

/** Column type of a point in time, independent of time zones. */
export const time = () => timestamp({ withTimezone: true });
