import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import {
  addressChange,
  changedAddress,
  changedText,
  merged,
  metadataChange,
  NO_ADDRESS,
  sent,
} from '../../kernel/http/params.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { methods } from '../../methods/index.js';
import { allowRedisplay } from './create.js';
import { type PaymentMethodRow, paymentMethodObject } from './object.js';
import { changePaymentMethod } from './store.js';

/** Parameters of a change that a payment method's holder may make too: their address, and details such as an expiry. */
export const holderChange = {
  billing_details: v.optional(
    v.strictObject({
      address: addressChange,
      email: changedText(512),
      name: changedText(),
      phone: changedText(),
      tax_id: changedText(),
    }),
    {},
  ),
  // The parameters of the types are read by `changedDetails`.
  ...(methods.byType(({ change }) => change && v.optional(change.params)) as Record<never, never>),
};

/** Parameters of a change. */
export const paymentMethodChange = {
  ...holderChange,
  allow_redisplay: v.optional(allowRedisplay),
  metadata: metadataChange,
};

const changeSchema = v.strictObject(paymentMethodChange);
type Change = Partial<v.InferOutput<typeof changeSchema>>;

/**
 * Changes a payment method, which has to be locked.
 *
 * @throws ApiError 400 for the details of another type than the payment method's, or for details that it can't have.
 */
export async function updatePaymentMethod(
  work: Work,
  row: PaymentMethodRow,
  change: Change,
): Promise<PaymentMethodRow> {
  const changed = await changePaymentMethod(work, row, {
    allowRedisplay: change.allow_redisplay ?? row.allowRedisplay,
    billingDetails: changedBillingDetails(row, change.billing_details ?? {}),
    details: changedDetails(row, change, work.now),
    metadata: merged(row.metadata, change.metadata),
  });
  const [before, after] = [paymentMethodObject(row), paymentMethodObject(changed)];
  work.outbox.emit('payment_method.updated', after, previousAttributes(before, after));
  return changed;
}

function changedBillingDetails(
  { billingDetails: before }: PaymentMethodRow,
  change: NonNullable<Change['billing_details']>,
) {
  const { address, ...rest } = change;
  return { ...before, ...sent(rest), address: changedAddress(before.address, address) ?? NO_ADDRESS };
}

function changedDetails(row: PaymentMethodRow, params: Change, now: Date): object {
  const changes = methods.byType(({ type }) => (params as Record<string, unknown>)[type]);
  const foreign = methods.types.find((type) => type in changes && type !== row.type);
  if (foreign) {
    throw invalidRequest(`You can only update the ${foreign} of a PaymentMethod of the type ${foreign}.`, {
      param: foreign,
    });
  }
  const change = changes[row.type];
  return (change && methods.of(row.type).change?.apply(row.details, change, now)) ?? row.details;
}
