import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { type List, list, listParams } from '../../kernel/store/list.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { type MethodType, methods } from '../../methods/index.js';
import { allowRedisplay } from './create.js';
import { type PaymentMethodRow, paymentMethodObject } from './object.js';
import { paymentMethods } from './table.js';

export const paymentMethodListParams = v.strictObject({
  ...listParams,
  type: v.optional(v.picklist(methods.types)),
  allow_redisplay: v.optional(allowRedisplay),
});

/** Lists payment methods, newest first: all of the account, or those of one customer. */
export function listPaymentMethods(
  call: Call<v.InferOutput<typeof paymentMethodListParams>>,
  customer?: string,
): Promise<List<Stripe.PaymentMethod>> {
  const { type, allow_redisplay } = call.params;
  const filters = [
    customer ? eq(paymentMethods.customerId, customer) : undefined,
    type && eq(paymentMethods.type, type),
    allow_redisplay && eq(paymentMethods.allowRedisplay, allow_redisplay),
  ];
  return list(call, paymentMethods, 'payment_method', filters, (row) => paymentMethodObject(row));
}

/** The saved payment methods of a customer that are shown to them. */
interface Shown {
  customerId: string;
  types: readonly string[];
  allowRedisplay: readonly PaymentMethodRow['allowRedisplay'][];
  /** Id of the one that comes first, if it is among them. */
  first: string | null;
  limit: number;
}

/** Finds the saved payment methods that a customer is shown, newest first after the one that they prefer. */
export const shownPaymentMethods = (
  work: Work,
  { customerId, types, allowRedisplay, first, limit }: Shown,
): Promise<PaymentMethodRow[]> =>
  work.db
    .select()
    .from(paymentMethods)
    .where(
      and(
        ownedBy(work, paymentMethods),
        eq(paymentMethods.customerId, customerId),
        inArray(paymentMethods.type, types as MethodType[]),
        inArray(paymentMethods.allowRedisplay, [...allowRedisplay]),
      ),
    )
    .orderBy(
      desc(sql`${paymentMethods.id} = ${first ?? ''}`),
      desc(paymentMethods.createdAt),
      desc(paymentMethods.seq),
    )
    .limit(limit);
