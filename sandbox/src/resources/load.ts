import type { Call } from '../http/route.js';
import { loadAccount } from './accounts.js';

/** Finds an object by its id, as the caller sees it; nothing where the caller has no such object. */
export type Loader = (call: Call, id: string) => Promise<object | undefined>;

/** By the prefix of its id, where an object is found. */
const LOADERS: Record<string, Loader> = {
  acct: loadAccount,
};

/** Properties that are left out until they are asked for, by the kind of object and their name. */
const INCLUDABLE: Record<string, Loader> = {};

export const loaderOf = (id: string): Loader | undefined => LOADERS[id.split('_')[0] ?? ''];

export const includable = (of: { object?: unknown }, name: string): Loader | undefined =>
  INCLUDABLE[`${of.object}.${name}`];
