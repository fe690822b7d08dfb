import { timestamp } from 'drizzle-orm/pg-core';

/** A moment, whatever the time zone of whoever writes or reads it. */
export const time = () => timestamp({ withTimezone: true });
