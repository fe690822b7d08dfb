import { eq } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { Work } from '../kernel/scope.js';
import { methods } from '../methods/index.js';
import { businessNameOf } from '../resources/accounts/index.js';
import { paymentMethods } from '../resources/payment-methods/index.js';
import {
  type AuthenticationRow,
  endAuthentication,
  isOfDeposits,
  type WaitingIntents,
} from './authentications.js';
import type { Authentication, AuthenticationOutcome } from './question.js';
import { authentications } from './table.js';

/** Finds the facts that the bank's page shows. The page knows an authentication only by its id. */
export async function findAuthentication(
  db: Database,
  waiting: WaitingIntents,
  id: string,
): Promise<Authentication | undefined> {
  const row = isOfDeposits(id) ? undefined : await find(db, id);
  if (!row) return undefined;
  const { accountId, livemode, intent: kind, intentId, status, returnUrl } = row;
  const about = await waiting[kind].describe(db, intentId);
  const [method] = await db
    .select({ type: paymentMethods.type, details: paymentMethods.details })
    .from(paymentMethods)
    .where(eq(paymentMethods.id, row.paymentMethodId));
  return {
    id,
    accountId,
    livemode,
    merchant: await businessNameOf(db, accountId),
    amount: about.amount,
    currency: about.currency,
    ...paidWith(method),
    kind,
    intentId,
    status,
    returnUrl,
  };
}

function paidWith(method: { type: string; details: object } | undefined) {
  if (!method) return { authorises: false, noun: 'payment method', paidWith: '' };
  const { flow, noun, describe } = methods.of(method.type);
  return { authorises: flow === 'redirect', noun, paidWith: describe(method.details) };
}

/**
 * Settles a pending authentication, and its intent with it: a payment continues at once. A settled one stays
 * as it is.
 *
 * @returns How it ended: a card may fail although its holder completes.
 */
export async function settleAuthentication(
  work: Work,
  waiting: WaitingIntents,
  id: string,
  outcome: AuthenticationOutcome,
): Promise<AuthenticationOutcome> {
  const row = await find(work.db, id);
  if (row?.status !== 'pending') return row?.status === 'succeeded' ? 'succeeded' : 'failed';
  const result = await waiting[row.intent].settle(work, row, outcome);
  // Another request may have settled it, or begun a new attempt, while this one waited for the intent.
  if (!result) return (await find(work.db, id))?.status === 'succeeded' ? 'succeeded' : 'failed';
  await endAuthentication(work, id, result);
  return result;
}

async function find(db: Database, id: string): Promise<AuthenticationRow | undefined> {
  const [row] = await db.select().from(authentications).where(eq(authentications.id, id));
  return row;
}
