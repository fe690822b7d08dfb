import type { Call } from '../http/route.js';
import { disputes } from '../payments/disputes.js';
import { refunds } from '../payments/refunds.js';
import { loadAccount } from './accounts.js';
import { loadBalanceTransaction } from './balance.js';
import { refundsOfCharge } from './refunds.js';

/** Finds an object by its id, as the caller sees it; nothing where the caller has no such object. */
export type Loader = (call: Call, id: string) => Promise<object | undefined>;

/** By the prefix of its id, where an object is found. */
const LOADERS: Record<string, Loader> = {
  acct: loadAccount,
  dp: disputes.load,
  re: refunds.load,
  txn: loadBalanceTransaction,
};

/** Properties that are left out until they are asked for, by the kind of object and their name. */
const INCLUDABLE: Record<string, Loader> = { 'charge.refunds': refundsOfCharge };

export const loaderOf = (id: string): Loader | undefined => LOADERS[id.split('_')[0] ?? ''];

export const includable = (of: { object?: unknown }, name: string): Loader | undefined =>
  INCLUDABLE[`${of.object}.${name}`];
