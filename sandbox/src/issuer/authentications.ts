import { and, eq } from 'drizzle-orm';
import { arrivalOf, type DepositAnswer } from '../../../src/contract/microdeposits.js';
import type { Database } from '../kernel/db/database.js';
import { insertion } from '../kernel/db/statement.js';
import { newId } from '../kernel/ids.js';
import type { ScopedDatabase, Work } from '../kernel/scope.js';
import { ownedBy, ownRow } from '../kernel/store/owner.js';
import type { Deposits } from '../methods/index.js';
import type { AuthenticationOutcome, HolderAnswer } from './question.js';
import { authentications as table } from './table.js';

export type AuthenticationRow = typeof table.$inferSelect;

/** One question of an issuer to a cardholder. */
export interface AuthenticationRequest
  extends Pick<AuthenticationRow, 'intent' | 'intentId' | 'paymentMethodId' | 'forPayment' | 'returnUrl'>,
    Partial<Pick<AuthenticationRow, 'payeeOrigin'>> {
  /** Whether the merchant's page shows the bank's page itself. */
  useSdk: boolean;
  /** The platform's origin, which has the bank's page. */
  origin: string;
}

/** The step that an intent waits for: the bank's page is shown, or the cardholder is sent there. */
export interface NextAction {
  type: string;
  verify_with_microdeposits?: {
    arrival_date: number;
    hosted_verification_url: string;
    microdeposit_type: Deposits['type'];
  };
  redirect_to_url?: { return_url: string; url: string };
  use_stripe_sdk?: { type: string; source: string; stripe_js: string };
}

/** An answer to microdeposits, as the page on which it was given shows it. */
export type VerificationAnswer =
  | { end: 'verified' }
  /** `again`: its holder may try again. `failed`: they may not. */
  | { end: 'again' | 'failed'; message: string }
  /** The intent no longer waits for this. */
  | { end: 'withdrawn' };

/** An intent, as the page of an issuer needs to know it. */
export interface AskedIntent {
  status: string;
  /** Amount in the currency's smallest unit; `null` for a set-up, in which nothing is paid. */
  amount: number | null;
  currency: string | null;
  /** Whether the merchant takes the money later. */
  capturesLater: boolean;
  action: object | null;
}

/** An intent that waits for its issuer, and the steps that follow when the issuer has answered. */
export interface Waiting {
  /** Finds what the holder is asked about. */
  describe(scope: ScopedDatabase, intentId: string): Promise<AskedIntent>;
  /** Continues. Returns `undefined` where the intent no longer waits for this. */
  settle(
    work: Work,
    authentication: AuthenticationRow,
    answer: HolderAnswer,
  ): Promise<AuthenticationOutcome | undefined>;
  /** Takes an answer to microdeposits, and continues where it is right. */
  verify(work: Work, verification: AuthenticationRow, answer: DepositAnswer): Promise<VerificationAnswer>;
}

/** The handlers of waiting intents, by the kind of intent. */
export type WaitingIntents = Record<AuthenticationRow['intent'], Waiting>;

const insert = insertion(table);

/** Lets the issuer ask the cardholder, who finds the question at the address in the intent's next action. */
export async function startAuthentication(work: Work, request: AuthenticationRequest): Promise<NextAction> {
  const { useSdk, origin, ...asked } = request;
  const returnUrl = useSdk ? null : asked.returnUrl;
  const id = await noteQuestion(work, { ...asked, returnUrl });
  const url = `${origin}/3ds/${id}`;
  if (returnUrl) return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: { type: 'three_d_secure_redirect', source: id, stripe_js: url },
  };
}

/** Notes a question to a holder. Returns its id. */
export async function noteQuestion(
  { db, accountId, livemode, now }: Work,
  asked: Omit<AuthenticationRequest, 'origin' | 'useSdk'>,
): Promise<string> {
  const id = newId('payatt');
  await insert(db, {
    payeeOrigin: null,
    ...asked,
    id,
    accountId,
    livemode,
    createdAt: now,
    status: 'pending',
  });
  return id;
}

/** Finds a question that its holder has not answered, and that was not withdrawn. */
export async function findPending(work: Work, id: string): Promise<AuthenticationRow | undefined> {
  const [row] = await work.db
    .select()
    .from(table)
    .where(ownRow(work, table, id));
  return row?.status === 'pending' ? row : undefined;
}

/** Time that a holder has to verify an account. */
export const VERIFIED_WITHIN_SECONDS = 10 * 24 * 3600;

/** Microdeposits to the account of a holder, who tells at the hosted address what they read in the statement. */
interface VerificationRequest
  extends Pick<AuthenticationRow, 'intent' | 'intentId' | 'paymentMethodId' | 'forPayment'> {
  type: Deposits['type'];
  /** The platform's origin, which has the hosted page. */
  origin: string;
}

/** Microdeposits are answered outside of any page of a shop's. */
const NOWHERE = { returnUrl: null, payeeOrigin: null };

/** Sends microdeposits. Returns their id, and the step that the intent waits for. */
export async function sendDeposits(
  work: Work,
  request: VerificationRequest,
): Promise<{ id: string; action: NextAction }> {
  const { type, origin, ...asked } = request;
  const id = newId(DEPOSITS);
  const { accountId, livemode, now: createdAt } = work;
  await insert(work.db, { ...asked, id, accountId, livemode, createdAt, status: 'pending', ...NOWHERE });
  return {
    id,
    action: {
      type: 'verify_with_microdeposits',
      verify_with_microdeposits: {
        arrival_date: arrivalOf(work.now),
        hosted_verification_url: `${origin}/microdeposits/${id}`,
        microdeposit_type: type,
      },
    },
  };
}

const DEPOSITS = 'bav';

/** Tells whether this is the id of microdeposits, and not of a question of the issuer. */
export const isOfDeposits = (id: string): boolean => id.startsWith(`${DEPOSITS}_`);

/** Returns the id of the microdeposits that an intent waits for, if it waits for some. */
export function depositsIn(intent: { status: string; next_action: object | null }): string | undefined {
  const { verify_with_microdeposits: verify } = (intent.next_action ?? {}) as NextAction;
  return intent.status === 'requires_action' ? verify?.hosted_verification_url.split('/').at(-1) : undefined;
}

/** Returns the address of the issuer's page for a step, which ends with the id of the question. */
export const placeOf = (origin: string, id: string): string => `${origin}/pay/${id}`;

/** Returns the id of the authentication that an intent waits for, if it waits for one. */
function authenticationIn(action: object | null): string | undefined {
  const { redirect_to_url: redirect, use_stripe_sdk: sdk } = (action ?? {}) as NextAction;
  const url = redirect?.url ?? voucherIn(action)?.hosted_voucher_url;
  return sdk?.source ?? url?.split('/').at(-1);
}

/** A voucher, as the next action of an intent has it. */
interface Voucher {
  hosted_voucher_url: string;
}

/** Returns the voucher that an intent waits to be paid, if it waits for one. */
export function voucherIn(action: object | null): Voucher | undefined {
  const { type = '', ...details } = (action ?? {}) as { type?: string };
  const own = (details as Partial<Record<string, object>>)[type];
  return own && 'hosted_voucher_url' in own ? (own as Voucher) : undefined;
}

/** Returns the id of the authentication that an intent waits for, if it waits for one. */
export const awaitedBy = (intent: { status: string; next_action: object | null }): string | undefined =>
  intent.status === 'requires_action' ? authenticationIn(intent.next_action) : undefined;

/** Tells whether an intent waits for this authentication. */
export const waitsFor = (intent: { status: string; next_action: object | null }, id: string): boolean =>
  awaitedBy(intent) === id;

export async function endAuthentication(
  work: Work,
  id: string,
  status: Exclude<AuthenticationRow['status'], 'pending'>,
): Promise<void> {
  await work.db
    .update(table)
    .set({ status })
    .where(ownRow(work, table, id));
}

/** Tells whether the holder of a card was asked for an intent, and passed. */
export async function hasPassed(work: Work, intentId: string, paymentMethodId: string): Promise<boolean> {
  const [row] = await work.db
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        ownedBy(work, table),
        eq(table.intentId, intentId),
        eq(table.paymentMethodId, paymentMethodId),
        eq(table.status, 'succeeded'),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Makes earlier answers void, because they were given for a payment other than this one. */
export async function forgetAuthentications(work: Work, intentId: string): Promise<void> {
  await work.db
    .update(table)
    .set({ status: 'canceled' })
    .where(and(ownedBy(work, table), eq(table.intentId, intentId)));
}

/** Finds microdeposits by their id, which is all that the hosted page has. */
export async function findDeposits(db: Database, id: string): Promise<AuthenticationRow | undefined> {
  if (!isOfDeposits(id)) return undefined;
  const [row] = await db.select().from(table).where(eq(table.id, id));
  return row;
}
