import type Stripe from 'stripe';
import { invalidRequest } from '../errors.js';
import { typeOf } from '../payments/payment-method-types.js';
import type { PaymentMethodRow } from '../resources/payment-method-object.js';

/** The types of payment method that can be saved. */
export const TYPES = ['card', 'sepa_debit'];

/** What a merchant lets an intent be set up with. */
export interface Allowed {
  allowed: string[] | null;
  excluded: string[] | null;
}

/**
 * The types that an intent offers, of those that a merchant allows.
 *
 * @throws ApiError 400 where the platform has none of them.
 */
export function offeredTypes({ allowed, excluded }: Allowed): string[] {
  const offered = TYPES.filter((type) => (allowed ?? TYPES).includes(type) && !excluded?.includes(type));
  if (offered.length > 0) return offered;
  throw invalidRequest(
    `There is no payment method type left for this SetupIntent. It can have: ${TYPES.join(', ')}.`,
    {
      code: 'setup_intent_invalid_parameter',
      param: allowed ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
    },
  );
}

/** @throws ApiError 400 for a type that the platform has not. */
export function checkTypes(types: string[]): void {
  const unknown = types.find((type) => !TYPES.includes(type));
  if (unknown === undefined) return;
  throw invalidRequest(
    `The payment method type provided: ${unknown} is invalid. It must be one of: ${TYPES.join(', ')}.`,
    { code: 'setup_intent_invalid_parameter', param: 'payment_method_types' },
  );
}

/** @throws ApiError 400 for a payment method of another type than the intent's, or of another customer. */
export function checkMethod(intent: Stripe.SetupIntent, method: PaymentMethodRow, about: object = {}): void {
  const { payment_method_types: types, customer } = intent;
  const type = typeOf(method);
  if (!types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of ` +
        `the following types: ${types.join(', ')}.`,
      { code: 'setup_intent_invalid_parameter', param: 'payment_method', about },
    );
  }
  if (method.customerId === null || method.customerId === customer) return;
  throw invalidRequest(
    customer
      ? `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this ` +
          'PaymentMethod with the Customer that it belongs to instead.'
      : `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${method.customerId}. Please ` +
          'include the Customer in the `customer` parameter on the SetupIntent.',
    { param: 'payment_method', about },
  );
}
