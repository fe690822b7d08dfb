import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { type ApiError, invalidRequest, missing } from '../../kernel/errors.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { hasPaid } from '../charges/index.js';
import { promotionCodeObject, promotionCodes } from './promotion-codes.js';
import { promotionCodes as table } from './table.js';

/** Who uses a code, and for what. */
export interface CodeUse {
  /** `null` where it is not known yet who buys. */
  customer: string | null;
  /** What is bought; `undefined` where that comes later. */
  purchase?: { currency: string; subtotal: number } | undefined;
  /** Parameter that named the code, for errors. */
  param: string;
}

/**
 * Counts a use of a promotion code.
 *
 * @returns The id of its coupon.
 * @throws ApiError 404; 400 for a code that can't be used any more, or not by this customer for this.
 */
export async function redeemPromotionCode(work: Work, id: string, use: CodeUse): Promise<string> {
  const { body, couponId } = await promotionCodes.lock(work, id, use.param);
  await checkUse(work, body, use);
  await changeCount(work, body, 1);
  return couponId;
}

/** Takes back a use of a promotion code that came to nothing. */
export async function releasePromotionCode(work: Work, id: string): Promise<void> {
  const { body } = await promotionCodes.lock(work, id);
  await changeCount(work, body, -1);
}

async function changeCount(work: Work, before: Stripe.PromotionCode, by: 1 | -1): Promise<void> {
  const is = promotionCodeObject(before, work.now);
  const counted = { ...before, times_redeemed: before.times_redeemed + by };
  const after = promotionCodeObject(counted, work.now);
  await promotionCodes.replace(work, before.id, { body: counted, active: after.active });
  work.outbox.emit('promotion_code.updated', after, previousAttributes(is, after));
}

/**
 * Finds the promotion code of an id, or that a customer has typed, and checks that they can use it, without counting that.
 *
 * @throws ApiError 404; 400 for a code that can't be used any more, or not by this customer for this.
 */
export async function usableCode(
  work: Work,
  given: { id: string } | { code: string },
  use: CodeUse,
): Promise<{ id: string; couponId: string }> {
  const row =
    'id' in given
      ? await promotionCodes.find(work, given.id, use.param)
      : await codeTyped(work, given.code, use.customer);
  if (!row) throw missing('promotion_code', 'code' in given ? given.code : given.id, use.param);
  await checkUse(work, row.body, use);
  return row;
}

/** A code for one customer is preferred to the same code for everybody. */
async function codeTyped(work: Work, code: string, customer: string | null) {
  const rows = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), eq(table.active, true), eq(table.code, code.trim().toLowerCase())));
  return (
    rows.find((row) => row.customerId === customer) ?? rows.find((row) => row.customerId === null) ?? rows[0]
  );
}

async function checkUse(work: Work, code: Stripe.PromotionCode, use: CodeUse): Promise<void> {
  const is = promotionCodeObject(code, work.now);
  const refuse = (reason: string) => invalidRequest(reason, { param: use.param });
  if (!is.active) throw refuse(`The promotion code ${code.code} is expired, or not active.`);
  if (is.customer && is.customer !== use.customer) throw refuse(forOthers(code));
  await checkFirst(work, is, use, refuse);
  checkMinimum(is, use, refuse);
}

const forOthers = ({ code }: Stripe.PromotionCode) => `The promotion code ${code} is for another customer.`;

type Refuse = (reason: string) => ApiError;

async function checkFirst(
  work: Work,
  { code, restrictions }: Stripe.PromotionCode,
  { customer }: CodeUse,
  refuse: Refuse,
): Promise<void> {
  if (!restrictions.first_time_transaction || customer === null) return;
  if (!(await hasPaid(work, customer))) return;
  throw refuse(
    `The promotion code ${code} cannot be redeemed because the associated customer has prior transactions.`,
  );
}

function checkMinimum({ code, restrictions }: Stripe.PromotionCode, use: CodeUse, refuse: Refuse): void {
  const {
    currency_options: others = {},
    minimum_amount: amount,
    minimum_amount_currency: own,
  } = restrictions;
  if (amount === null || own === null) return;
  if (!use.purchase)
    throw refuse(`The promotion code ${code} is for one purchase, because it has a minimum amount.`);
  const { currency, subtotal } = use.purchase;
  const other = Object.hasOwn(others, currency) ? others[currency]?.minimum_amount : undefined;
  const minimum = currency === own ? amount : other;
  if (minimum !== undefined && subtotal >= minimum) return;
  if (minimum === undefined)
    throw refuse(`The promotion code ${code} has a minimum amount in ${own}, and none in ${currency}.`);
  throw invalidRequest(
    `The promotion code ${code} is for purchases of at least ${money(minimum, currency)}, and this one is of ${money(subtotal, currency)}.`,
    { code: 'promotion_code_amount_insufficient', param: use.param },
  );
}
