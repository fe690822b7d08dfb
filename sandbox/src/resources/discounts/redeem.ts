import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { type CouponRow, coupons, redeemCoupon } from '../coupons/index.js';
import { redeemPromotionCode } from '../promotion-codes/index.js';
import { createDiscount, type DiscountPlace, discountRows, isLive } from './discounts.js';
import type { DiscountSource } from './params.js';

/** What discounts are used for. */
export interface Redemption {
  customer: string;
  place: DiscountPlace;
  /** What is bought, as far as it is known: a discount of a customer is for whatever comes. */
  purchase?: { currency: string; subtotal: number } | undefined;
}

/**
 * Uses coupons and codes for a customer, who has to be locked.
 *
 * @param at Place of the parameter, for errors: `discounts`.
 * @returns The ids of the discounts, in their order.
 * @throws ApiError 404 for what does not exist; 400 for what can't be used, or not for this customer.
 */
export async function redeemAll(
  work: Work,
  sources: readonly DiscountSource[],
  redemption: Redemption,
  at = 'discounts',
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, source] of sources.entries())
    ids.push(await redeem(work, source, redemption, `${at}[${index}]`));
  const again = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (again < 0) return ids;
  throw invalidRequest(`Discount ${ids[again]} is there twice.`, { param: `${at}[${again}][discount]` });
}

async function redeem(
  work: Work,
  source: DiscountSource,
  redemption: Redemption,
  at: string,
): Promise<string> {
  const { coupon, discount: id, promotion_code: code } = source;
  const [given, other] = Object.keys(source);
  if (!given || other) {
    throw invalidRequest(`Send one of ${at}[coupon], ${at}[promotion_code] and ${at}[discount].`, {
      code: given ? 'parameters_exclusive' : 'parameter_missing',
      param: at,
    });
  }
  if (id) return existing(work, id, redemption, `${at}[discount]`);
  const created = code
    ? await redeemCode(work, code, redemption, `${at}[promotion_code]`)
    : await redeemOneCoupon(work, String(coupon), redemption, `${at}[coupon]`);
  return created.id;
}

/** Finds a discount of the object, or of what it belongs to: its customer or its subscription. */
async function existing(
  work: Work,
  id: string,
  { customer, place, purchase }: Redemption,
  param: string,
): Promise<string> {
  const [row] = await discountRows(work, [id]);
  const isHere =
    row?.customerId === customer &&
    (['invoice', 'invoice_item', 'subscription', 'subscription_item'] as const).every(
      (name) => row.body[name] === null || row.body[name] === place[name],
    );
  if (!row || !isHere || !isLive(row, work.now))
    throw invalidRequest(`No such discount: '${id}'`, { code: 'resource_missing', param });
  refuseOtherCurrency(row.coupon, row.amounts, purchase, param);
  return id;
}

/**
 * Uses a coupon.
 *
 * @throws ApiError 404; 400 `coupon_expired` for one that can't be used any more.
 */
export async function redeemOneCoupon(
  work: Work,
  id: string,
  redemption: Redemption,
  param: string,
): Promise<Stripe.Discount> {
  return discountBy(work, await coupons.lock(work, id, param), null, redemption, param);
}

/**
 * Uses a promotion code.
 *
 * @throws ApiError 404; 400 for one that can't be used any more, or not by this customer for this.
 */
export async function redeemCode(
  work: Work,
  id: string,
  redemption: Redemption,
  param: string,
): Promise<Stripe.Discount> {
  const { customer, purchase } = redemption;
  const couponId = await redeemPromotionCode(work, id, { customer, purchase, param });
  return discountBy(work, await coupons.lock(work, couponId, param), id, redemption, param);
}

async function discountBy(
  work: Work,
  row: CouponRow,
  code: string | null,
  { customer, place, purchase }: Redemption,
  param: string,
): Promise<Stripe.Discount> {
  refuseOtherCurrency(row.body, row.currencyOptions, purchase, param);
  const used = await redeemCoupon(work, row, param);
  return createDiscount(work, used, { customer, place, code });
}

function refuseOtherCurrency(
  coupon: Stripe.Coupon,
  amounts: CouponRow['currencyOptions'],
  purchase: Redemption['purchase'],
  param: string,
): void {
  if (coupon.percent_off !== null || !purchase || Object.hasOwn(amounts, purchase.currency)) return;
  throw invalidRequest(
    `Coupon ${coupon.id} takes off an amount in ${Object.keys(amounts).join(', ')}, and can't be used in ${purchase.currency}.`,
    { param },
  );
}
