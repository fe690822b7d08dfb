import type { Call } from './http/route.js';
import type { List, ListCall } from './store/list.js';

/** A part of the dashboard's menu. */
export type Section =
  | 'Home'
  | 'Payments'
  | 'Customers'
  | 'Products'
  | 'Billing'
  | 'Platform'
  | 'Developers'
  | 'Settings';

/** Settings of a list of objects in the dashboard. */
export interface Listing<Item> {
  /** The last part of its page's address. */
  page: string;
  /** The part of the menu that has it. */
  section: Section;
  title: string;
  /** Name of one object: the head of the first column, which has the ids. */
  one: string;
  /** The other columns: their heads, and their cell for an object. */
  columns: Readonly<Record<string, (item: Item) => Cell>>;
  /** How its objects are found; without it, the list has no form for that. */
  finder?: Finder;
}

/** A field of the form by which people find the objects of a list. */
export interface FindField {
  name: string;
  label: string;
  kind: 'amount' | 'choice' | 'day' | 'text';
  /** What can be chosen, each with its text. */
  choices?: Readonly<Record<string, string>>;
}

/** Name of the field that every finder has, for what a person knows of an object. */
export const SEARCH = 'search';

/** How people find the objects of a list. */
export interface Finder {
  fields: readonly FindField[];
  /**
   * Reads a page of the objects that fit all of what is asked for.
   *
   * @param asked What was typed and chosen, by the names of the fields.
   * @throws ApiError 400 for what is no amount or no day.
   */
  find(call: FinderCall, asked: Readonly<Record<string, string>>): Promise<List<object>>;
}

/** Whose objects are found, and which page of them. */
export interface FinderCall extends ListCall, Pick<Call, 'key'> {
  /** The time zone that days are meant in. */
  timeZone: string;
}

/** A text, which may stand for something bad or lead to a page, or a time. */
export type Cell = string | Date | { text: string; bad: boolean } | { text: string; href: string };

/** Infers the type of a listing's items. */
export const listing = <Item>(definition: Listing<Item>): Listing<never> => definition as Listing<never>;
