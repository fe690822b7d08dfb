import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { SEARCH } from '../listing.js';
import type { ListCall, ListedTable } from '../store/list.js';
import { isAmount, type Money } from './amounts.js';
import type { Condition } from './finder.js';

type Column = PgColumn | SQL;

/** Where a text is looked for. */
export interface Searched {
  /** Ids of the object, and of those that it belongs to. */
  ids: readonly Column[];
  /** Texts that have the one that is looked for as a part. */
  texts?: readonly Column[];
  emails?: readonly Column[];
  /** The object with the metadata. */
  body?: PgColumn;
  money?: Money;
  /** Looks for the text in objects of other kinds. */
  beyond?(text: string, call: ListCall): SQL | undefined;
}

/** Creates the field that finds objects by what a person knows of them. What it looks like decides where it is looked for. */
export const search = (label: string, searched: Searched): Condition => ({
  name: SEARCH,
  label,
  kind: 'text',
  where: (text, call) => or(...waysOf(searched, text, call)) ?? sql`false`,
});

function waysOf(searched: Searched, text: string, call: ListCall): (SQL | undefined)[] {
  const { beyond, body, emails = [], ids, money, texts = [] } = searched;
  const isEmail = text.includes('@');
  return [
    ...ids.map((id) => sql`${id} = ${text}::text`),
    ...(isEmail ? emails.map((email) => isSameText(email, text)) : []),
    ...(isEmail || isId(text) ? [] : texts.map((whole) => hasPart(whole, text))),
    body && hasMetadata(body, text),
    money && isAmount(money, text),
    beyond?.(text, call),
  ];
}

/** Tells whether a text looks like the id of an object. */
export const isId = (text: string): boolean => /^[a-z]+_\w+$/.test(text);

/** Tells whether a text can be the last four digits of a card or an account. */
export const isLast4 = (text: string): boolean => /^\d{4}$/.test(text);

/** Compares two texts without regard to capitals. */
export const isSameText = (one: Column, text: string): SQL => sql`lower(${one}) = lower(${text}::text)`;

export const hasPart = (whole: Column, text: string): SQL =>
  sql`position(lower(${text}::text) in lower(coalesce(${whole}, ''))) > 0`;

// To look at each value takes longer than to see that the text is nowhere in them.
const hasMetadata = (body: PgColumn, text: string): SQL =>
  sql`(position(lower(to_json(${text}::text)::text) in lower(${body} ->> 'metadata')) > 0 and
    exists (select 1 from json_each_text(${body} -> 'metadata') where lower(value) = lower(${text}::text)))`;

/** Columns that say whose an object is. */
export type Owned = Pick<ListedTable, 'accountId' | 'livemode'>;

/** Finds objects for which there is one of another kind, of the same account and mode, that fits. */
export const related = (of: Owned, other: PgTable & Owned, ...conditions: (SQL | undefined)[]): SQL =>
  sql`exists (select 1 from ${other} where ${and(
    eq(other.accountId, of.accountId),
    eq(other.livemode, of.livemode),
    ...conditions,
  )})`;
