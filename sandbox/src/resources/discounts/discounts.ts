import { and, inArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import { discountEnd, type Off } from '../../billing/discounts.js';
import { newId } from '../../kernel/ids.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import type { CouponRow } from '../coupons/index.js';
import { discounts as table } from './table.js';

export const discounts: Documents<typeof table> = documents(table, 'discount');

export type DiscountRow = typeof table.$inferSelect;

/** What a discount is on, beside its customer. */
export type DiscountPlace = Partial<
  Pick<Stripe.Discount, 'invoice' | 'invoice_item' | 'subscription' | 'subscription_item'>
>;

/** Creates a discount of a customer. Whoever creates it has counted the use of its coupon. */
export async function createDiscount(
  work: Work,
  { body: coupon, appliesTo, currencyOptions }: Pick<CouponRow, 'appliesTo' | 'body' | 'currencyOptions'>,
  { customer, place, code }: { customer: string; place: DiscountPlace; code: string | null },
): Promise<Stripe.Discount> {
  const start = seconds(work.now);
  const body: Stripe.Discount = {
    id: newId('di'),
    object: 'discount',
    checkout_session: null,
    customer,
    customer_account: null,
    end: discountEnd(coupon as Parameters<typeof discountEnd>[0], start),
    invoice: place.invoice ?? null,
    invoice_item: place.invoice_item ?? null,
    promotion_code: code,
    source: { coupon: coupon.id, type: 'coupon' },
    start,
    subscription: place.subscription ?? null,
    subscription_item: place.subscription_item ?? null,
  };
  await discounts.insert(work, {
    id: body.id,
    body,
    customerId: customer,
    coupon,
    appliesTo,
    amounts: currencyOptions,
    usedBy: null,
    ended: false,
  });
  return body;
}

/** Returns the discounts of these ids, in the order of the ids. */
export async function discountRows(work: ScopedDatabase, ids: readonly string[]): Promise<DiscountRow[]> {
  if (ids.length === 0) return [];
  const rows = await work.db
    .select()
    .from(table)
    .where(and(ownedBy(work, table), inArray(table.id, [...ids])));
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Tells whether a discount begins to be for an invoice at a time: neither it nor its one use is over. */
export const isLive = ({ body, ended, usedBy }: DiscountRow, now: Date): boolean =>
  !ended && usedBy === null && (body.end === null || body.end > seconds(now));

/** Returns what a discount takes off in a currency; `undefined` for an amount in others. */
export function offIn(
  { amounts, coupon }: Pick<DiscountRow, 'amounts' | 'coupon'>,
  currency: string,
): Off | undefined {
  if (coupon.percent_off !== null) return { percent_off: coupon.percent_off };
  const amount = Object.hasOwn(amounts, currency) ? amounts[currency] : undefined;
  return amount && { amount_off: amount.amount_off };
}

/** Ends a discount. What it took off stays. */
export async function endDiscount(work: Work, { body }: DiscountRow): Promise<Stripe.DeletedDiscount> {
  await discounts.replace(work, body.id, { ended: true });
  return deleted(body);
}

const deleted = ({ end: _, deleted: __, ...body }: Stripe.Discount): Stripe.DeletedDiscount => ({
  ...body,
  deleted: true,
});

/** Loads the discount of an id, or what is left of one that has ended. */
export async function loadDiscount(
  work: ScopedDatabase,
  id: string,
): Promise<Stripe.Discount | Stripe.DeletedDiscount | undefined> {
  const [row] = await discountRows(work, [id]);
  return row && (row.ended ? deleted(row.body) : row.body);
}
