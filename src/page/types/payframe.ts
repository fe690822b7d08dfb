import type { PayframeError } from '../errors.js';
import type {
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeCardNumberElement,
} from './card-elements.js';
import type {
  Always,
  CallOptions,
  ConfirmCardPaymentData,
  ConfirmCardSetupData,
  ConfirmOptions,
  ConfirmPaymentData,
  ConfirmSepaDebitPaymentData,
  ConfirmSepaDebitSetupData,
  ConfirmSetupData,
  CreateConfirmationToken,
  IfRequired,
} from './confirm.js';
import type {
  CreatePaymentMethodData,
  CreatePaymentMethodSepaDebitData,
  CreateTokenCardData,
  CreateTokenIbanData,
  PaymentMethodCreateParams,
} from './create-params.js';
import type { ElementLocale, ElementsOptions, PayframeElements } from './elements-group.js';
import type { PayframeIbanElement } from './iban-element.js';
import type {
  ConfirmationTokenResult,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethodResult,
  SetupIntentResult,
  TokenResult,
} from './results.js';

export interface PayframeOptions {
  /**
   * Origin that serves the script, the frames and the API, such as `https://pay.example.com`. With a script tag it
   * defaults to the script's own origin; with npm it is required.
   */
  host?: string;
  /** Language of placeholders, labels and errors: a BCP 47 tag. Default `auto`, the browser's. */
  locale?: ElementLocale;
  /** Connected account, `acct_…`, that calls are made for. */
  stripeAccount?: string;
  /** API version that calls ask for, instead of the account's own. */
  apiVersion?: string;
  betas?: string[];
  developerTools?: { assistant?: { enabled?: boolean } };
}

/** A library that wraps Payframe; its name goes with calls, for the API's logs. */
export interface WrapperLibrary {
  /** At most 30 characters. */
  name: string;
  version?: string;
  url?: string;
  partner_id?: string;
}

export interface PayframeConstructor {
  /** @throws IntegrationError unless `publishableKey` is one, and the page and the host are fit for its mode. */
  (publishableKey: string, options?: PayframeOptions): Payframe;
  /** Release train of the Stripe.js surface that this version follows; loaders compare it. */
  version: string;
}

export interface Payframe {
  elements(options?: ElementsOptions): PayframeElements;
  /** Makes a single-use token of what is in a card Element. */
  createToken(
    element: PayframeCardElement | PayframeCardNumberElement,
    data?: CreateTokenCardData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /** Makes a single-use token of the bank account whose IBAN is in an Element. */
  createToken(
    element: PayframeIbanElement,
    data: CreateTokenIbanData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /** Makes a token of a security code, for a server that confirms with a saved card. */
  createToken(
    tokenType: 'cvc_update',
    element: PayframeCardCvcElement,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /** Makes a PaymentMethod of what is in an Element, or of a card's token. */
  createPaymentMethod(
    data: (CreatePaymentMethodData | CreatePaymentMethodSepaDebitData) & CallOptions,
  ): Promise<PaymentMethodResult>;
  createPaymentMethod(
    options: {
      elements: PayframeElements;
      params?: PaymentMethodCreateParams;
    } & CallOptions,
  ): Promise<PaymentMethodResult>;
  createPaymentMethod(
    options: {
      element: PayframeCardElement | PayframeCardNumberElement | PayframeIbanElement;
      params?: PaymentMethodCreateParams;
    } & CallOptions,
  ): Promise<PaymentMethodResult>;
  /** The older call form. */
  createPaymentMethod(
    type: 'card',
    element: PayframeCardElement | PayframeCardNumberElement,
    data?: PaymentMethodCreateParams,
  ): Promise<PaymentMethodResult>;
  /**
   * Pays a PaymentIntent with what is in the group's Elements, or with the `payment_method` of `confirmParams`; has the
   * cardholder authenticate where their bank asks for it. A second call for an intent that one is running for is refused.
   */
  confirmPayment(options: IfRequired<ConfirmPaymentData>): Promise<PaymentIntentResult>;
  confirmPayment(options: Always<ConfirmPaymentData>): Promise<never | { error: PayframeError }>;
  /** Saves a payment method, with a SetupIntent. */
  confirmSetup(options: IfRequired<ConfirmSetupData>): Promise<SetupIntentResult>;
  confirmSetup(options: Always<ConfirmSetupData>): Promise<never | { error: PayframeError }>;
  /** Pays a PaymentIntent by card. */
  confirmCardPayment(
    clientSecret: string,
    data?: ConfirmCardPaymentData,
    options?: ConfirmOptions,
  ): Promise<PaymentIntentResult>;
  confirmCardSetup(
    clientSecret: string,
    data?: ConfirmCardSetupData,
    options?: ConfirmOptions,
  ): Promise<SetupIntentResult>;
  confirmSepaDebitPayment(
    clientSecret: string,
    data?: ConfirmSepaDebitPaymentData,
    options?: ConfirmOptions,
  ): Promise<PaymentIntentResult>;
  confirmSepaDebitSetup(
    clientSecret: string,
    data?: ConfirmSepaDebitSetupData,
    options?: ConfirmOptions,
  ): Promise<SetupIntentResult>;
  /** Has the cardholder take the action that an intent asks for after your server has confirmed it. */
  handleNextAction(
    options: { clientSecret: string } & CallOptions,
  ): Promise<PaymentIntentOrSetupIntentResult>;
  /** The older form, for PaymentIntents. */
  handleCardAction(clientSecret: string): Promise<PaymentIntentResult>;
  retrievePaymentIntent(clientSecret: string, options?: CallOptions): Promise<PaymentIntentResult>;
  retrieveSetupIntent(clientSecret: string, options?: CallOptions): Promise<SetupIntentResult>;
  /** Makes a token of what is in the group's Elements, for a server that confirms with it. */
  createConfirmationToken(options: CreateConfirmationToken): Promise<ConfirmationTokenResult>;
  registerAppInfo(wrapperLibrary: WrapperLibrary): void;
}
