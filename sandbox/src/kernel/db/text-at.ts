import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Returns the text at a path of a `json` column; null where there is none. */
export const textAt = (column: PgColumn, ...path: (string | SQL)[]): SQL =>
  sql`json_extract_path_text(${column}, ${sql.join(
    path.map((part) => (typeof part === 'string' ? sql`${part}::text` : part)),
    sql`, `,
  )})`;
