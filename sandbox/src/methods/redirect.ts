import type Stripe from 'stripe';
import * as v from 'valibot';
import type { BillingPath } from '../../../src/contract/elements-session.js';
import { randomBase62 } from '../kernel/ids.js';
import type { PaymentContext, PaymentResult } from './attempt.js';
import type { BillingDetails } from './billing-details.js';
import { disputeOfHolder } from './disputed-holder.js';
import { AUTHORISED, unasked } from './holder-answer.js';
import { DECIDES_AFTER_SECONDS, decision, isDecidedLater } from './late-answer.js';
import { defineMethod, type Held, type Method, type MethodOptions } from './method.js';

/** The countries of a type's holders, with its currencies where they are not those that the countries are listed by. */
type Places =
  | { countries: 'all' | readonly string[]; currencies: readonly string[] }
  | { countries: Readonly<Record<string, readonly string[]>>; currencies?: undefined };

/**
 * A type of payment method whose holder agrees on a page of their bank or wallet, where it differs from others. Where no
 * comment says otherwise, its properties are those of its page under https://docs.stripe.com/payments.
 */
type RedirectDefinition<Type extends string, Own extends object> = Places &
  Pick<Method<Type>, 'type' | 'name' | 'noun' | 'savedAs' | 'generates'> & {
    amounts?: Method['amounts'];
    required?: readonly BillingPath[];
    capturesLater?: boolean;
    /** Parameters of its own, `payment_method_data[<type>]`. Their values are stored as they were sent. */
    own?: v.GenericSchema<unknown, Own>;
    /** Options of a payment, `payment_method_options[<type>]`. */
    options?: v.ObjectEntries;
    /** The options that a page may set too. */
    fromBrowser?: readonly string[];
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
  };

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
  options,
  fromBrowser,
  unset,
  shown = () => ({}),
  charged = () => ({}),
  setUpDetails = () => ({}),
  disputes = false,
  refundedTo,
  ...definition
}: RedirectDefinition<Type, Own>): Method<Type> {
  return defineMethod<Type, Own, Own>({
    ...definition,
    currencies: definition.currencies ?? Object.keys(definition.countries),
    flow: 'redirect',
    params: v.optional(own, {} as never),
    read: (sent) => ({ details: sent }),
    options: optionsOf({ ...definition, options, fromBrowser, unset }),
    object: ({ details }) => shown(details),
    forBrowser: (object) => object,
    describe: () => definition.name,
    named: () => undefined,
    pay: (held, context) => pay(definition.name, held, context, charged(held, context.options)),
    settle: decision,
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

type OptionsDefinition = Pick<
  RedirectDefinition<string, object>,
  'capturesLater' | 'fromBrowser' | 'options' | 'unset'
>;

const optionsOf = ({
  capturesLater,
  fromBrowser = [],
  options,
  unset = {},
}: Undefinable<OptionsDefinition>): MethodOptions => ({
  payment: {
    params: {
      ...options,
      ...(capturesLater && { capture_method: v.optional(v.picklist(['', 'manual'])) }),
    },
    unset,
  },
  setUp: { params: {}, unset: {} },
  once: [],
  fromBrowser,
  inToken: [],
});

type Undefinable<Given> = { [Name in keyof Given]?: Given[Name] | undefined };

/** Sends the holder away, unless they have agreed: to this payment, or to later ones without them. */
function pay(name: string, held: Held, context: PaymentContext, details: object): PaymentResult {
  if (context.authenticated || (context.offSession && held.setUp)) {
    const { capture_method: capture } = context.options as { capture_method?: string };
    const captured = !(capture === 'manual' || context.capturesLater);
    return captured && isDecidedLater(held.details)
      ? { end: 'pending', settlesAfterSeconds: DECIDES_AFTER_SECONDS, outcome: AUTHORISED, details }
      : { end: 'paid', captured, outcome: AUTHORISED, details };
  }
  if (!context.offSession && !context.errorOnAction) return { end: 'asks' };
  return { ...unasked(name, context), details };
}
