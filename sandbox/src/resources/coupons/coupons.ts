import type Stripe from 'stripe';
import type * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, type metadataChange, sent } from '../../kernel/http/params.js';
import { randomBase62 } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { coupons as table } from './table.js';

export const coupons = documents(table, 'coupon');

export type CouponRow = typeof table.$inferSelect;

type Options = Record<string, Stripe.Coupon.CurrencyOptions>;

export interface CouponStart {
  id?: string | undefined;
  amount_off?: number | undefined;
  applies_to?: { products: string[] } | undefined;
  currency?: string | undefined;
  currency_options: Options;
  duration: 'forever' | 'once' | 'repeating';
  duration_in_months?: number | undefined;
  max_redemptions?: number | undefined;
  metadata: Record<string, string>;
  name?: string | undefined;
  percent_off?: number | undefined;
  redeem_by?: number | undefined;
}

/**
 * Creates a coupon.
 *
 * @throws ApiError 400 for terms that contradict each other, and `resource_already_exists` for an id that another coupon has.
 */
export async function createCoupon(work: Work, start: CouponStart): Promise<Stripe.Coupon> {
  checkTerms(work, start);
  const id = start.id ?? randomBase62(8);
  if (start.id && (await coupons.load(work, id))) throw exists(id);
  const body: Stripe.Coupon = {
    id,
    object: 'coupon',
    amount_off: start.amount_off ?? null,
    created: seconds(work.now),
    currency: start.amount_off === undefined ? null : (start.currency ?? null),
    duration: start.duration,
    duration_in_months: start.duration_in_months ?? null,
    livemode: work.livemode,
    max_redemptions: start.max_redemptions ?? null,
    metadata: start.metadata,
    name: start.name ?? null,
    percent_off: start.percent_off ?? null,
    redeem_by: start.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  const own: Options =
    body.currency && body.amount_off !== null ? { [body.currency]: { amount_off: body.amount_off } } : {};
  await coupons.insert(work, {
    id,
    body,
    appliesTo: start.applies_to ?? null,
    currencyOptions: { ...own, ...start.currency_options },
  });
  work.outbox.emit('coupon.created', body);
  return body;
}

/** @throws ApiError 400 */
function checkTerms({ now }: Work, start: CouponStart): void {
  const { amount_off: amount, percent_off: percent, currency, duration, redeem_by: until } = start;
  const refuse = (param: string, rule: string) => invalidRequest(`Invalid ${param}: ${rule}.`, { param });
  if ((amount === undefined) === (percent === undefined))
    throw refuse('percent_off', 'a coupon takes off either percent_off or amount_off');
  if (amount !== undefined && !currency) throw refuse('currency', 'amount_off needs a currency');
  if (percent !== undefined && Object.keys(start.currency_options).length > 0)
    throw refuse('currency_options', 'only amount_off is of a currency');
  if ((duration === 'repeating') !== (start.duration_in_months !== undefined))
    throw refuse('duration_in_months', 'it is for coupons with duration=repeating, which need it');
  if (until !== undefined && until <= seconds(now)) throw refuse('redeem_by', 'it has to be in the future');
}

export interface CouponChange {
  currency_options?: Options | undefined;
  metadata?: v.InferOutput<typeof metadataChange>;
  name?: string | null | undefined;
}

/** Changes a coupon, which has to be locked. What it takes off stays for ever. */
export async function changeCoupon(work: Work, row: CouponRow, change: CouponChange): Promise<Stripe.Coupon> {
  const { body: before } = row;
  const { currency_options: options = {}, metadata, name } = change;
  const again = Object.keys(options).find((currency) => Object.hasOwn(row.currencyOptions, currency));
  if (again) {
    throw invalidRequest(
      `Invalid currency_options[${again}]: the coupon already has an amount in that currency.`,
      {
        param: `currency_options[${again}]`,
      },
    );
  }
  const after = { ...before, ...sent({ name }), metadata: merged(before.metadata ?? {}, metadata) };
  await coupons.replace(work, before.id, {
    body: after,
    currencyOptions: { ...row.currencyOptions, ...options },
  });
  work.outbox.emit('coupon.updated', after, previousAttributes(before, after));
  return couponObject(after, work.now);
}

/**
 * Counts a use of a coupon, which has to be locked.
 *
 * @throws ApiError 400 `coupon_expired` for one that can't be used any more.
 */
export async function redeemCoupon(work: Work, row: CouponRow, param: string): Promise<CouponRow> {
  refuseInvalid(work, row, param);
  return changeCount(work, row, 1);
}

/** Takes back a use of a coupon, which has to be locked, that came to nothing. */
export async function releaseCoupon(work: Work, row: CouponRow): Promise<void> {
  await changeCount(work, row, -1);
}

/** @throws ApiError 400 `coupon_expired` for a coupon that can't be used any more. */
export function refuseInvalid({ now }: Work, { body }: CouponRow, param: string): void {
  if (couponObject(body, now).valid) return;
  throw invalidRequest(`Coupon ${body.id} is expired, or was used as often as it can be.`, {
    code: 'coupon_expired',
    param,
  });
}

async function changeCount(work: Work, row: CouponRow, by: 1 | -1): Promise<CouponRow> {
  const { body: before } = row;
  const body: Stripe.Coupon = { ...before, times_redeemed: before.times_redeemed + by };
  await coupons.replace(work, body.id, { body });
  const [was, is] = [couponObject(before, work.now), couponObject(body, work.now)];
  work.outbox.emit('coupon.updated', is, previousAttributes(was, is));
  return { ...row, body };
}

/** Deletes a coupon, which has to be locked. Discounts that it has given stay. */
export async function deleteCoupon(work: Work, { body }: CouponRow): Promise<Stripe.DeletedCoupon> {
  await coupons.remove(work, body.id);
  work.outbox.emit('coupon.deleted', body);
  return { id: body.id, object: 'coupon', deleted: true };
}

/** Returns a coupon as it is at a time: whether it can still be used. */
export const couponObject = (body: Stripe.Coupon, now: Date): Stripe.Coupon => ({
  ...body,
  valid:
    (body.max_redemptions === null || body.times_redeemed < body.max_redemptions) &&
    (body.redeem_by === null || seconds(now) < body.redeem_by),
});

/** Loads a coupon by its id; `undefined` where the account has none. */
export async function loadCoupon(
  work: ScopedDatabase & Pick<Work, 'now'>,
  id: string,
): Promise<Stripe.Coupon | undefined> {
  const body = await coupons.load(work, id);
  return body && couponObject(body, work.now);
}

const exists = (id: string) =>
  invalidRequest(`Coupon already exists: a coupon has the id '${id}'. Send another id, or none.`, {
    code: 'resource_already_exists',
    param: 'id',
  });
