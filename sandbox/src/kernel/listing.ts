/** Settings of a list of objects in the dashboard. */
export interface Listing<Item> {
  /** The last part of its page's address. */
  page: string;
  title: string;
  /** Name of one object: the head of the first column, which has the ids. */
  one: string;
  /** The other columns: their heads, and their cell for an object. */
  columns: Readonly<Record<string, (item: Item) => Cell>>;
}

/** A text, which may stand for something bad, or a time. */
export type Cell = string | Date | { text: string; bad: boolean };

/** Infers the type of a listing's items. */
export const listing = <Item>(definition: Listing<Item>): Listing<never> => definition as Listing<never>;
