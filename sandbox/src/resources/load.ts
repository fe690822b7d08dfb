import { invalidRequest } from '../errors.js';
import { requirePermission } from '../http/access.js';
import type { Call } from '../http/route.js';
import type { Resource } from '../keys/permissions.js';
import { charges } from '../payments/charges.js';
import { disputes } from '../payments/disputes.js';
import { paymentIntents } from '../payments/intents.js';
import { refunds } from '../payments/refunds.js';
import { mandates } from '../setups/mandates.js';
import { setupAttempts } from '../setups/setup-attempts.js';
import { setupIntents } from '../setups/setup-intents.js';
import { webhookEndpoints } from '../webhooks/endpoints.js';
import { loadAccount } from './accounts.js';
import { loadBalanceTransaction } from './balance.js';
import { loadCustomer } from './customers.js';
import { loadEvent } from './events.js';
import { loadPaymentMethod } from './payment-methods.js';
import { refundsOfCharge } from './refunds.js';

/** Finds an object by its id, as the caller sees it; nothing where the caller has no such object. */
export type Loader = (call: Call, id: string) => Promise<object | undefined>;

/** By the prefix of its id, where an object is found, and what it takes permission for to see it. */
const LOADERS: Record<string, [Resource, Loader]> = {
  acct: ['accounts', loadAccount],
  ch: ['charges', charges.load],
  cus: ['customers', loadCustomer],
  dp: ['disputes', disputes.load],
  evt: ['events', loadEvent],
  mandate: ['payment_methods', mandates.load],
  pi: ['payment_intents', paymentIntents.load],
  pm: ['payment_methods', loadPaymentMethod],
  re: ['refunds', refunds.load],
  setatt: ['setup_intents', setupAttempts.load],
  seti: ['setup_intents', setupIntents.load],
  txn: ['balance', loadBalanceTransaction],
  we: ['webhook_endpoints', webhookEndpoints.load],
};

/** Properties that are left out until they are asked for, by the kind of object and their name. */
const INCLUDABLE: Record<string, [Resource, Loader]> = { 'charge.refunds': ['refunds', refundsOfCharge] };

export const loaderOf = (id: string): Loader | undefined => permitted(LOADERS[id.split('_')[0] ?? '']);

export const includable = (of: { object?: unknown }, name: string): Loader | undefined =>
  permitted(INCLUDABLE[`${of.object}.${name}`]);

/** A loader for those who may read what it loads: to expand an object is to read it. */
const permitted = (entry: [Resource, Loader] | undefined): Loader | undefined =>
  entry &&
  ((call, id) => {
    requirePermission(call.key, entry[0], 'read');
    if (call.key.kind === 'publishable' && entry[0] !== 'payment_methods') throw forServersAlone();
    return entry[1](call, id);
  });

const forServersAlone = () =>
  invalidRequest('A publishable key can expand nothing but payment_method.', { param: 'expand' });
