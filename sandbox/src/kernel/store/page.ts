import { missing } from '../errors.js';
import type { List, ListParams } from './list.js';

/**
 * Returns a page of objects that are stored together, newest first.
 *
 * @param items The oldest first.
 * @throws ApiError 404 for a cursor that is no object of the list.
 */
export function pageOf<Item extends { id: string }>(
  { path, params }: { path: string; params: ListParams },
  kind: string,
  items: readonly Item[],
): List<Item> {
  const newest = [...items].reverse();
  const place = (id: string, param: string) => {
    const found = newest.findIndex((item) => item.id === id);
    if (found < 0) throw missing(kind, id, param);
    return found;
  };
  const { starting_after: after, ending_before: before, limit } = params;
  if (before !== undefined) {
    const earlier = newest.slice(0, place(before, 'ending_before'));
    return { object: 'list', data: earlier.slice(-limit), has_more: earlier.length > limit, url: path };
  }
  const rest = after === undefined ? newest : newest.slice(place(after, 'starting_after') + 1);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url: path };
}
