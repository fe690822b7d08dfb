import type Stripe from 'stripe';
import { invalidRequest } from '../kernel/errors.js';
import type { Work } from '../kernel/scope.js';
import { attachToCustomer, customerOf } from '../resources/customers/index.js';
import {
  changePaymentMethod,
  notePayment,
  type PaymentMethodRow,
} from '../resources/payment-methods/index.js';
import { generate } from './generated.js';

/** A payment method that has paid. */
interface Kept {
  method: PaymentMethodRow;
  /** Properties of the charge's details that name the payment method that it was saved as. */
  details: object;
}

/**
 * Notes that an intent was paid with a payment method, or is about to be. The payment method, or the one that it is saved
 * as, is saved with the customer where that was agreed. Otherwise it is used up, unless it belongs to a customer.
 */
export async function keepForLater(
  work: Work,
  intent: Stripe.PaymentIntent,
  method: PaymentMethodRow,
): Promise<Kept> {
  const customer = customerOf(intent);
  const isSaved = isKept(intent, method.type);
  const generated = isSaved ? await generate(work, method, customer) : undefined;
  if (!isSaved || generated) {
    return { method: await notePayment(work, method, true), details: generated?.details ?? {} };
  }
  const attached = customer ? await attachToCustomer(work, method, customer) : method;
  const kept = attached.setUp ? attached : await changePaymentMethod(work, attached, { setUp: true });
  return { method: kept, details: {} };
}

/**
 * Creates the error for a payment method that was to be saved for a deleted customer. It does not tell a page
 * who that was.
 */
export const customerGone = (intent: 'PaymentIntent' | 'SetupIntent') =>
  invalidRequest(
    `The customer of this ${intent} was deleted, so that no payment method can be saved for it. Make a new ${intent}.`,
    { code: 'resource_missing', param: 'customer' },
  );

/** The properties of an intent, or the parameters for one, that say whether later payments are meant. */
interface FutureUsage {
  setup_future_usage?: string | null | undefined;
  payment_method_options?: object | null | undefined;
}

/**
 * Tells whether the payment method may be used again after this payment.
 *
 * @param type Type of the payment method; left out where it is not known, so that any type that is kept counts.
 */
export function isKept(
  { setup_future_usage: usage, payment_method_options: options }: FutureUsage,
  type?: string,
): boolean {
  const byType = (options ?? {}) as Partial<Record<string, FutureUsage | null>>;
  const ofTypes = type === undefined ? Object.values(byType) : [byType[type]];
  const ofType = ofTypes.map((one) => one?.setup_future_usage).find(Boolean);
  return (ofType || usage || 'none') !== 'none';
}
