import { invalidRequest } from '../errors.js';
import type { Objects } from '../registry.js';
import type { Versions } from '../versions.js';
import type { Call } from './route.js';

type Fields = Record<string, unknown>;

/** The reader of an expansion, and the objects that can be loaded. */
interface Reader {
  call: Call;
  objects: Objects;
  versions: Pick<Versions, 'include'>;
}

/**
 * Replaces ids by their objects where `expand` asks for it, to any depth:
 * `latest_charge.balance_transaction`, or `data.customer` for each object of a list. The given object stays
 * as it is.
 *
 * @throws ApiError 400 for a property that does not exist, or that holds no id.
 */
export async function expand(
  object: object,
  { expand: paths }: { expand?: string[] },
  reader: Reader,
): Promise<object> {
  let expanded = object;
  for (const path of paths ?? []) expanded = await follow(expanded, path.split('.'), path, reader);
  return expanded;
}

/** A hash of properties, by the object that it is a part of. */
interface Place {
  object: Fields;
  /** The hash's own name in the object, with a point after it; empty for the object itself. */
  at: string;
}

async function follow(
  value: unknown,
  [name, ...rest]: string[],
  path: string,
  reader: Reader,
  within?: Place,
): Promise<object> {
  if (!isFields(value) || name === undefined) throw notExpandable(path);
  const place = within && !('object' in value) ? within : { object: value, at: '' };
  const there = await readerOf(value, name, reader);
  const found = await load(value, name, path, there, place);
  if (rest.length === 0 || found === null) return { ...value, [name]: found };
  if (!Array.isArray(found)) {
    const part = { ...place, at: `${place.at}${name}.` };
    return { ...value, [name]: await follow(found, rest, path, there, part) };
  }
  const items = [];
  for (const item of found) items.push(await follow(item, rest, path, there));
  return { ...value, [name]: items };
}

/** Returns the reader for the object that a property names, and for all below: it may belong to another account. */
async function readerOf(of: Fields, name: string, reader: Reader): Promise<Reader> {
  const accountId = await reader.objects.ownerOf(of, name)?.(reader.call, of);
  return accountId ? { ...reader, call: { ...reader.call, accountId } } : reader;
}

/** Returns the value of a property, with the object in place of its id. */
async function load(
  of: Fields,
  name: string,
  path: string,
  { call, objects, versions }: Reader,
  { object, at }: Place,
): Promise<unknown> {
  const isThere = Object.hasOwn(of, name);
  const value = isThere ? of[name] : await objects.includable(object, at + name)?.(call, String(object.id));
  if (value === undefined) throw notExpandable(path);
  if (!isThere && typeof value === 'string') return value;
  const loaded = async (item: unknown): Promise<unknown> => {
    if (typeof item !== 'string') return item;
    const loader = objects.loaderOf(item, name);
    if (!loader) throw notExpandable(path);
    const object = await loader(call, item);
    // It has the properties of the caller's version, which can be expanded too.
    return object ? versions.include(call.version, object, call) : item;
  };
  if (!Array.isArray(value)) return loaded(value);
  const items: unknown[] = [];
  for (const item of value) items.push(await loaded(item));
  return items;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const notExpandable = (path: string) =>
  invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
