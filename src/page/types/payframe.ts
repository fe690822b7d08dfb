import type { PayframeError } from '../errors.js';
import type { CallOptions } from './call-options.js';
import type {
  PayframeCardCvcElement,
  PayframeCardElement,
  PayframeCardNumberElement,
} from './card-elements.js';
import type {
  CheckoutElementsSdkOptions,
  CheckoutOptions,
  PayframeCheckout,
  PayframeCheckoutElementsSdk,
} from './checkout.js';
import type {
  Always,
  ConfirmPaymentData,
  ConfirmSetupData,
  CreateConfirmationToken,
  IfRequired,
} from './confirm.js';
import type {
  CreatePaymentMethod,
  CreateTokenCardData,
  CreateTokenIbanData,
  PaymentMethodCreateParams,
} from './create-params.js';
import type { PayframeElementType } from './element-map.js';
import type { PayframeElements } from './elements-group.js';
import type { ElementLocale, ElementsOptions } from './elements-options.js';
import type { EmbeddedCheckoutOptions, PayframeEmbeddedCheckout } from './embedded-checkout.js';
import type { PayframeIbanElement } from './iban-element.js';
import type { NamedMethods } from './named-methods.js';
import type {
  CreateTokenAccountData,
  CreateTokenBankAccountData,
  CreateTokenPersonData,
  CreateTokenPiiData,
} from './own-tokens.js';
import type { PayframePaymentRequest, PaymentRequestOptions } from './payment-request.js';
import type {
  ConfirmationTokenResult,
  PaymentIntentOrSetupIntentResult,
  PaymentIntentResult,
  PaymentMethodResult,
  SetupIntentResult,
  TokenResult,
  VerificationSessionResult,
} from './results.js';
import type { UnavailableMethods } from './unavailable-methods.js';

export interface PayframeOptions {
  /**
   * Origin that serves the script, the frames and the API, such as `https://pay.example.com`. With a script tag it
   * defaults to the script's own origin; with npm it is required.
   */
  host?: string;
  /** Language of placeholders, labels and errors: a BCP 47 tag. Default `auto`, the browser's. */
  locale?: ElementLocale;
  /** Connected account, `acct_…`, for which calls are made. */
  stripeAccount?: string;
  /** API version that calls request instead of the account's own. */
  apiVersion?: string;
  /**
   * Types of Elements to have ready before they are mounted. Each is loaded at once in a hidden frame, which is removed when
   * the browser has all that the Element needs: `mount` then asks the network for nothing. By default nothing is loaded
   * before `mount`.
   *
   * @example
   * ```ts
   * const payframe = await loadPayframe('pk_test_…', {
   *   host: 'https://pay.example.com',
   *   preload: ['card'],
   * });
   * // Later, when the shopper goes to the checkout:
   * payframe?.elements().create('card').mount('#card');
   * ```
   */
  preload?: PayframeElementType[];
  /**
   * Longest time until a frame can be typed into, in ms; 10,000 by default. Where nothing came of a frame after half of it, or an
   * error of the server, it is loaded again. After all of it the Element emits `loaderror` with the code `frame_timeout`.
   */
  loadTimeout?: number;
  betas?: string[];
  developerTools?: { assistant?: { enabled?: boolean } };
}

/** Options of `loadPayframe`: those of the Payframe object, and of its script. */
export interface LoadOptions extends PayframeOptions {
  /**
   * SHA-384 of the script, `sha384-…`, as in `payframe/integrity.json`. The browser then runs that very script, or none. The
   * host serves it for as long as it has the release. Without it, the host's newest script is loaded. A script that the page
   * has already loaded is used as it is.
   *
   * @example
   * ```ts
   * import integrity from 'payframe/integrity.json';
   *
   * const payframe = await loadPayframe('pk_test_…', {
   *   host: 'https://pay.example.com',
   *   integrity: integrity['payframe.js'],
   * });
   * ```
   */
  integrity?: string;
}

/** Library that wraps Payframe. Its name is sent with calls, for the API's logs. */
export interface WrapperLibrary {
  /** At most 30 characters. */
  name: string;
  version?: string;
  url?: string;
  partner_id?: string;
}

export interface PayframeConstructor {
  /**
   * Creates a Payframe object.
   *
   * @throws IntegrationError unless `publishableKey` is one, and the page and the host are fit for its mode.
   * @example
   * ```ts
   * import { Payframe } from 'payframe';
   *
   * const payframe = Payframe('pk_test_…', { host: 'https://pay.example.com' });
   * ```
   */
  (publishableKey: string, options?: PayframeOptions): Payframe;
  /** Release train of the Stripe.js surface that this version follows; loaders compare it. */
  version: string;
}

/**
 * The object that everything starts from. It fits the type `Stripe` of `@stripe/stripe-js`: where that takes what Payframe does not, such as
 * the numbers of a payment method, an overload with `this: never` makes the types compatible, and can't be called.
 */
export interface Payframe extends NamedMethods, UnavailableMethods {
  /**
   * Creates a group of Elements.
   *
   * @example
   * ```ts
   * const elements = payframe.elements({ locale: 'de', appearance: { theme: 'stripe' } });
   * const card = elements.create('card');
   * ```
   */
  elements(options?: ElementsOptions): PayframeElements;
  /**
   * Creates a single-use token from what is in a card Element.
   *
   * @example
   * ```ts
   * const { token, error } = await payframe.createToken(card, { name: 'Jenny Rosen' });
   * ```
   */
  createToken(
    element: PayframeCardElement | PayframeCardNumberElement,
    data?: CreateTokenCardData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /**
   * Creates a single-use token of the bank account whose IBAN is in an Element.
   *
   * @example
   * ```ts
   * const { token, error } = await payframe.createToken(iban, {
   *   currency: 'eur',
   *   account_holder_name: 'Jenny Rosen',
   *   account_holder_type: 'individual',
   * });
   * ```
   */
  createToken(
    element: PayframeIbanElement,
    data: CreateTokenIbanData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /**
   * Creates a token of a security code, for a server that confirms with a saved card.
   *
   * @example
   * ```ts
   * const { token, error } = await payframe.createToken('cvc_update', cardCvc);
   * ```
   */
  createToken(
    tokenType: 'cvc_update',
    element: PayframeCardCvcElement,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /**
   * Creates a token of what the holder of an account of a platform has typed into the page, so that only its id goes to your
   * server: `account_token` of an account, or `person_token` of a person.
   *
   * @example
   * ```ts
   * const { token, error } = await payframe.createToken('account', {
   *   business_type: 'individual',
   *   individual: { first_name: 'Jenny', last_name: 'Rosen', id_number: '000000000' },
   *   tos_shown_and_accepted: true,
   * });
   * ```
   */
  createToken(
    tokenType: 'account',
    data: CreateTokenAccountData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  createToken(tokenType: 'person', data: CreateTokenPersonData, options?: CallOptions): Promise<TokenResult>;
  /** Creates a token of a bank account that an account of a platform is paid out to. No buyer can be debited by it. */
  createToken(
    tokenType: 'bank_account',
    data: CreateTokenBankAccountData,
    options?: CallOptions,
  ): Promise<TokenResult>;
  /** Creates a token of the number of an id, which is sent as `id_number` in the number's place. */
  createToken(tokenType: 'pii', data: CreateTokenPiiData, options?: CallOptions): Promise<TokenResult>;
  createPaymentMethod(this: never): Promise<PaymentMethodResult>;
  /**
   * Creates a PaymentMethod from what is in an Element, or from a card's token.
   *
   * @example
   * ```ts
   * const { paymentMethod, error } = await payframe.createPaymentMethod({
   *   type: 'card',
   *   card,
   *   billing_details: { name: 'Jenny Rosen' },
   * });
   * if (paymentMethod) await fetch('/pay', { method: 'POST', body: paymentMethod.id });
   * ```
   */
  createPaymentMethod(data: CreatePaymentMethod): Promise<PaymentMethodResult>;
  /** Creates a PaymentMethod; the older form of the call. */
  createPaymentMethod(
    type: 'card',
    element: PayframeCardElement | PayframeCardNumberElement,
    data?: PaymentMethodCreateParams,
  ): Promise<PaymentMethodResult>;
  /**
   * Pays a PaymentIntent with what is in the group's Elements, or with the `payment_method` of
   * `confirmParams`. If the bank asks for it, the cardholder authenticates. A second call for an intent is
   * refused while one is running.
   *
   * @example
   * ```ts
   * const elements = payframe.elements({ clientSecret });
   * elements.create('card').mount('#card');
   *
   * const { error } = await payframe.confirmPayment({
   *   elements,
   *   confirmParams: { return_url: 'https://shop.example/done' },
   * });
   * // Runs only after an error: on success the page goes to `return_url`.
   * ```
   */
  confirmPayment(options: IfRequired<ConfirmPaymentData>): Promise<PaymentIntentResult>;
  confirmPayment(options: Always<ConfirmPaymentData>): Promise<never | { error: PayframeError }>;
  /** Saves a payment method, with a SetupIntent. */
  confirmSetup(options: IfRequired<ConfirmSetupData>): Promise<SetupIntentResult>;
  confirmSetup(options: Always<ConfirmSetupData>): Promise<never | { error: PayframeError }>;
  handleNextAction(this: never): Promise<PaymentIntentOrSetupIntentResult>;
  /** Lets the cardholder take the action that an intent asks for after your server has confirmed it. */
  handleNextAction(
    options: { clientSecret: string } & CallOptions,
  ): Promise<PaymentIntentOrSetupIntentResult>;
  /** Does the same for PaymentIntents; the older form of the call. */
  handleCardAction(clientSecret: string): Promise<PaymentIntentResult>;
  retrievePaymentIntent(clientSecret: string, options?: CallOptions): Promise<PaymentIntentResult>;
  retrieveSetupIntent(clientSecret: string, options?: CallOptions): Promise<SetupIntentResult>;
  /** Creates a token from what is in the group's Elements, for a server that confirms with it. */
  createConfirmationToken(options: CreateConfirmationToken): Promise<ConfirmationTokenResult>;
  /**
   * Shows the dialog of an Identity verification session, which in test mode verifies nobody. It resolves when the person
   * has submitted, before that is checked. A second call while the dialog is open gets the result of the first.
   *
   * @example
   * ```ts
   * const { verificationSession, error } = await payframe.verifyIdentity(clientSecret);
   * ```
   */
  verifyIdentity(clientSecret: string, options?: CallOptions): Promise<VerificationSessionResult>;
  /**
   * Creates the page of a Checkout Session with `ui_mode: 'embedded_page'`, to be shown in this page. There is one at a time.
   *
   * @throws IntegrationError where there is one that was not destroyed, and for anything but the client secret of a session.
   * @example
   * ```ts
   * const checkout = await payframe.createEmbeddedCheckoutPage({ fetchClientSecret });
   * checkout.mount('#checkout');
   * ```
   */
  createEmbeddedCheckoutPage(options: EmbeddedCheckoutOptions): Promise<PayframeEmbeddedCheckout>;
  /** The former name of `createEmbeddedCheckoutPage`. */
  initEmbeddedCheckout(options: EmbeddedCheckoutOptions): Promise<PayframeEmbeddedCheckout>;
  /**
   * Leads to the page of a Checkout Session. A server does the same without a script, by a redirect to the session's `url`.
   *
   * @example
   * ```ts
   * const { error } = await payframe.redirectToCheckout({ sessionId });
   * ```
   */
  redirectToCheckout(options: { sessionId: string }): Promise<{ error?: PayframeError }>;
  /**
   * Begins a checkout of your own page with a Checkout Session: its totals, its actions and its Elements.
   *
   * @example
   * ```ts
   * const checkout = payframe.initCheckoutElementsSdk({ clientSecret });
   * checkout.createPaymentElement().mount('#payment');
   * const loaded = await checkout.loadActions();
   * if (loaded.type === 'success') button.onclick = () => loaded.actions.confirm();
   * ```
   */
  initCheckoutElementsSdk(options: CheckoutElementsSdkOptions): PayframeCheckoutElementsSdk;
  initCheckoutElementsSdk(this: never): never;
  /** Does the same; the older name of the method. */
  initCheckout(options: CheckoutElementsSdkOptions): PayframeCheckoutElementsSdk;
  /**
   * Does the same; the oldest form of the method.
   *
   * @throws PayframeError when the session could not be loaded.
   */
  initCheckout(options: CheckoutOptions): Promise<PayframeCheckout>;
  /**
   * Creates a request for a payment by a wallet. The Express Checkout Element is its newer form.
   *
   * @throws IntegrationError for a currency or an amount that no wallet can show.
   * @example
   * ```ts
   * const request = payframe.paymentRequest({ country: 'US', currency: 'usd', total: { label: 'Cup', amount: 1099 } });
   * if (await request.canMakePayment()) elements.create('paymentRequestButton', { paymentRequest: request }).mount('#wallet');
   * request.on('paymentmethod', async ({ paymentMethod, complete }) => {
   *   const { error } = await payframe.confirmCardPayment(clientSecret, { payment_method: paymentMethod.id });
   *   complete(error ? 'fail' : 'success');
   * });
   * ```
   */
  paymentRequest(options: PaymentRequestOptions): PayframePaymentRequest;
  registerAppInfo(wrapperLibrary: WrapperLibrary): void;
}
