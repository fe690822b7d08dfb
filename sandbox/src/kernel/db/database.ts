import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A connection or pool of either engine, or a transaction on it, that queries run on. */
export type Database = PgDatabase<PgQueryResultHKT>;
