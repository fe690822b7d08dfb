import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** What queries run on: a connection or pool of either engine, or a transaction on it. */
export type Database = PgDatabase<PgQueryResultHKT>;
