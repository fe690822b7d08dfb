import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { coupons, redeemCoupon, refuseInvalid, releaseCoupon } from '../coupons/index.js';
import { redeemPromotionCode, releasePromotionCode, usableCode } from '../promotion-codes/index.js';
import type { SessionDiscount } from './hidden.js';
import type { CreateParams } from './params.js';

/** Who buys what, as far as a discount depends on it. */
export interface Purchase {
  customer: string | null;
  currency: string;
  /** Before discounts and taxes. */
  subtotal: number;
}

/**
 * Reads the discount of a new session. Its use is counted when the session is complete.
 *
 * @throws ApiError 404 for what does not exist; 400 for what can't be used, or not for this purchase.
 */
export async function readDiscount(
  work: Work,
  given: CreateParams['discounts'],
  purchase: Purchase,
): Promise<SessionDiscount | null> {
  const [source] = given ?? [];
  if (!source) return null;
  const { coupon, promotion_code: code } = source;
  if ((coupon === undefined) === (code === undefined)) {
    throw invalidRequest('Send one of discounts[0][coupon] and discounts[0][promotion_code].', {
      code: coupon ? 'parameters_exclusive' : 'parameter_missing',
      param: 'discounts[0]',
    });
  }
  if (code) return byCode(work, { id: code }, purchase, 'discounts[0][promotion_code]');
  return byCoupon(work, String(coupon), null, purchase, 'discounts[0][coupon]');
}

/**
 * Reads the promotion code that a customer has typed.
 *
 * @throws ApiError 404 for none; 400 for one that can't be used, or not for this purchase.
 */
export const typedDiscount = (work: Work, code: string, purchase: Purchase): Promise<SessionDiscount> =>
  byCode(work, { code }, purchase, 'promotion_code');

async function byCode(
  work: Work,
  given: { id: string } | { code: string },
  { customer, ...purchase }: Purchase,
  param: string,
): Promise<SessionDiscount> {
  const { id, couponId } = await usableCode(work, given, { customer, purchase, param });
  return byCoupon(work, couponId, id, { customer, ...purchase }, param);
}

async function byCoupon(
  work: Work,
  id: string,
  promotionCode: string | null,
  { currency }: Purchase,
  param: string,
): Promise<SessionDiscount> {
  const row = await coupons.find(work, id, param);
  refuseInvalid(work, row, param);
  const { appliesTo, body: coupon, currencyOptions: amounts } = row;
  if (coupon.percent_off === null && !Object.hasOwn(amounts, currency)) {
    throw invalidRequest(
      `Coupon ${coupon.id} takes off an amount in ${Object.keys(amounts).join(', ')}, and can't be used in ${currency}.`,
      { param },
    );
  }
  return { amounts, appliesTo, coupon, promotionCode };
}

/** @throws ApiError 400 for a discount that can't be used any more, or that is not for this customer. */
export async function checkDiscount(
  work: Work,
  { coupon, promotionCode }: SessionDiscount,
  { customer, ...purchase }: Purchase,
): Promise<void> {
  const param = paramOf(promotionCode);
  refuseInvalid(work, await coupons.find(work, coupon.id, param), param);
  if (promotionCode) await usableCode(work, { id: promotionCode }, { customer, purchase, param });
}

const paramOf = (promotionCode: string | null) => (promotionCode ? 'promotion_code' : 'discounts');

/**
 * Counts the use of a discount.
 *
 * @throws ApiError 400 for one that others have used up meanwhile: nothing is paid then.
 */
export async function redeemDiscount(
  work: Work,
  { coupon, promotionCode }: SessionDiscount,
  { customer, ...purchase }: Purchase,
): Promise<void> {
  const param = paramOf(promotionCode);
  if (promotionCode) await redeemPromotionCode(work, promotionCode, { customer, purchase, param });
  await redeemCoupon(work, await coupons.lock(work, coupon.id, param), param);
}

/** Takes back the use of a discount, because the payment has come to nothing. */
export async function releaseDiscount(work: Work, { coupon, promotionCode }: SessionDiscount): Promise<void> {
  if (promotionCode) await releasePromotionCode(work, promotionCode);
  // A coupon that was deleted meanwhile counts nothing any more.
  if (await coupons.load(work, coupon.id)) await releaseCoupon(work, await coupons.lock(work, coupon.id));
}
