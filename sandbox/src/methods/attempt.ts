import type Stripe from 'stripe';
import type { ErrorCode } from '../../../src/contract/errors.js';

/** The circumstances of an attempt to pay. */
export interface PaymentContext<Options extends object = object> {
  /** Amount in the currency's smallest unit. */
  amount: number;
  /** Whether the merchant takes the money later, where that is possible. */
  capturesLater: boolean;
  /** Options of the intent for the type, together with those of this attempt. */
  options: Options;
  /** Whether the holder is away and can't be asked. */
  offSession: boolean;
  /** Whether the holder was already asked, and passed. */
  authenticated: boolean;
  /** Whether the attempt fails instead of asking the holder. */
  errorOnAction: boolean;
  /** Id of the holder's consent to this payment; `null` where it was given with an earlier one. */
  mandate: string | null;
}

/** The reason why an attempt failed, as the merchant sees it. */
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

/** The result of an attempt to pay: the holder is asked first, or there is a charge. */
export type PaymentResult =
  | { end: 'asks' }
  | ({ end: 'paid'; captured: boolean } & Charged)
  | ({ end: 'pending'; settlesAfterSeconds: number } & Charged)
  | ({ end: 'failed'; error: AttemptError } & Charged);

/** The end of a pending payment. */
export type Settlement =
  | { end: 'paid' }
  | { end: 'failed'; error: AttemptError; outcome: Stripe.Charge.Outcome };

/** The circumstances of an attempt to set up a payment method. */
export type SetUpContext<Options extends object = object> = Pick<
  PaymentContext<Options>,
  'authenticated' | 'options'
>;

/**
 * The result of a set-up. `details` are the property `<type>` of the SetupAttempt's `payment_method_details`.
 */
export type SetUpResult =
  | { end: 'asks' }
  | { end: 'succeeded'; details: object }
  | { end: 'failed'; error: AttemptError; details: object };
