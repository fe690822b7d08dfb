import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import {
  findPaymentMethod,
  lockPaymentMethod,
  lockSource,
  type PaymentMethodRow,
} from '../payment-methods/index.js';

/** @throws ApiError 400 for a default payment method that is not the customer's. */
export async function checkMethods(
  work: Work,
  customer: Stripe.Customer,
  {
    default_payment_method: method,
    default_source: source,
  }: { default_payment_method?: string | undefined; default_source?: string | null | undefined },
): Promise<void> {
  for (const [param, id] of Object.entries({ default_payment_method: method, default_source: source })) {
    if (!id || (await findPaymentMethod(work, id, param)).customerId === customer.id) continue;
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param },
    );
  }
}

type Holder = Pick<Stripe.Subscription, 'default_payment_method' | 'default_source'>;

/**
 * Finds the payment method with which a customer pays, in the documented order: that of the first holder that has one, then
 * that of the customer. One that is only saved with the customer is not used.
 */
export async function payingMethod(
  work: Work,
  customer: Stripe.Customer,
  ...holders: (Holder | undefined)[]
): Promise<PaymentMethodRow | undefined> {
  for (const holder of holders) {
    if (holder?.default_payment_method) return lockPaymentMethod(work, String(holder.default_payment_method));
    if (holder?.default_source) return lockSource(work, customer.id, String(holder.default_source));
  }
  const { default_payment_method: usual } = customer.invoice_settings;
  if (usual) return lockPaymentMethod(work, String(usual));
  return customer.default_source ? lockSource(work, customer.id, String(customer.default_source)) : undefined;
}
