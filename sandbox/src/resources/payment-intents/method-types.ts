import type Stripe from 'stripe';
import type { Occasion } from '../../../../src/contract/offered-methods.js';
import { isKept } from '../../intents/index.js';
import { invalidRequest } from '../../kernel/errors.js';
import { methods } from '../../methods/index.js';

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
