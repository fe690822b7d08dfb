import { ofThose, type TypeLists } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { methods } from '../../methods/index.js';

/**
 * Returns the types that can pay in a currency, of those that a merchant allows. Names that the platform does
 * not know are no error here, because a list may be written for several platforms.
 *
 * @throws ApiError 400 where none is left.
 */
export function typesLeft(currency: string, lists: TypeLists): string[] {
  const able = methods.types.filter((type) => takes(type, currency));
  const left = ofThose(able, lists);
  if (left.length > 0) return left;
  throw invalidRequest(
    `None of the payment method types that are allowed can pay in ${currency}. The platform has: ${able.join(', ')}.`,
    { code: 'payment_intent_invalid_parameter', param: 'allowed_payment_method_types' },
  );
}

/** @throws ApiError 400 for a type that can't pay in the currency. */
export function checkCurrency(types: string[], currency: string): void {
  if (types.every((type) => takes(type, currency))) return;
  throw invalidRequest(
    `The currency provided (${currency}) is invalid for one or more payment method types on this PaymentIntent.`,
    { code: 'payment_intent_invalid_parameter', param: 'currency' },
  );
}

function takes(type: string, currency: string): boolean {
  const { currencies } = methods.of(type);
  return currencies === 'all' || currencies.includes(currency);
}
