import { includable, loaderOf } from '../../resources/expandable.js';
import { invalidRequest } from '../errors.js';
import type { Call } from './route.js';

type Fields = Record<string, unknown>;

/**
 * Puts objects in the place of their ids, where `expand` asks for it, to any depth: `latest_charge.balance_transaction`,
 * or `data.customer` for each object of a list. The object that is given stays as it is.
 *
 * @throws ApiError 400 for a property that is not there, or that holds no id.
 */
export async function expand(
  object: object,
  { expand: paths }: { expand?: string[] },
  call: Call,
): Promise<object> {
  let expanded = object;
  for (const path of paths ?? []) expanded = await follow(expanded, path.split('.'), path, call);
  return expanded;
}

async function follow(value: unknown, [name, ...rest]: string[], path: string, call: Call): Promise<object> {
  if (!isFields(value) || name === undefined) throw notExpandable(path);
  const found = await load(value, name, path, call);
  if (rest.length === 0 || found === null) return { ...value, [name]: found };
  if (!Array.isArray(found)) return { ...value, [name]: await follow(found, rest, path, call) };
  const items = [];
  for (const item of found) items.push(await follow(item, rest, path, call));
  return { ...value, [name]: items };
}

/** What a property holds, with the object in the place of its id. */
async function load(of: Fields, name: string, path: string, call: Call): Promise<unknown> {
  const value = name in of ? of[name] : await includable(of, name)?.(call, String(of.id));
  if (typeof value !== 'string') {
    if (value === undefined) throw notExpandable(path);
    return value;
  }
  const loader = loaderOf(value);
  if (!loader) throw notExpandable(path);
  return (await loader(call, value)) ?? value;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const notExpandable = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
