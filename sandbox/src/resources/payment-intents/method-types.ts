import type Stripe from 'stripe';
import { countriesOf, type Occasion, obstacleOf } from '../../../../src/contract/offered-methods.js';
import { isKept } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Method, methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';

type Described = Pick<Stripe.PaymentIntent, 'amount' | 'currency'> & {
  automatic_payment_methods?: { allow_redirects?: string | undefined } | null | undefined;
  capture_method: string;
  payment_method_options?: object | null | undefined;
  setup_future_usage?: string | null | undefined;
};

/** Returns the properties of a payment that decide which methods are offered for it. */
export const occasionOf = (
  payment: Described,
): Pick<Occasion, 'amount' | 'capturesLater' | 'currency' | 'keeps' | 'redirects'> => ({
  amount: payment.amount,
  currency: payment.currency,
  capturesLater: payment.capture_method === 'manual',
  keeps: (type) => isKept(payment, type),
  redirects: payment.automatic_payment_methods?.allow_redirects !== 'never',
});

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
