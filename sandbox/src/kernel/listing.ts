/** How a kind of object is listed in the dashboard. */
export interface Listing<Item> {
  /** The last part of its page's address. */
  page: string;
  title: string;
  /** What one of them is called: the head of the first column, which has their ids. */
  one: string;
  /** The other columns: their heads, and what they say of an object. */
  columns: Readonly<Record<string, (item: Item) => Cell>>;
}

/** A text, which may be about something bad, or a time. */
export type Cell = string | Date | { text: string; bad: boolean };

/** Infers what a listing's columns are of. */
export const listing = <Item>(definition: Listing<Item>): Listing<never> => definition as Listing<never>;
