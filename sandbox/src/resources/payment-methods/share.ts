import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { requireSecretKey } from '../../kernel/http/authorize.js';
import { common, metadata, text } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { asAccount } from '../../kernel/transaction.js';
import { addPaymentMethod } from './create.js';
import type { PaymentMethodRow } from './object.js';
import { changePaymentMethod, findOrMakePaymentMethod, refuseConsumed } from './store.js';

export const shareParams = v.strictObject({
  ...common,
  customer: v.optional(text()),
  metadata,
  payment_method: text(),
});
export type ShareParams = v.InferOutput<typeof shareParams>;

/**
 * Copies a payment method of the platform into the connected account that the header names. One without a customer is
 * used up by that.
 *
 * @throws ApiError 401 for a page, 400 without the header, for another customer than its own and for one that was used up,
 * 404 for one that the platform has not got.
 */
export async function sharePaymentMethod(call: Call, params: ShareParams): Promise<PaymentMethodRow> {
  const platform = platformOf(call, 'payment_method');
  const row = await findOrMakePaymentMethod(platform, params.payment_method);
  refuseConsumed(row);
  if (row.customerId !== (params.customer ?? null)) throw otherCustomer(row, params);
  if (!row.customerId) await changePaymentMethod(platform, row, { consumed: true });
  const { allowRedisplay, billingDetails, details, setUp, type } = row;
  return addPaymentMethod(
    call,
    { allowRedisplay, billingDetails, details, metadata: params.metadata, type },
    { setUp },
  );
}

/**
 * Returns the transaction for the platform of a server that copies something of it into the account that the header names.
 *
 * @throws ApiError 401 for a page, 400 at `param` without the header.
 */
export function platformOf(call: Call, param: string): Work {
  requireSecretKey(call.key);
  if (call.accountId !== call.key.accountId) return asAccount(call, call.key.accountId);
  throw invalidRequest(
    'A payment method is copied into a connected account: name that account in the header Payframe-Account.',
    { param },
  );
}

function otherCustomer({ customerId, id }: PaymentMethodRow, { customer }: ShareParams) {
  const message = customer
    ? `The payment method ${id} does not belong to the customer ${customer}.`
    : `The payment method ${id} belongs to a customer: send its id in customer, too.`;
  return invalidRequest(message, {
    code: customerId && !customer ? 'parameter_missing' : 'resource_missing',
    param: 'customer',
  });
}
