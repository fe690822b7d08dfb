import type Stripe from 'stripe';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Visit } from '../resources/account-links/index.js';
import { businessNameOf, connectedAccount } from '../resources/accounts/index.js';
import { balanceOf } from '../resources/balance/index.js';
import { payouts } from '../resources/payouts/index.js';

/** What the holder of an account sees of it. */
export interface Overview {
  platform: string | null;
  account: Stripe.Account;
  balance: Stripe.Balance;
  /** The newest ones. */
  payouts: Stripe.Payout[];
}

const SHOWN_PAYOUTS = 10;

/** Reads the account of a visit. */
export async function readOverview({ db }: Pick<Platform, 'db'>, visit: Visit): Promise<Overview> {
  const { accountId, livemode, connectedId } = visit;
  const account = await connectedAccount({ db, accountId }, connectedId);
  const owner = { db, accountId: connectedId, livemode, now: new Date() };
  const { data } = await payouts.list({ ...owner, path: '/v1/payouts', params: { limit: SHOWN_PAYOUTS } });
  return {
    platform: await businessNameOf(db, accountId),
    account,
    balance: await balanceOf(owner),
    payouts: data,
  };
}
