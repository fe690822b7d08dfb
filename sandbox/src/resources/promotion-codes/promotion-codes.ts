import { and, eq, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import type * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, type metadataChange } from '../../kernel/http/params.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { couponObject, coupons, loadCoupon } from '../coupons/index.js';
import { findCustomer } from '../customers/index.js';
import { promotionCodes as table } from './table.js';

export const promotionCodes = documents(table, 'promotion_code');

type CodeRow = typeof table.$inferSelect;
type Minimums = Record<string, { minimum_amount: number }>;

export interface CodeStart {
  active: boolean;
  code?: string | undefined;
  customer?: string | undefined;
  expires_at?: number | undefined;
  max_redemptions?: number | undefined;
  metadata: Record<string, string>;
  promotion: { coupon: string };
  restrictions: {
    currency_options?: Minimums | undefined;
    first_time_transaction: boolean;
    minimum_amount?: number | undefined;
    minimum_amount_currency?: string | undefined;
  };
}

/**
 * Creates a code by which customers use a coupon.
 *
 * @throws ApiError 400 for a coupon that can't be used any more, terms that contradict each other, and a code that is in use.
 */
export async function createPromotionCode(work: Work, start: CodeStart): Promise<Stripe.PromotionCode> {
  const found = await coupons.find(work, start.promotion.coupon, 'promotion[coupon]');
  const coupon = couponObject(found.body, work.now);
  checkTerms(work, start, coupon);
  if (start.customer) await findCustomer(work, start.customer);
  const code = start.code ?? randomBase62(8).toUpperCase();
  if (start.active) await refuseUsedCode(work, code, start.customer ?? null);
  const { restrictions } = start;
  const body: Stripe.PromotionCode = {
    id: newId('promo'),
    object: 'promotion_code',
    active: start.active && coupon.valid,
    code,
    created: seconds(work.now),
    customer: start.customer ?? null,
    customer_account: null,
    expires_at: start.expires_at ?? null,
    livemode: work.livemode,
    max_redemptions: start.max_redemptions ?? null,
    metadata: start.metadata,
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: {
      first_time_transaction: restrictions.first_time_transaction,
      minimum_amount: restrictions.minimum_amount ?? null,
      minimum_amount_currency: restrictions.minimum_amount_currency ?? null,
      ...(restrictions.currency_options && { currency_options: restrictions.currency_options }),
    },
    times_redeemed: 0,
  };
  await promotionCodes.insert(work, {
    id: body.id,
    body,
    active: body.active,
    code: code.toLowerCase(),
    couponId: coupon.id,
    customerId: start.customer ?? null,
  });
  work.outbox.emit('promotion_code.created', body);
  return body;
}

/** @throws ApiError 400 */
function checkTerms({ now }: Work, start: CodeStart, coupon: Stripe.Coupon): void {
  const { expires_at: end, max_redemptions: most, restrictions } = start;
  const refuse = (param: string, rule: string) => invalidRequest(`Invalid ${param}: ${rule}.`, { param });
  if (!coupon.valid)
    throw invalidRequest(`Coupon ${coupon.id} can no longer be used. Send another coupon.`, {
      code: 'coupon_expired',
      param: 'promotion[coupon]',
    });
  if (end !== undefined && end <= seconds(now)) throw refuse('expires_at', 'it has to be in the future');
  if (end !== undefined && coupon.redeem_by !== null && end > coupon.redeem_by)
    throw refuse('expires_at', 'a code ends when its coupon does, or before');
  if (most !== undefined && coupon.max_redemptions !== null && most > coupon.max_redemptions)
    throw refuse('max_redemptions', 'a code can be used as often as its coupon, or less');
  if ((restrictions.minimum_amount === undefined) !== (restrictions.minimum_amount_currency === undefined))
    throw refuse('restrictions[minimum_amount_currency]', 'minimum_amount and its currency belong together');
}

/** @throws ApiError 400 `resource_already_exists` for a code by which the same customers use another coupon. */
async function refuseUsedCode(work: Work, code: string, customer: string | null): Promise<void> {
  const ofCustomer = customer === null ? isNull(table.customerId) : eq(table.customerId, customer);
  const used = and(
    ownedBy(work, table),
    eq(table.active, true),
    eq(table.code, code.toLowerCase()),
    ofCustomer,
  );
  if ((await work.db.$count(table, used)) === 0) return;
  throw invalidRequest(`An active promotion code with code: ${code} already exists.`, {
    code: 'resource_already_exists',
    param: 'code',
  });
}

export interface CodeChange {
  active?: boolean | undefined;
  metadata?: v.InferOutput<typeof metadataChange>;
  restrictions?: { currency_options?: Minimums | undefined } | undefined;
}

/** Changes a code, which has to be locked. */
export async function changePromotionCode(
  work: Work,
  row: CodeRow,
  change: CodeChange,
): Promise<Stripe.PromotionCode> {
  const { body: before } = row;
  if (change.active && !before.active) {
    const coupon = await loadCoupon(work, row.couponId);
    if (!coupon?.valid || isOver(before, work.now))
      throw invalidRequest(
        `Promotion code ${before.id} can no longer be made active: it, or its coupon, has ended.`,
        {
          param: 'active',
        },
      );
    await refuseUsedCode(work, before.code, row.customerId);
  }
  const minimums = { ...before.restrictions.currency_options, ...change.restrictions?.currency_options };
  const after: Stripe.PromotionCode = {
    ...before,
    active: change.active ?? before.active,
    metadata: merged(before.metadata ?? {}, change.metadata),
    restrictions: {
      ...before.restrictions,
      ...(Object.keys(minimums).length > 0 && { currency_options: minimums }),
    },
  };
  await promotionCodes.replace(work, before.id, { body: after, active: after.active });
  work.outbox.emit('promotion_code.updated', after, previousAttributes(before, after));
  return after;
}

/** Returns a code as it is at a time: whether it can still be used. */
export const promotionCodeObject = (body: Stripe.PromotionCode, now: Date): Stripe.PromotionCode => ({
  ...body,
  active: body.active && !isOver(body, now),
});

const isOver = ({ expires_at, max_redemptions, times_redeemed }: Stripe.PromotionCode, now: Date) =>
  (expires_at !== null && expires_at <= seconds(now)) ||
  (max_redemptions !== null && times_redeemed >= max_redemptions);
