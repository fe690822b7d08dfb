import type Stripe from 'stripe';
import type { ErrorCode } from '../../../src/contract/errors.js';

/** The circumstances of an attempt to pay. */
export interface PaymentContext<Options extends object = object> {
  /** Amount in the currency's smallest unit. */
  amount: number;
  now: Date;
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
  /** Id of the holder's consent, given for this payment or an earlier one; `null` for a type that needs none. */
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

/** A small deposit to an account, by which its holder shows that they can read its statements. */
export interface Deposits {
  end: 'deposits';
  /** What its holder reads there: two amounts, or a code. */
  type: 'amounts' | 'descriptor_code';
  /** Whether the bank sends it back. */
  bounces: boolean;
}

/** A step that the holder takes elsewhere, such as in the app of their bank, after a while. */
export interface StepElsewhere {
  end: 'waits';
  /**
   * Returns the step that the intent waits for.
   *
   * @param url Address of the page that shows the holder what to do.
   */
  action(url: string): Stripe.PaymentIntent.NextAction;
  /** Properties of the payment method's details that are true only of this attempt. */
  details?: object;
  /** Time after which it ends automatically, as `answer` of the type says. */
  answersAfterSeconds: number;
}

/** The result of an attempt to pay: the holder is asked or their account verified first, or there is a charge. */
export type PaymentResult =
  | { end: 'asks' }
  | StepElsewhere
  | Deposits
  | ({ end: 'paid'; captured: boolean } & Charged)
  // Without a time, it stays pending until the payment is canceled.
  | ({ end: 'pending'; settlesAfterSeconds: number | null } & Charged)
  | ({ end: 'failed'; error: AttemptError } & Charged);

/** The end of a pending payment. */
export type Settlement =
  | { end: 'paid' }
  | {
      end: 'failed';
      error: AttemptError;
      outcome: Stripe.Charge.Outcome;
      /** Change of the mandate; by default its bank has accepted it. */
      mandate?: MandateChange;
    };

/** Change of a mandate: its bank has accepted or refused it, or accepts it no longer. */
export type MandateChange = 'accepted' | 'ended' | 'refused';

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
  | Deposits
  | { end: 'succeeded'; details: object }
  | { end: 'failed'; error: AttemptError; details: object };

/** The result of an answer. `details` are those of the payment method after it. */
export type Verification<Details extends object = object> =
  | { end: 'verified'; details: Details }
  /** `again`: its holder may try again. `failed`: the account can no longer be verified. */
  | { end: 'again' | 'failed'; details: Details; error: AttemptError };
