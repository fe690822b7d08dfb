import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../../kernel/db/database.js';
import { accounts } from '../../kernel/db/tables.js';
import { findConnected } from '../../kernel/http/account.js';
import { sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { methods } from '../../methods/index.js';

/**
 * Loads the account of an id, if it is the caller's own or one that is connected to it. With a connected
 * account's header, that account is the caller, and the platform's other accounts are not connected to it.
 */
export async function loadAccount(
  { db, accountId, key }: Pick<Call, 'accountId' | 'db' | 'key'>,
  id: string,
): Promise<Stripe.Account | undefined> {
  if (id !== accountId) return findConnected(db, accountId, id);
  return id === key.accountId ? findAccount(db, id) : findConnected(db, key.accountId, id);
}

/** Finds an account, whoever asks. Of the platform's own, only the business profile is stored. */
async function findAccount(db: Database, id: string): Promise<Stripe.Account> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id));
  const own = accountObject(id, 'standard');
  return row?.platformId
    ? (row.body ?? own)
    : { ...own, business_profile: row?.body?.business_profile ?? null };
}

/** Returns the name by which an account's customers know it; `null` where it has none. */
export const businessNameOf = async (db: Database, id: string): Promise<string | null> =>
  (await findAccount(db, id)).business_profile?.name ?? null;

/** Changes the name of an account, by which its customers know it. */
export async function changeBusinessName(db: Database, id: string, name: string | null): Promise<void> {
  const account = await findAccount(db, id);
  const body = { ...account, business_profile: profileAfter(account.business_profile, { name }) };
  await db.update(accounts).set({ body }).where(eq(accounts.id, id));
}

const NO_PROFILE: Stripe.Account.BusinessProfile = {
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  product_description: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
};

/** The texts of a business profile that were sent. */
type ProfileTexts = Partial<
  Record<
    'mcc' | 'name' | 'product_description' | 'support_email' | 'support_phone' | 'support_url' | 'url',
    string | null | undefined
  >
>;

/** Returns a business profile with the texts that were sent. */
export const profileAfter = (
  before: Stripe.Account['business_profile'],
  given?: ProfileTexts,
): Stripe.Account.BusinessProfile | null =>
  given ? { ...(before ?? NO_PROFILE), ...sent(given) } : (before ?? null);

export const accountObject = (id: string, type: Stripe.Account.Type): Stripe.Account => ({
  id,
  object: 'account',
  business_profile: null,
  business_type: null,
  capabilities: {
    ...Object.fromEntries(methods.types.map((type) => [`${type}_payments`, 'active'])),
    transfers: 'active',
  },
  charges_enabled: true,
  country: 'US',
  default_currency: 'usd',
  details_submitted: true,
  email: null,
  metadata: {},
  payouts_enabled: true,
  settings: null,
  type,
});
