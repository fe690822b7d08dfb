import type { SQL } from 'drizzle-orm';
import type { Finder, FinderCall, FindField } from '../listing.js';
import type { List } from '../store/list.js';

/** Who asks, and all that they ask for by the names of the fields. */
export interface Asking extends FinderCall {
  asked: Readonly<Record<string, string>>;
}

/** A field of a finder, and what its value asks for. */
export interface Condition extends FindField {
  /** @throws ApiError 400 for a value that can't be read. */
  where(value: string, call: Asking): SQL | undefined;
}

/** Reads a page of the objects that fit all conditions. */
type Read = (call: FinderCall, conditions: (SQL | undefined)[]) => Promise<List<object>>;

/** Creates a finder from its fields. Those that are empty ask for nothing. */
export const createFinder = (fields: readonly Condition[], read: Read): Finder => ({
  fields,
  find: (call, asked) =>
    read(
      { ...call, plansAnew: true },
      fields.map(({ name, where }) => (asked[name] ? where(asked[name], { ...call, asked }) : undefined)),
    ),
});
