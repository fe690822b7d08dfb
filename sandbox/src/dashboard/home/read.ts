import type Stripe from 'stripe';
import type { Dashboard } from '../dashboard.js';
import type { View } from '../layout.js';
import { currentTimeZone } from '../time-zone/current.js';
import { type Days, lastDays } from './days.js';
import {
  disputesOf,
  failedPayoutsOf,
  type Money,
  type Payments,
  paymentsOf,
  payoutsOf,
  waitingDisputesOf,
} from './numbers.js';

/** How an account does. */
export interface Home extends Payments {
  days: Days;
  balance: Stripe.Balance;
  /** Disputes that customers began, by day. */
  disputes: readonly number[];
  /** What was paid out, by day. */
  paidOut: Money;
  /** The newest payouts. */
  payouts: Stripe.Payout[];
  /** What somebody has to look at. */
  waiting: { disputes: Stripe.Dispute[]; payouts: Stripe.Payout[] };
  /** Whether nobody has ever begun to pay, and nothing came in. */
  isNew: boolean;
}

/** Most payouts that are shown, and most of what waits for a person, of each kind. */
const MOST = 5;

/** Reads what the home page shows of the last days. */
export async function readHome(
  { accountId, objects, platform }: Dashboard,
  view: View,
  length: number,
): Promise<Home> {
  const days = lastDays(length, new Date(), currentTimeZone());
  const owner = { accountId: view.account ?? accountId, db: platform.db, livemode: false };
  const one = { limit: 1 };
  const [payments, disputes, paidOut, waitingDisputes, failedPayouts, balance, payouts, intents, charges] =
    await Promise.all([
      paymentsOf(owner, days),
      disputesOf(owner, days),
      payoutsOf(owner, days),
      waitingDisputesOf(owner, MOST),
      failedPayoutsOf(owner, days, MOST),
      objects.read('/v1/balance', view),
      objects.list<Stripe.Payout>('/v1/payouts', view, { limit: MOST }),
      objects.list('/v1/payment_intents', view, one),
      objects.list('/v1/charges', view, one),
    ]);
  return {
    ...payments,
    balance: balance as Stripe.Balance,
    days,
    disputes,
    isNew: intents.data.length + charges.data.length === 0,
    paidOut,
    payouts: payouts.data,
    waiting: { disputes: waitingDisputes, payouts: failedPayouts },
  };
}
