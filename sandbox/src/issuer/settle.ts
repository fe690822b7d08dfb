import { eq } from 'drizzle-orm';
import type { MethodFlow } from '../../../src/contract/elements-session.js';
import type { Database } from '../kernel/db/database.js';
import type { Work } from '../kernel/scope.js';
import { ownRow } from '../kernel/store/owner.js';
import { methods } from '../methods/index.js';
import { businessNameOf } from '../resources/accounts/index.js';
import { paymentMethods } from '../resources/payment-methods/index.js';
import {
  type AskedIntent,
  type AuthenticationRow,
  endAuthentication,
  isOfDeposits,
  voucherIn,
  type WaitingIntents,
} from './authentications.js';
import type { Authentication, AuthenticationOutcome, HolderAnswer } from './question.js';
import { authentications } from './table.js';

/** Finds the facts that the bank's page shows. The page knows an authentication only by its id. */
export async function findAuthentication(
  db: Database,
  waiting: WaitingIntents,
  id: string,
): Promise<Authentication | undefined> {
  const row = isOfDeposits(id) ? undefined : await find(db, id);
  if (!row) return undefined;
  const { accountId, livemode, intent: kind, intentId, status, returnUrl, payeeOrigin } = row;
  const about = await waiting[kind].describe({ db, accountId, livemode }, intentId);
  const [method] = await db
    .select({ type: paymentMethods.type, details: paymentMethods.details })
    .from(paymentMethods)
    .where(ownRow(row, paymentMethods, row.paymentMethodId));
  const known = paidWith(method);
  return {
    id,
    accountId,
    livemode,
    merchant: await businessNameOf(db, accountId),
    amount: about.amount,
    currency: about.currency,
    ...known,
    answers: answersTo(known.flow, about),
    voucher: detailsOf(about.action),
    kind,
    intentId,
    intentStatus: about.status,
    status,
    returnUrl,
    payeeOrigin,
  };
}

type Known = Pick<Authentication, 'cardFingerprint' | 'flow' | 'noun' | 'paidWith'>;

function paidWith(method: { type: string; details: object } | undefined): Known {
  if (!method) return { flow: 'direct', noun: 'payment method', paidWith: '', cardFingerprint: null };
  const { flow, noun, describe } = methods.of(method.type);
  const { fingerprint } = method.details as { fingerprint?: string };
  // Only the holder of what is paid directly, a card, is asked in the dialog.
  const cardFingerprint = (flow === 'direct' && fingerprint) || null;
  return { flow, noun, paidWith: describe(method.details), cardFingerprint };
}

/** Returns the answers that a holder can give. Only a payment can be late, and only one that is not captured later. */
function answersTo(flow: MethodFlow, { amount, capturesLater }: AskedIntent): Authentication['answers'] {
  if (flow === 'voucher') return ['complete', 'expire'];
  if (flow !== 'redirect' || amount === null) return ['complete', 'fail'];
  return capturesLater ? ['complete', 'fail', 'expire'] : EVERY_ANSWER;
}

const EVERY_ANSWER = ['complete', 'fail', 'expire', 'succeed_later', 'fail_later'] as const;

/** Returns the texts of a voucher by their names, without its addresses. */
function detailsOf(action: object | null): Record<string, string> {
  const { hosted_voucher_url: _, ...details } = voucherIn(action) ?? { hosted_voucher_url: '' };
  return Object.fromEntries(
    Object.entries(details).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
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
  answer: HolderAnswer,
): Promise<AuthenticationOutcome> {
  const row = await find(work.db, id);
  if (row?.status !== 'pending') return row?.status === 'succeeded' ? 'succeeded' : 'failed';
  const result = await waiting[row.intent].settle(work, row, answer);
  // Another request may have settled it, or begun a new attempt, while this one waited for the intent.
  if (!result) return (await find(work.db, id))?.status === 'succeeded' ? 'succeeded' : 'failed';
  await endAuthentication(work, id, result);
  return result;
}

async function find(db: Database, id: string): Promise<AuthenticationRow | undefined> {
  const [row] = await db.select().from(authentications).where(eq(authentications.id, id));
  return row;
}
