import type Stripe from 'stripe';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { hasPaid } from '../charges/index.js';
import { promotionCodeObject, promotionCodes } from './promotion-codes.js';

/** Who uses a code, and for what. */
export interface CodeUse {
  customer: string;
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
  const { body: before, couponId } = await promotionCodes.lock(work, id, use.param);
  const is = promotionCodeObject(before, work.now);
  const refuse = (reason: string) => invalidRequest(reason, { param: use.param });
  if (!is.active) throw refuse(`The promotion code ${before.code} is expired, or not active.`);
  if (is.customer && is.customer !== use.customer) throw refuse(forOthers(before));
  await checkFirst(work, is, use, refuse);
  checkMinimum(is, use, refuse);
  const counted: Stripe.PromotionCode = { ...before, times_redeemed: before.times_redeemed + 1 };
  const after = promotionCodeObject(counted, work.now);
  await promotionCodes.replace(work, id, { body: counted, active: after.active });
  work.outbox.emit('promotion_code.updated', after, previousAttributes(is, after));
  return couponId;
}

const forOthers = ({ code }: Stripe.PromotionCode) => `The promotion code ${code} is for another customer.`;

type Refuse = (reason: string) => ApiError;

async function checkFirst(
  work: Work,
  { code, restrictions }: Stripe.PromotionCode,
  { customer }: CodeUse,
  refuse: Refuse,
): Promise<void> {
  if (!restrictions.first_time_transaction) return;
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
  throw refuse(
    minimum === undefined
      ? `The promotion code ${code} has a minimum amount in ${own}, and none in ${currency}.`
      : `The promotion code ${code} is for purchases of at least ${minimum} ${currency}, and this one is of ${subtotal}.`,
  );
}
