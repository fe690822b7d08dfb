import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import type { Call } from '../../kernel/http/route.js';
import { type List, list, listParams } from '../../kernel/store/list.js';
import { methods } from '../../methods/index.js';
import { allowRedisplay } from './create.js';
import { paymentMethodObject } from './object.js';
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
