import type Stripe from 'stripe';
import { countriesOf, obstacleOf } from '../../../../src/contract/offered-methods.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Method, methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { occasionOf } from './method-types.js';

/**
 * Checks that a payment method can make this payment, by the rules by which its type is offered. The intent allows its
 * type.
 *
 * @throws ApiError 400 for an amount, a country of the payer, a later capture or later payments that its type can't have.
 */
export function checkTerms(intent: Stripe.PaymentIntent, payer: PaymentMethodRow, about: object): void {
  const method = methods.of(payer.type);
  const occasion = { ...occasionOf(intent), allowed: null, excluded: null, switchedOn: null, country: null };
  const obstacle = obstacleOf(method, occasion) ?? countryObstacle(method, intent.currency, payer);
  if (obstacle === undefined) return;
  throw invalidRequest(`This PaymentIntent can't be paid with ${method.name}, which ${obstacle}.`, {
    code: 'payment_intent_incompatible_payment_method',
    param: 'payment_method',
    about,
  });
}

/** Only for types whose holders pay in the currency of their country. */
function countryObstacle(
  method: Method,
  currency: string,
  { billingDetails: { address } }: PaymentMethodRow,
): string | undefined {
  const isByCurrency = typeof method.countries === 'object' && !Array.isArray(method.countries);
  const countries = isByCurrency ? countriesOf(method, currency) : null;
  if (!address.country || !countries || countries.includes(address.country)) return undefined;
  return `takes ${currency} only from customers in ${countries.join(', ')}, and not in ${address.country}`;
}
