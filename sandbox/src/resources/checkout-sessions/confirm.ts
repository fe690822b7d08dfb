import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { sent } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { onWallClock } from '../../kernel/transaction.js';
import { holderInToken } from '../confirmation-tokens/index.js';
import type { CheckoutMethod } from '../payment-intents/index.js';
import { collected } from './collect.js';
import { complete, purchaseOf, redeemed } from './complete.js';
import { addressAfter } from './create.js';
import { buyerOf } from './customer.js';
import { checkDiscount } from './discounts.js';
import { requirePlace } from './link-limit.js';
import { CHECKOUT_PATH } from './object.js';
import { paysNow, takesMethod } from './offered.js';
import type { Told } from './params.js';
import { type Attempt, completeSetup, payNow, setUpNow } from './pay.js';
import { isShippedByServer } from './permissions.js';
import { type Held, holdSession, type SessionRow, saveSession } from './store.js';
import { subscribeAndPay, subscribeFree } from './subscribe.js';
import { withdrawAttempt } from './withdraw.js';

/** What the customer's page sends when they press Pay. */
export interface Confirmation {
  told: Told;
  method: Partial<CheckoutMethod>;
  /** The total that the page shows. */
  expectedAmount?: number | undefined;
}

/**
 * Completes a session as its customer wants: pays what it sells, or saves the payment method. One that is complete already is left as it is:
 * another tab was faster.
 *
 * @throws ApiError 400 for what is missing, and for a session that has expired.
 */
export async function confirmSession(call: Call<unknown>, confirmation: Confirmation): Promise<Attempt> {
  const held = await holdSession(call, call.id);
  if (held.row.status === 'complete') return { row: held.row, refusal: null, asking: null };
  requireOpen(held);
  checkExpected(held.row, confirmation.expectedAmount);
  await requirePlace(call, held.row);
  const { confirmation_token: token } = confirmation.method;
  const holder = token ? await holderInToken(call, token) : undefined;
  const known = { ...held.row.hidden.told, ...(sent(confirmation.told) as Told) };
  const told = collected(held.row.body, ofServer(held.row.body, known), holder);
  const row = await saveSession(call, held.row, { body: told });
  const freed = await withdrawAttempt({ ...held, row });
  // Cards and banks live by the wall clock.
  return attempt(onWallClock(call), freed, confirmation.method);
}

/** Leaves out the delivery address that a page knows where only the shop's server says it. */
const ofServer = (session: SessionRow['body'], { shipping_details: details, ...told }: Told): Told =>
  isShippedByServer(session) ? told : { ...told, ...(details && { shipping_details: details }) };

async function attempt(call: Call<unknown>, held: Held, method: Confirmation['method']): Promise<Attempt> {
  const buyer = await buyerOf(call, held.row);
  const row = await saveSession(call, held.row, { customerId: buyer });
  const { discount } = row.hidden;
  if (discount) await checkDiscount(held.work, discount, purchaseOf(row));
  const way = { ...method, return_url: method.return_url ?? pageOf(call, row) };
  if (!takesMethod(row)) return { row: await completeFree(call, row), refusal: null, asking: null };
  requireMethod(method);
  if (!paysNow(row)) return setUp(call, row, way);
  return row.body.mode === 'payment' ? payNow(call, { ...held, row }, way) : subscribeAndPay(call, row, way);
}

/** Returns where a bank leads the customer back to: the page of the host, or that of the shop's own. */
const pageOf = ({ origin }: Call<unknown>, { body, id }: SessionRow): string =>
  (body.ui_mode === 'elements' && addressAfter(body)) || `${origin}${CHECKOUT_PATH}/${id}`;

/** Completes a session for which nothing is paid, and nothing saved. */
async function completeFree(call: Call<unknown>, row: SessionRow): Promise<SessionRow> {
  if (row.body.mode === 'subscription') return subscribeFree(call, row, null, call);
  return complete(call, await redeemed(call, row), { payment_status: 'no_payment_required' });
}

async function setUp(call: Call<unknown>, row: SessionRow, way: CheckoutMethod): Promise<Attempt> {
  const { intent, ...tried } = await setUpNow(call, row, way);
  return intent.status === 'succeeded'
    ? { ...tried, row: await finishSetup(call, tried.row, intent, call) }
    : tried;
}

/** Completes a session whose payment method is saved. */
export const finishSetup = (
  work: Parameters<typeof completeSetup>[0],
  row: SessionRow,
  intent: Stripe.SetupIntent,
  request: Call<unknown> | null,
): Promise<SessionRow> =>
  row.body.mode === 'subscription'
    ? subscribeFree(work, row, String(intent.payment_method), request)
    : completeSetup(work, row, intent);

/** Tells whether the time of a session is over that nothing has ended yet. */
export const isOver = ({ row, work }: Pick<Held, 'row' | 'work'>): boolean =>
  row.status === 'open' && row.body.expires_at <= seconds(work.now);

/** @throws ApiError 400 for a session that is complete, or has expired. */
export function requireOpen(held: Pick<Held, 'row' | 'work'>): void {
  const { status } = held.row;
  const isExpired = isOver(held);
  if (status === 'open' && !isExpired) return;
  throw invalidRequest(
    `This Checkout Session is ${isExpired ? 'expired' : status}, and can no longer be changed or paid. Create another one.`,
    { code: 'status_transition_invalid' },
  );
}

function checkExpected({ body }: SessionRow, expected: number | undefined): void {
  if (expected === undefined || expected === (body.amount_total ?? 0)) return;
  throw invalidRequest('The total has changed in the meantime. Look at it again before you pay.', {
    param: 'expected_amount',
  });
}

function requireMethod({ confirmation_token: token, payment_method: method }: Confirmation['method']): void {
  if (token || method) return;
  throw invalidRequest('Missing required param: confirmation_token.', {
    code: 'parameter_missing',
    param: 'confirmation_token',
  });
}
