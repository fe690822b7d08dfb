import type { SQL } from 'drizzle-orm';
import type { Finder, FinderCall, FindField } from '../listing.js';
import type { List } from '../store/list.js';

/** A field of a finder, and what its value asks for. */
export interface Condition extends FindField {
  /** @throws ApiError 400 for a value that can't be read. */
  where(value: string, timeZone: string): SQL | undefined;
}

/** Reads a page of the objects that fit all conditions. */
type Read = (call: FinderCall, conditions: (SQL | undefined)[]) => Promise<List<object>>;

/** Creates a finder from its fields. Those that are empty ask for nothing. */
export const createFinder = (fields: readonly Condition[], read: Read): Finder => ({
  fields,
  find: (call, asked) =>
    read(
      call,
      fields.map(({ name, where }) => (asked[name] ? where(asked[name], call.timeZone) : undefined)),
    ),
});
