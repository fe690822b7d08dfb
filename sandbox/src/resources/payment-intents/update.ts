import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  captureMethod,
  checkMethod,
  checkTypes,
  methodIn,
  methodTypes,
  paymentParams,
  typesLeft,
} from '../../intents/index.js';
import { forgetAuthentications } from '../../issuer/index.js';
import {
  clearable,
  common,
  currency,
  integer,
  merged,
  metadataChange,
  sent,
  text,
} from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { customerOf, holdCustomer } from '../customers/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { checkAmount } from './amount.js';
import { changedBy } from './confirm.js';
import { paymentIntents, unexpectedState } from './view.js';

type PaymentIntent = Stripe.PaymentIntent;

/** What may be changed at any time: it says nothing of the payment. */
const DESCRIBING = {
  description: v.optional(clearable(text(1000))),
  metadata: metadataChange,
  receipt_email: paymentParams.receipt_email,
  shipping: paymentParams.shipping,
  transfer_group: v.optional(text()),
};

export const updateParams = v.strictObject({
  expand: common.expand,
  ...DESCRIBING,
  amount: v.optional(integer({ minimum: 1 })),
  application_fee_amount: v.optional(clearable(integer({ minimum: 0 }))),
  capture_method: v.optional(captureMethod),
  currency: v.optional(currency),
  customer: v.optional(text()),
  payment_method: paymentParams.payment_method,
  payment_method_data: paymentParams.payment_method_data,
  payment_method_options: paymentParams.payment_method_options,
  allowed_payment_method_types: v.optional(clearable(methodTypes)),
  excluded_payment_method_types: v.optional(clearable(methodTypes)),
  payment_method_types: v.optional(methodTypes),
  setup_future_usage: paymentParams.setup_future_usage,
  statement_descriptor: v.optional(clearable(text(22))),
  statement_descriptor_suffix: v.optional(clearable(text(22))),
});

export type UpdateParams = v.InferOutput<typeof updateParams>;

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * Changes an intent. One that waits for the cardholder has to be confirmed again where what they were asked about changes.
 *
 * @throws ApiError 400 where the intent's state does not allow it.
 */
export async function update(call: Call<UpdateParams>): Promise<PaymentIntent> {
  const { params } = call;
  const { body: before } = await paymentIntents.lock(call, call.id, 'intent');
  refuseClosed(call, before);
  if (params.customer) await holdCustomer(call, params.customer);
  const method = await methodIn(call, params, { current: before.payment_method });
  const after = reopened(before, changed(before, params, method));
  checkAmount(after.amount, after.currency);
  checkTypes(after.payment_method_types, after.currency);
  if (method) checkMethod(after, method, { payment_intent: before });
  if (after.amount !== before.amount || after.currency !== before.currency) {
    await forgetAuthentications(call, before.id);
  }
  await paymentIntents.replace(call, before.id, { body: after, customerId: customerOf(after) });
  return after;
}

function refuseClosed({ params, key }: Call<UpdateParams>, intent: PaymentIntent): void {
  if (OPEN.includes(intent.status)) return;
  const { expand, ...given } = params;
  const param = Object.entries(given).find(
    ([name, value]) => value !== undefined && !(name in DESCRIBING),
  )?.[0];
  if (!param) return;
  throw unexpectedState(
    `This PaymentIntent's ${param} could not be updated because it has a status of ${intent.status}. You may only update ` +
      `the ${param} of a PaymentIntent with one of the following statuses: ${OPEN.join(', ')}.`,
    intent,
    key,
    param,
  );
}

function changed(before: PaymentIntent, params: UpdateParams, method?: PaymentMethodRow): PaymentIntent {
  const { payment_method_types: types, metadata, expand, payment_method_data, ...given } = params;
  const { payment_method, payment_method_options, ...plain } = given;
  const after = {
    ...before,
    ...(sent(plain) as Partial<PaymentIntent>),
    metadata: merged(before.metadata, metadata),
    ...(method && { payment_method: method.id }),
    ...(types && { automatic_payment_methods: null }),
  };
  return changedBy({ ...after, payment_method_types: types ?? typesAfter(before, after) }, params);
}

// What the platform chose for one currency, it chooses anew for another.
const typesAfter = (before: PaymentIntent, after: PaymentIntent): string[] =>
  before.automatic_payment_methods?.enabled
    ? typesLeft(after.currency, {
        allowed: after.allowed_payment_method_types,
        excluded: after.excluded_payment_method_types,
      })
    : before.payment_method_types;

/** The state after a change: what was confirmed is no more, or what was missing is there. */
function reopened(before: PaymentIntent, after: PaymentIntent): PaymentIntent {
  const same = ['amount', 'currency', 'customer', 'payment_method'] as const;
  if (!OPEN.includes(before.status) || same.every((name) => before[name] === after[name])) return after;
  const status = after.payment_method ? 'requires_confirmation' : 'requires_payment_method';
  return { ...after, next_action: null, status };
}
