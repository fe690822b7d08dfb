import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../db/database.js';
import { accounts } from '../db/tables.js';
import { forbidden, invalidRequest } from '../errors.js';
import type { Scope } from '../scope.js';
import { expiredKey, requirePermission } from './authorize.js';
import { type ApiKey, CONNECT } from './caller.js';
import { accessOf, type Call, type Route } from './route.js';

/** The headers that name a connected account. Each client has one of them. */
const HEADERS = ['payframe-account', 'stripe-account', 'stripe-context'];

/**
 * Returns the account that a request is about: the key's own, or the connected account that a header names.
 *
 * @throws ApiError 401 for the key of an account that was deleted; 403 for an account that is not connected to the key's, and
 * for a restricted key that may act for none; 400 for a call that a platform makes for itself.
 */
export async function scopeOf(db: Database, route: Route, key: ApiKey, headers: Headers): Promise<Scope> {
  const { accountId, livemode } = key;
  const id = accountIn(headers) ?? accountId;
  if (id === accountId) {
    if ((await findTenant(db, accountId)) === DELETED) throw expiredKey(key);
    return { accountId, livemode };
  }
  requirePermission(key, CONNECT, accessOf(route));
  requireConnected(await findConnected(db, accountId, id), id);
  if (route.platformOnly) throw forPlatforms(route);
  return { accountId: id, livemode };
}

/** @throws ApiError 400 where the headers name several accounts. */
function accountIn(headers: Headers): string | undefined {
  const [id, ...others] = new Set(HEADERS.flatMap((name) => headers.get(name) || []));
  if (others.length === 0) return id;
  throw invalidRequest(
    'The headers Payframe-Account, Stripe-Account and Stripe-Context name different accounts. Send one of the headers.',
  );
}

/** Finds the account that a platform created under this id. */
export async function findConnected(
  db: Database,
  platformId: string,
  id: string,
): Promise<Stripe.Account | undefined> {
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), eq(accounts.platformId, platformId)));
  return row?.body ?? undefined;
}

/** A connected account with its platform. */
interface Tenant {
  account: Stripe.Account;
  platformId: string;
}

/** Stands for a connected account that its platform has deleted. */
const DELETED = 'deleted';

/** The platforms that were looked up, so that their requests do not ask again: an account stays what it is. */
const platforms = new Set<string>();

/** Finds an account that is connected to any platform; `undefined` for a platform's own. */
async function findTenant(db: Database, id: string): Promise<Tenant | typeof DELETED | undefined> {
  if (platforms.has(id)) return undefined;
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  if (row?.platformId) return row.body ? { account: row.body, platformId: row.platformId } : DELETED;
  if (row) platforms.add(id);
  return undefined;
}

/** Returns a connected account as its platform sees it; `undefined` for a platform's own. */
export async function tenantOf(db: Database, id: string): Promise<Stripe.Account | undefined> {
  const found = await findTenant(db, id);
  return found === DELETED ? undefined : found?.account;
}

/** Returns the id of the platform that an account is connected to; `null` for a platform. */
export async function platformOf(db: Database, accountId: string): Promise<string | null> {
  const found = await findTenant(db, accountId);
  return found === DELETED ? null : (found?.platformId ?? null);
}

/**
 * Refuses a payment for an account that cannot be charged for. A platform always can.
 *
 * @throws ApiError 400
 */
export async function requireChargeable({ db, accountId }: Pick<Call, 'accountId' | 'db'>): Promise<void> {
  const account = await tenantOf(db, accountId);
  if (!account || account.charges_enabled) return;
  throw invalidRequest(
    `This Connect account cannot currently make charges: charges_enabled of ${accountId} is false. The property ` +
      '`requirements.disabled_reason` of the account says why, and its requirements say what is missing.',
  );
}

/** @throws ApiError 403 where there is none. */
export function requireConnected(account: Stripe.Account | undefined, id: string): Stripe.Account {
  if (account) return account;
  throw forbidden(
    `The provided key does not have access to account '${id}' (or that account does not exist). Create it with ` +
      'POST /v1/accounts, or leave out the header that names it: in a page, the option stripeAccount.',
    'account_invalid',
  );
}

const forPlatforms = ({ method, path }: Route) =>
  invalidRequest(
    `A platform calls ${method} ${path} for itself: leave out the header that names a connected account.`,
    { code: 'platform_account_required' },
  );
