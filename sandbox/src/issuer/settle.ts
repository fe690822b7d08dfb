import { eq } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { Work } from '../kernel/scope.js';
import { methods } from '../methods/registry.js';
import { waitingPayment } from '../resources/payment-intents/authentication.js';
import { paymentMethods } from '../resources/payment-methods/table.js';
import { waitingSetup } from '../resources/setup-intents/authentication.js';
import { type AuthenticationRow, endAuthentication, type Waiting } from './authentications.js';
import type { Authentication, AuthenticationOutcome } from './question.js';
import { authentications } from './table.js';

/** By the kind of intent, what waits for an issuer. */
const WAITING: Record<AuthenticationRow['intent'], Waiting> = {
  payment_intent: waitingPayment,
  setup_intent: waitingSetup,
};

/** What the bank's page shows. It knows an authentication by its id alone. */
export async function findAuthentication(db: Database, id: string): Promise<Authentication | undefined> {
  const row = await find(db, id);
  if (!row) return undefined;
  const { accountId, livemode, intent: kind, intentId, status, returnUrl } = row;
  const about = await WAITING[kind].describe(db, intentId);
  const [method] = await db
    .select({ type: paymentMethods.type, details: paymentMethods.details })
    .from(paymentMethods)
    .where(eq(paymentMethods.id, row.paymentMethodId));
  return {
    id,
    accountId,
    livemode,
    merchant: null,
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
  if (!method) return { noun: 'payment method', paidWith: '' };
  const { noun, describe } = methods.of(method.type);
  return { noun, paidWith: describe(method.details) };
}

/**
 * Settles what is pending, and its intent with it: a payment goes on at once. What is settled stays as it is.
 *
 * @returns What it came to: a card may fail a cardholder who completes.
 */
export async function settleAuthentication(
  work: Work,
  id: string,
  outcome: AuthenticationOutcome,
): Promise<AuthenticationOutcome> {
  const row = await find(work.db, id);
  if (row?.status !== 'pending') return row?.status === 'succeeded' ? 'succeeded' : 'failed';
  const result = await WAITING[row.intent].settle(work, row, outcome);
  // Another request may have settled it, or made a new attempt, while this one waited for the intent.
  if (!result) return (await find(work.db, id))?.status === 'succeeded' ? 'succeeded' : 'failed';
  await endAuthentication(work, id, result);
  return result;
}

async function find(db: Database, id: string): Promise<AuthenticationRow | undefined> {
  const [row] = await db.select().from(authentications).where(eq(authentications.id, id));
  return row;
}
