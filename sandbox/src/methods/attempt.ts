import type Stripe from 'stripe';
import type { ErrorCode } from '../../../src/contract/errors.js';

/** The circumstances of an attempt to pay. */
export interface PaymentContext<Options extends object = object> {
  /** In the currency's smallest unit. */
  amount: number;
  /** The merchant takes the money later, where that is possible. */
  capturesLater: boolean;
  /** The intent's options for the type, and those of this attempt. */
  options: Options;
  /** The holder is away, and can't be asked. */
  offSession: boolean;
  /** The holder was asked already, and passed. */
  authenticated: boolean;
  /** Fails instead of asking the holder. */
  errorOnAction: boolean;
  /** The id of the holder's consent to this payment; nothing where it was given with an earlier one. */
  mandate: string | null;
}

/** Why an attempt failed, as the merchant is told. */
export interface AttemptError {
  code: ErrorCode;
  decline_code?: string;
  message: string;
  param?: string;
}

/** The part of a charge that the type of its payment method decides. */
interface Charged {
  outcome: Stripe.Charge.Outcome;
  /** The property `<type>` of the charge's `payment_method_details`. */
  details: object;
}

/** How an attempt to pay goes: the holder is asked first, or there is a charge. */
export type PaymentResult =
  | { end: 'asks' }
  | ({ end: 'paid'; captured: boolean } & Charged)
  | ({ end: 'pending'; settlesAfterSeconds: number } & Charged)
  | ({ end: 'failed'; error: AttemptError } & Charged);

/** How a pending payment ends. */
export type Settlement =
  | { end: 'paid' }
  | { end: 'failed'; error: AttemptError; outcome: Stripe.Charge.Outcome };

/** The circumstances of an attempt to set up a payment method. */
export type SetUpContext<Options extends object = object> = Pick<
  PaymentContext<Options>,
  'authenticated' | 'options'
>;

/** How a set-up goes. `details` are the property `<type>` of the SetupAttempt's `payment_method_details`. */
export type SetUpResult =
  | { end: 'asks' }
  | { end: 'succeeded'; details: object }
  | { end: 'failed'; error: AttemptError; details: object };
