import type Stripe from 'stripe';
import type * as v from 'valibot';
import type { ApiError } from '../kernel/errors.js';
import type { NumberSearch } from '../kernel/number-searches.js';
import type { PaymentContext, PaymentResult, Settlement, SetUpContext, SetUpResult } from './attempt.js';
import type { BillingDetails } from './billing-details.js';
import type { DisputeCase } from './dispute-case.js';
import type { ReadScope, SpentToken, TokenKind } from './token-kind.js';

/** A payment method as its type sees it. */
export interface Held<Details extends object = object> {
  details: Details;
  billingDetails: BillingDetails;
  /** Its holder agreed to later payments. */
  setUp: boolean;
}

/** The parts of a new payment method that its type knows. */
export interface NewMethod<Details extends object = object> {
  details: Details;
  /** The holder as far as known; the billing details that were sent go first. */
  holder?: Partial<BillingDetails>;
}

/** Uses up a token of this API. @throws ApiError 404 `resource_missing`, 400 `token_already_used` */
export type SpendToken = (id: string) => Promise<SpentToken>;

/** Whose payment method is read, and how its token is used up. */
export interface ReadContext extends ReadScope {
  spendToken: SpendToken;
}

/** The options of `payment_method_options[<type>]`. Every type also has `setup_future_usage`. */
export interface MethodOptions {
  payment: OptionSet;
  setUp: OptionSet;
  /** Options of one attempt: the intent does not keep them. */
  once: readonly string[];
  /** Options that a page may set; all others are for servers. */
  fromBrowser: readonly string[];
  /** Options that a page may collect in a confirmation token. */
  inToken: readonly string[];
}

export interface OptionSet {
  params: v.ObjectEntries;
  /** How an intent shows the options that were not given. */
  unset: object;
}

/** The change that an update of a payment method may make of its details. */
export interface DetailsChange<Details extends object = object, Change = unknown> {
  params: v.GenericSchema<unknown, Change>;
  /** @throws ApiError where the details can't become that */
  apply(details: Details, change: Change, now: Date): Details;
}

/** How a refund of a payment goes, and where the money is sent. */
export interface RefundBehaviour {
  /** `pending` succeeds after a while; `fails` looks like a success first. Without it a refund succeeds at once. */
  end?: 'pending' | 'fails' | undefined;
  destination?: Stripe.Refund.DestinationDetails;
}

/** One type of payment method: all that the rest of the platform has to know of it. */
export interface Method<
  Type extends string = string,
  Details extends object = object,
  Params = unknown,
  Change = unknown,
> extends Definition<Type, Details, Params, Change> {
  requires: readonly ('email' | 'name')[];
  options: MethodOptions;
  tokens: readonly TokenKind[];
}

interface Definition<Type extends string, Details extends object, Params, Change> {
  type: Type;
  /** Its name for people, in lower case: `bank account`. */
  noun: string;
  /** The currencies that it can pay in, by their codes of ISO 4217 in lower case. */
  currencies: 'all' | readonly string[];
  /** The countries of its holders, by their codes of ISO 3166-1 alpha-2. */
  countries: 'all' | readonly string[];

  /** The parameters of a new one: `payment_method_data[<type>]`. */
  params: v.GenericSchema<unknown, Params>;
  /** The billing details without which none is made. */
  requires?: readonly ('email' | 'name')[];
  /** Reads the parameters. Nothing is ever kept of them but the result. */
  read(params: Params, context: ReadContext): NewMethod<Details> | Promise<NewMethod<Details>>;
  change?: DetailsChange<Details, Change>;
  options?: MethodOptions;
  /** Kinds of tokens that its details can be sent in. */
  tokens?: readonly TokenKind[];

  /** The property `<type>` of a payment method in the API, as a server sees it. */
  object(held: Held<Details>): object;
  /** The same for a browser, which is not told which card or account it is across payments. */
  forBrowser(object: object): object;
  /** Names it for its holder: `•••• 4242`. */
  describe(details: Details): string;

  /** Makes the details of a constant of test mode, such as `pm_card_visa`; nothing where the id is none of this type. */
  named(id: string, scope: ReadScope): NewMethod<Details> | undefined;
  /** The error for test data that is sent in live mode. */
  refusalInLiveMode?(sent: object): ApiError | undefined;

  /** Asks the issuer whether it can be saved with a customer without a payment or a set-up. @throws ApiError 402 */
  checkSaving?(details: Details): void;
  /** The details once the issuer was asked, by a payment, a set-up or as it was saved. */
  asked?(details: Details): Details;
  /** Changes the details for one payment only: a security code was typed for it. */
  forPayment?(options: object, spendToken: SpendToken): Promise<Partial<Details>>;

  /** Finds numbers of its kind in texts that are kept, where they don't belong. */
  numbers?: NumberSearch;

  /** The property `<type>` of a mandate. A type without it needs no mandate. */
  mandate?(id: string, url: string): object;
  /** How an attempt to pay goes. */
  pay(held: Held<Details>, context: PaymentContext): PaymentResult;
  /** How a payment ends that was pending. */
  settle?(details: Details): Settlement;
  /** How an attempt to set it up for later payments goes. */
  setUp(held: Held<Details>, context: SetUpContext): SetUpResult;
  /**
   * The property `<type>` of a SetupAttempt that has begun, or whose holder has answered the issuer.
   *
   * @param passed How the holder answered the issuer; nothing where they were not asked, or have not answered.
   */
  setUpDetails(held: Held<Details>, passed?: boolean): object;

  /** The type of its payments in the balance. */
  balanceType: 'charge' | 'payment';
  /** Whether the money is available at once instead of after days. */
  availableAtOnce?(details: Details): boolean;
  /** The dispute that is opened as soon as a payment has succeeded, where its test data stands for one. */
  dispute?(details: Details): DisputeCase | undefined;
  refund?(details: Details): RefundBehaviour;
}

const NO_OPTIONS: MethodOptions = {
  payment: { params: {}, unset: {} },
  setUp: { params: {}, unset: {} },
  once: [],
  fromBrowser: [],
  inToken: [],
};

/** Defines a type of payment method. What is left out it does not have. */
export const defineMethod = <const Type extends string, Details extends object, Params, Change = never>(
  definition: Definition<Type, Details, Params, Change>,
): Method<Type, Details, Params, Change> => ({
  requires: [],
  options: NO_OPTIONS,
  tokens: [],
  ...definition,
});
