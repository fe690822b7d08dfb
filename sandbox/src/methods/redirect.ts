import type Stripe from 'stripe';
import * as v from 'valibot';
import { randomBase62 } from '../kernel/ids.js';
import type { PaymentContext, PaymentResult } from './attempt.js';
import type { BillingDetails } from './billing-details.js';
import { disputeOfHolder } from './disputed-holder.js';
import { AUTHORISED, unasked } from './holder-answer.js';
import { type BillingPath, defineMethod, type Held, type Method } from './method.js';

/** A type of payment method whose holder agrees on a page of their bank or wallet, where it differs from others. */
interface RedirectDefinition<Type extends string, Own extends object>
  extends Pick<Method<Type>, 'type' | 'name' | 'noun' | 'countries' | 'savedAs' | 'generates'> {
  /** By default those that `countries` names. */
  currencies?: Method['currencies'];
  amounts?: Method['amounts'];
  required?: readonly BillingPath[];
  capturesLater?: boolean;
  /** Parameters of its own, `payment_method_data[<type>]`. Their values are stored as they were sent. */
  own?: v.GenericSchema<unknown, Own>;
  /** Options of a payment, `payment_method_options[<type>]`, which a page may set too. */
  options?: v.ObjectEntries;
  /** Values that an intent shows for options that were not given. */
  unset?: object;
  /** Returns its property of a payment method; by default an empty one. */
  shown?(own: Own): object;
  /** Returns its property of a charge; by default an empty one. */
  charged?(held: Held<Own>, options: object): object;
  /** Returns its property of a SetupAttempt; by default an empty one. */
  setUpDetails?(held: Held<Own>): object;
  /** Whether its holder can dispute a payment, or the `payment_method_details` of the dispute. */
  disputes?: boolean | Stripe.Dispute.PaymentMethodDetails;
  /** The `destination_details` of a refund. */
  refundedTo?: Stripe.Refund.DestinationDetails;
}

/** Name that the bank or wallet tells of a holder who has not given one. */
export const HOLDER = 'Jenny Rosen';

/** Card that a wallet pays with. */
export const WALLET_CARD = {
  brand: 'visa',
  country: 'US',
  exp_month: 12,
  exp_year: 2034,
  funding: 'credit',
  last4: '4242',
};

/** Returns a new name of a payment in the books of a bank or wallet. */
export const reference = (): string => randomBase62(18).toUpperCase();

/** Defines a type of payment method whose holder is sent to a page of their bank or wallet. */
export function defineRedirectMethod<const Type extends string, Own extends object = object>({
  own = v.strictObject({}) as unknown as v.GenericSchema<unknown, Own>,
  options = {},
  unset = {},
  shown = () => ({}),
  charged = () => ({}),
  setUpDetails = () => ({}),
  disputes = false,
  refundedTo,
  ...definition
}: RedirectDefinition<Type, Own>): Method<Type> {
  const { currencies = Object.keys(definition.countries) } = definition;
  const payment = definition.capturesLater
    ? { ...options, capture_method: v.optional(v.picklist(['', 'manual'])) }
    : options;
  const pay = (held: Held<Own>, context: PaymentContext): PaymentResult => {
    const details = charged(held, context.options);
    if (context.authenticated || (context.offSession && held.setUp)) {
      const { capture_method: capture } = context.options as { capture_method?: string };
      const captured = !(capture === 'manual' || context.capturesLater);
      return { end: 'paid', captured, outcome: AUTHORISED, details };
    }
    if (!context.offSession && !context.errorOnAction) return { end: 'asks' };
    return { ...unasked(definition.name, context), details };
  };
  return defineMethod<Type, Own, Own>({
    ...definition,
    currencies,
    flow: 'redirect',
    params: v.optional(own, {} as never),
    read: (sent) => ({ details: sent }),
    options: {
      payment: { params: payment, unset },
      setUp: { params: {}, unset: {} },
      once: [],
      fromBrowser: Object.keys(options),
      inToken: [],
    },
    object: ({ details }) => shown(details),
    forBrowser: (object) => object,
    describe: () => definition.name,
    named: () => undefined,
    pay,
    setUp: (held, { authenticated }) =>
      authenticated ? { end: 'succeeded', details: setUpDetails(held) } : { end: 'asks' },
    setUpDetails,
    balanceType: 'payment',
    ...(disputes && {
      dispute: (_: Own, holder: BillingDetails) =>
        disputeOfHolder(holder, disputes === true ? undefined : disputes),
    }),
    ...(refundedTo && { refund: () => ({ destination: refundedTo }) }),
  }) as unknown as Method<Type>;
}
