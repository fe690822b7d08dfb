import type Stripe from 'stripe';
import { invalidRequest } from '../kernel/errors.js';
import { type MethodType, methods } from '../methods/index.js';
import type { PaymentMethodRow } from '../resources/payment-methods/index.js';

/** The types of payment method that can pay in a currency. */
export const typesFor = (currency: string): MethodType[] =>
  methods.types.filter((type) => takes(type, currency));

/** Which types an intent may be paid with, and which not; without a list, all that the platform has. */
export interface TypeLists {
  allowed: string[] | null;
  excluded: string[] | null;
}

export const ofThose = (types: string[], { allowed, excluded }: TypeLists): string[] =>
  types.filter((type) => allowed?.includes(type) !== false && !excluded?.includes(type));

/**
 * The types that are left. Names that the platform has not are no error here: a list may be written for several.
 *
 * @throws ApiError 400 where none is left.
 */
export function typesLeft(currency: string, lists: TypeLists): string[] {
  const left = ofThose(typesFor(currency), lists);
  if (left.length > 0) return left;
  throw invalidRequest(
    `None of the payment method types that are allowed can pay in ${currency}. The platform has: ${typesFor(currency).join(', ')}.`,
    { code: 'payment_intent_invalid_parameter', param: 'allowed_payment_method_types' },
  );
}

/** A list of types and the older `payment_method_types` say the same in two ways: one of them. */
export function refuseTwoLists(params: {
  payment_method_types?: string[] | undefined;
  automatic_payment_methods?: { enabled: boolean } | undefined;
  allowed_payment_method_types?: string[] | null | undefined;
  excluded_payment_method_types?: string[] | null | undefined;
}): void {
  if (!params.payment_method_types) return;
  const other = params.automatic_payment_methods?.enabled
    ? 'automatic_payment_methods'
    : (['allowed_payment_method_types', 'excluded_payment_method_types'] as const).find(
        (name) => params[name],
      );
  if (!other) return;
  throw invalidRequest(`You may only specify one of these parameters: ${other}, payment_method_types.`, {
    code: 'parameters_exclusive',
    param: 'payment_method_types',
  });
}

function takes(type: string, currency: string): boolean {
  const { currencies } = methods.of(type);
  return currencies === 'all' || currencies.includes(currency);
}

/** @throws ApiError 400 for a type that the platform has not, or that can't pay in the currency. */
export function checkTypes(types: string[], currency: string): void {
  const unknown = types.find((type) => !methods.find(type));
  if (unknown !== undefined) {
    throw invalidRequest(
      `The payment method type provided: ${unknown} is invalid. It must be one of: ${methods.types.join(', ')}.`,
      { code: 'payment_intent_invalid_parameter', param: 'payment_method_types' },
    );
  }
  if (types.every((type) => takes(type, currency))) return;
  throw invalidRequest(
    `The currency provided (${currency}) is invalid for one or more payment method types on this PaymentIntent.`,
    { code: 'payment_intent_invalid_parameter', param: 'currency' },
  );
}

/** Whether an intent can be paid with a payment method, of this type and of this customer. */
export function checkMethod(
  { payment_method_types: types, customer }: Pick<Stripe.PaymentIntent, 'payment_method_types' | 'customer'>,
  method: PaymentMethodRow,
  about: object = {},
): void {
  const { type } = method;
  if (!types.includes(type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of ` +
        `one of the following types: ${types.join(', ')}. Alternatively, update the allowed payment_method_types for ` +
        `this PaymentIntent to include "${type}".`,
      { code: 'payment_intent_incompatible_payment_method', param: 'payment_method', about },
    );
  }
  checkOwner('PaymentIntent', customer, method, about);
}

/** @throws ApiError 400 for a payment method that is saved for another customer than the intent's. */
export function checkOwner(
  intent: 'PaymentIntent' | 'SetupIntent',
  customer: Stripe.PaymentIntent['customer'],
  method: PaymentMethodRow,
  about: object,
): void {
  if (method.customerId === null || method.customerId === customer) return;
  throw invalidRequest(
    customer
      ? `The PaymentMethod ${method.id} does not belong to the Customer you supplied ${customer}. Please use this ` +
          'PaymentMethod with the Customer that it belongs to instead.'
      : `The \`payment_method\` parameter supplied ${method.id} belongs to the Customer ${method.customerId}. Please ` +
          `include the Customer in the \`customer\` parameter on the ${intent}.`,
    { param: 'payment_method', about },
  );
}
