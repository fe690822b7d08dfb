import type Stripe from 'stripe';
import type { MethodOptions } from './params.js';

type Options = Stripe.PaymentIntent.PaymentMethodOptions;

const NONE: Required<Pick<Options, 'card' | 'sepa_debit'>> = {
  card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  sepa_debit: {},
};

/** The options of an intent's types, with what was given now. An option that empty text takes away is not there. */
export function methodOptions(types: string[], before: Options | null, given: MethodOptions): Options {
  const { cvc_token, moto, ...card } = given.card ?? {};
  const all = {
    card: { ...NONE.card, ...before?.card, ...card },
    sepa_debit: { ...NONE.sepa_debit, ...before?.sepa_debit, ...given.sepa_debit },
  };
  const entries = Object.entries(all).filter(([type]) => types.includes(type));
  return Object.fromEntries(entries.map(([type, options]) => [type, withoutEmpty(options)]));
}

const withoutEmpty = (options: object) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ''));
