import type Stripe from 'stripe';
import { checkOwner, ofThose, type TypeLists } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';

/**
 * The types that an intent offers, of those that a merchant allows.
 *
 * @throws ApiError 400 where the platform has none of them.
 */
export function offeredTypes(lists: TypeLists): string[] {
  const offered = ofThose([...methods.types], lists);
  if (offered.length > 0) return offered;
  throw invalidRequest(
    `There is no payment method type left for this SetupIntent. It can have: ${methods.types.join(', ')}.`,
    {
      code: 'setup_intent_invalid_parameter',
      param: lists.allowed ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
    },
  );
}

/** @throws ApiError 400 for a type that the platform has not. */
export function checkTypes(types: string[]): void {
  const unknown = types.find((type) => !methods.find(type));
  if (unknown === undefined) return;
  throw invalidRequest(
    `The payment method type provided: ${unknown} is invalid. It must be one of: ${methods.types.join(', ')}.`,
    { code: 'setup_intent_invalid_parameter', param: 'payment_method_types' },
  );
}

/** @throws ApiError 400 for a payment method of another type than the intent's, or of another customer. */
export function checkMethod(intent: Stripe.SetupIntent, method: PaymentMethodRow, about: object = {}): void {
  const { payment_method_types: types, customer } = intent;
  const { type } = method;
  if (!types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of ` +
        `the following types: ${types.join(', ')}.`,
      { code: 'setup_intent_invalid_parameter', param: 'payment_method', about },
    );
  }
  checkOwner('SetupIntent', customer, method, about);
}
