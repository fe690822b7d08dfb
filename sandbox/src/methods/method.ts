import type Stripe from 'stripe';
import type * as v from 'valibot';
import type { BillingPath } from '../../../src/contract/elements-session.js';
import type { DepositAnswer } from '../../../src/contract/microdeposits.js';
import type { MethodFacts } from '../../../src/contract/offered-methods.js';
import type { Demand } from '../../../src/contract/test-cards.js';
import type { ApiError } from '../kernel/errors.js';
import type { NumberSearch } from '../kernel/number-searches.js';
import type {
  AttemptError,
  MandateChange,
  PaymentContext,
  PaymentResult,
  Settlement,
  SetUpContext,
  SetUpResult,
  Verification,
} from './attempt.js';
import type { BillingDetails } from './billing-details.js';
import type { DisputeCase } from './dispute-case.js';
import type { ReadScope, SpentToken, TokenKind } from './token-kind.js';

/** A payment method as its type sees it. */
export interface Held<Details extends object = object> {
  details: Details;
  billingDetails: BillingDetails;
  /** Whether its holder agreed to later payments. */
  setUp: boolean;
}

/** The parts of a new payment method that come from its type. */
export interface NewMethod<Details extends object = object> {
  details: Details;
  /** Details of the holder, as far as they are known. Billing details that were sent come first. */
  holder?: Partial<BillingDetails>;
}

/** Uses up a token of this API. @throws ApiError 404 `resource_missing`, 400 `token_already_used` */
export type SpendToken = (id: string) => Promise<SpentToken>;

/** The account that a payment method is read for, and the function that uses up its token. */
export interface ReadContext extends ReadScope {
  spendToken: SpendToken;
  /** Finds a token that can be used more than once. @throws ApiError 404 `resource_missing` */
  findToken: SpendToken;
}

/** The options of `payment_method_options[<type>]`. Every type also has `setup_future_usage`. */
export interface MethodOptions {
  payment: OptionSet;
  setUp: OptionSet;
  /** Options of only one attempt: the intent does not keep them. */
  once: readonly string[];
  /** Options that a page may set; all others are only for servers. */
  fromBrowser: readonly string[];
  /** Options that a page may collect in a confirmation token. */
  inToken: readonly string[];
}

export interface OptionSet {
  params: v.ObjectEntries;
  /** Values that an intent shows for options that were not given. */
  unset: object;
}

/** The change to its details that an update of a payment method may make. */
export interface DetailsChange<Details extends object = object, Change = unknown> {
  params: v.GenericSchema<unknown, Change>;
  /** @throws ApiError where the details can't have these values */
  apply(details: Details, change: Change, now: Date): Details;
}

/** The course of a payment's refund, and the place where the money is sent. */
export interface RefundBehaviour {
  /**
   * `pending` succeeds after a while; `fails` first looks like a success. Without it, a refund succeeds at
   * once.
   */
  end?: 'pending' | 'fails' | undefined;
  destination?: Stripe.Refund.DestinationDetails;
}

/**
 * The older form of a type: a source, which is created from a token, kept by a customer, and paid with by a charge
 * without an intent. It is stored as a payment method, and is one in every other endpoint.
 */
export interface SourceForm<Details extends object = object> {
  /** Name of its object, and the prefix of its ids. */
  object: string;
  /**
   * Reads a token of the type, which is used up.
   *
   * @throws ApiError 404 `resource_missing`, 400 `token_already_used`
   */
  read(token: string, context: ReadContext): Promise<NewMethod<Details> & { id: string }>;
  /** Returns the properties that only sources of this type have. */
  show(held: Held<Details>): object;
  /** Parameters of an update that become a change of the details. */
  changeParams: v.ObjectEntries;
}

/** One type of payment method, with everything that the rest of the platform needs to know about it. */
export interface Method<
  Type extends string = string,
  Details extends object = object,
  Params = unknown,
  Change = unknown,
> extends Definition<Type, Details, Params, Change> {
  required: readonly BillingPath[];
  amounts: MethodFacts['amounts'];
  capturesLater: boolean;
  refundable: boolean;
  options: MethodOptions;
  tokens: readonly TokenKind[];
}

interface Definition<Type extends string, Details extends object, Params, Change>
  extends Pick<MethodFacts, 'countries' | 'currencies' | 'flow' | 'name' | 'savedAs'>,
    Partial<Pick<MethodFacts, 'amounts' | 'capturesLater'>> {
  type: Type;
  /** The thing that its holder has, in everyday words: `bank account`. */
  noun: string;
  /** Constant of test mode for the payment method of another type that it is saved as. */
  generates?: string;

  /** Parameters of a new one: `payment_method_data[<type>]`. */
  params: v.GenericSchema<unknown, Params>;
  /** Billing details that a new one must have. */
  required?: readonly BillingPath[];
  /** Reads the parameters. Only the result is ever stored. */
  read(params: Params, context: ReadContext): NewMethod<Details> | Promise<NewMethod<Details>>;
  change?: DetailsChange<Details, Change>;
  options?: MethodOptions;
  /** Kinds of tokens that its details can be sent in. */
  tokens?: readonly TokenKind[];

  /** Returns the property `<type>` of a payment method in the API, as a server sees it. */
  object(held: Held<Details>): object;
  /** Returns the same property for a browser, without what identifies the card or account across payments. */
  forBrowser(object: object): object;
  /** Returns its name for its holder: `•••• 4242`. */
  describe(details: Details): string;

  /**
   * Creates the details of a constant of test mode, such as `pm_card_visa`; `undefined` where the id is none
   * of this type.
   */
  named(id: string, scope: ReadScope): NewMethod<Details> | undefined;
  /** Returns the error for test data that was sent in live mode. */
  refusalInLiveMode?(sent: object): ApiError | undefined;

  /**
   * Asks the issuer whether it can be saved with a customer without a payment or a set-up. @throws ApiError
   * 402
   */
  checkSaving?(details: Details): void;
  /** Returns the details after the issuer was asked: by a payment, by a set-up, or when it was saved. */
  asked?(details: Details): Details;
  /** Returns details that are true of only one payment, such as that a security code was typed for it. */
  forPayment?(options: object, spendToken: SpendToken): Promise<Partial<Details>>;

  /**
   * Returns the option of an attempt by which the holder of a saved one proves that they have it, where the options of
   * the intent ask for that: `cvc_token`.
   */
  provenBy?(options: object): string | undefined;

  /** Its older form, if it has one. */
  source?: SourceForm<Details>;

  /** Finds numbers of its kind in stored texts, where they don't belong. */
  numbers?: NumberSearch;

  /**
   * Returns the property `<type>` of a mandate, with the `mandate_options` of its intent. A type without it needs no
   * mandate.
   */
  mandate?(id: string, url: string, options: object): object;
  /** Returns the status of a new mandate, where it is not always `active`. */
  mandateStatus?(details: Details): 'active' | 'pending';
  /** Returns the answer of its bank to a new mandate, where that takes a while. It is `pending` until then. */
  mandateAnswer?(details: Details): 'accepted' | 'refused';
  /** Returns the properties of a mandate after a change. */
  mandateAfter?(change: MandateChange): object;
  /** Returns the reason why a step that its holder takes elsewhere ends without a payment; `undefined` where they pay. */
  answer?(held: Held<Details>): AttemptError | undefined;
  /** Tries to pay. */
  pay(held: Held<Details>, context: PaymentContext): PaymentResult;
  /** Returns how a pending payment ends. */
  settle?(details: Details): Settlement;
  /** Tells whether its bank can still stop a pending payment. */
  isCancelable?(details: Details): boolean;
  /** Compares an answer of its holder with the microdeposits that were sent. */
  verify?(details: Details, answer: DepositAnswer): Verification<Details>;
  /** Tries to set it up for later payments. */
  setUp(held: Held<Details>, context: SetUpContext): SetUpResult;
  /**
   * Returns the property `<type>` of a SetupAttempt that has begun, or whose holder has answered the issuer.
   *
   * @param passed Whether the holder passed; `undefined` where they were not asked, or have not answered.
   */
  setUpDetails(held: Held<Details>, passed?: boolean): object;

  /** Type of its payments in the balance. */
  balanceType: 'charge' | 'payment';
  /** Whether its payments can be refunded. */
  refundable?: boolean;
  /** Tells whether the money is available at once instead of after days. */
  availableAtOnce?(details: Details): boolean;
  /**
   * Returns the dispute that is opened as soon as a payment has succeeded, where its test data stands for
   * one.
   */
  dispute?(details: Details, holder: BillingDetails): DisputeCase | undefined;
  refund?(details: Details): RefundBehaviour;
  /** Returns what a payment with this test data demands of the connected account that takes it. */
  demands?(details: Details): Demand | undefined;
  /** Properties of its part of a charge by which the charge can be searched for. */
  searchedBy?: readonly string[];
}

const NO_OPTIONS: MethodOptions = {
  payment: { params: {}, unset: {} },
  setUp: { params: {}, unset: {} },
  once: [],
  fromBrowser: [],
  inToken: [],
};

/** Defines a type of payment method. It has none of the parts that are left out. */
export const defineMethod = <const Type extends string, Details extends object, Params, Change = never>(
  definition: Definition<Type, Details, Params, Change>,
): Method<Type, Details, Params, Change> => ({
  required: [],
  amounts: {},
  capturesLater: false,
  refundable: true,
  options: NO_OPTIONS,
  tokens: [],
  ...definition,
});
