import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { inWords } from '../in-words.js';
import type { Condition } from './finder.js';

/** Creates a field whose value is chosen. The choices have texts of their own, or are named by the API. */
export const choice = (
  name: string,
  label: string,
  choices: readonly string[] | Readonly<Record<string, string>>,
  chosen: PgColumn | SQL | ((value: string) => SQL),
): Condition => ({
  name,
  label,
  kind: 'choice',
  choices: Array.isArray(choices)
    ? Object.fromEntries(choices.map((value) => [value, inWords(value)]))
    : (choices as Readonly<Record<string, string>>),
  where: (value) => (typeof chosen === 'function' ? chosen(value) : sql`${chosen}::text = ${value}::text`),
});

/** Creates the field that tells active objects from others. */
export const isActive = (active: PgColumn): Condition =>
  choice('active', 'Active', { true: 'Yes', false: 'No' }, active);
