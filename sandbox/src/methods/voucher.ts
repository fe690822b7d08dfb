import { randomInt } from 'node:crypto';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { voucherEndOf } from '../../../src/contract/test-vouchers.js';
import { seconds } from '../kernel/seconds.js';
import { AUTHORISED, unasked } from './holder-answer.js';
import { EXPIRED } from './late-answer.js';
import { defineMethod, type Held, type Method } from './method.js';

/** A voucher as it is made: the time until which it can be paid, and the address of its page. */
export interface NewVoucher {
  /** In seconds since 1970. */
  expiresAt: number;
  url: string;
  /** By its names. */
  numbers: Numbers;
}

type Numbers = Readonly<Record<string, string>>;

/** The details of an attempt that keep what is on its voucher. */
interface WithNumbers {
  numbers?: Numbers;
}

/**
 * A type of payment method whose holder gets a voucher to pay in a shop or at a bank, where it differs from others. Where
 * no comment says otherwise, its properties are those of its page under https://docs.stripe.com/payments/vouchers.
 */
interface VoucherDefinition<Type extends string, Own extends object>
  extends Pick<Method<Type>, 'countries' | 'currencies' | 'name' | 'required' | 'type'>,
    Partial<Pick<Method<Type>, 'amounts' | 'refundable' | 'savedAs'>> {
  /** Parameters of its own, `payment_method_data[<type>]`. Their values are stored as they were sent. */
  own?: v.GenericSchema<unknown, Own>;
  /** @throws ApiError 400 for parameters that a new one can't have */
  read?(own: Own): void;
  /** Options of a payment, `payment_method_options[<type>]`. */
  options?: v.ObjectEntries;
  /** Values that an intent shows for options that were not given. */
  unset: object;
  /** Returns its property of a payment method; by default an empty one. */
  shown?(own: Own): object;
  /** Returns the time until which a voucher can be paid. */
  expiry(now: Date, options: object): Date;
  /** Returns the numbers of a new voucher, which its charge shows too. */
  numbers?(): Numbers;
  /** Returns the next action of an intent. */
  action(voucher: NewVoucher, options: object): Stripe.PaymentIntent.NextAction;
  /** Returns its property of a charge; by default the numbers of the voucher. */
  charged?(held: Held<Own>): object;
  /** The `destination_details` of a refund. */
  refundedTo?: Stripe.Refund.DestinationDetails;
}

/** Returns as many digits by chance. */
export const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** Returns the end of a day, by the clocks of a country that are some hours ahead of UTC. */
export function endOfDay(now: Date, days: number, hoursAhead: number): Date {
  const there = new Date(now.getTime() + hoursAhead * 3_600_000);
  const end = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate() + days, 23, 59, 59);
  return new Date(end - hoursAhead * 3_600_000);
}

/** Defines a type of payment method whose holder pays a voucher. */
export function defineVoucherMethod<const Type extends string, Own extends object = object>({
  own = v.strictObject({}) as unknown as v.GenericSchema<unknown, Own>,
  read = () => {},
  options = {},
  unset,
  shown = () => ({}),
  expiry,
  action,
  numbers: newNumbers = () => ({}),
  charged = ({ details }) => ({ ...(details as WithNumbers).numbers }),
  refundedTo,
  savedAs = null,
  ...definition
}: VoucherDefinition<Type, Own>): Method<Type> {
  return defineMethod<Type, Own, Own>({
    ...definition,
    noun: 'voucher',
    flow: 'voucher',
    savedAs,
    params: v.optional(own, {} as never),
    read(sent) {
      read(sent);
      return { details: sent };
    },
    options: {
      payment: { params: options, unset },
      setUp: { params: {}, unset: {} },
      once: [],
      fromBrowser: [],
      inToken: [],
    },
    object: ({ details }) => shown(details),
    forBrowser: (object) => object,
    describe: () => definition.name,
    named: () => undefined,
    pay(held, context) {
      if (context.authenticated) {
        return { end: 'paid', captured: true, outcome: AUTHORISED, details: charged(held) };
      }
      // Whoever agreed to later payments gets a voucher for each of them.
      if ((context.offSession && !held.setUp) || context.errorOnAction) {
        return { ...unasked(definition.name, context), details: charged(held) };
      }
      const { now, options: chosen } = context;
      const expiresAt = seconds(expiry(now, chosen));
      const numbers = newNumbers();
      return {
        end: 'waits',
        action: (url) => action({ expiresAt, numbers, url }, chosen),
        details: { numbers } satisfies WithNumbers,
        answersAfterSeconds: voucherEndOf(held.billingDetails.email).afterSeconds ?? expiresAt - seconds(now),
      };
    },
    answer: ({ billingDetails: { email } }) => (voucherEndOf(email).paid ? undefined : EXPIRED),
    setUp: () => ({ end: 'succeeded', details: {} }),
    setUpDetails: () => ({}),
    balanceType: 'payment',
    ...(refundedTo && { refund: () => ({ destination: refundedTo }) }),
  }) as unknown as Method<Type>;
}
