import { requirePermission } from '../api-keys/authorize.js';
import type { Resource } from '../api-keys/permissions.js';
import { invalidRequest } from '../kernel/errors.js';
import type { Call } from '../kernel/http/route.js';
import { loadAccount } from './accounts/routes.js';
import { loadBalanceTransaction } from './balance/routes.js';
import { charges } from './charges/charges.js';
import { loadCustomer } from './customers/routes.js';
import { disputes } from './disputes/disputes.js';
import { loadEvent } from './events/routes.js';
import { mandates } from './mandates/mandates.js';
import { paymentIntents } from './payment-intents/view.js';
import { loadPaymentMethod } from './payment-methods/routes.js';
import { refunds } from './refunds/refunds.js';
import { refundsOfCharge } from './refunds/routes.js';
import { setupAttempts } from './setup-attempts/attempts.js';
import { setupIntents } from './setup-intents/view.js';
import { webhookEndpoints } from './webhook-endpoints/endpoints.js';

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
