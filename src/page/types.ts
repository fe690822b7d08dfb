/**
 * The public types. Names, shapes and errors follow `@stripe/stripe-js`; `test/types` holds ours against theirs.
 * Amounts are integers in the currency's smallest unit; times are seconds since the Unix epoch.
 */
import type { PayframeError } from './errors.js';

export type ElementLocale = 'auto' | (string & {}); /* a BCP 47 tag */

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
  createToken(element: PayframeCardElement, data?: CreateTokenCardData): Promise<TokenResult>;
  /** Makes a PaymentMethod of what is in a card Element, or of a token. */
  createPaymentMethod(data: CreatePaymentMethodData): Promise<PaymentMethodResult>;
  createPaymentMethod(options: {
    elements: PayframeElements;
    params?: PaymentMethodCreateParams;
  }): Promise<PaymentMethodResult>;
  createPaymentMethod(options: {
    element: PayframeCardElement;
    params?: PaymentMethodCreateParams;
  }): Promise<PaymentMethodResult>;
  /** The older call form. */
  createPaymentMethod(
    type: 'card',
    element: PayframeCardElement,
    data?: PaymentMethodCreateParams,
  ): Promise<PaymentMethodResult>;
  registerAppInfo(wrapperLibrary: WrapperLibrary): void;
}

export interface ElementsOptions {
  locale?: ElementLocale;
  [laterOption: string]: unknown;
}

export interface PayframeElements {
  /** @throws IntegrationError for an unknown type, or a second Element of the same type. */
  create(type: 'card', options?: CardElementOptions): PayframeCardElement;
  /** The Element of that type, or `null` where there is none. Also takes a component function of a wrapper. */
  getElement(type: 'card'): PayframeCardElement | null;
  getElement(component: object): PayframeCardElement | null;
  update(options: ElementsOptions): Promise<void>;
  on(eventType: 'update-end', handler: () => unknown): void;
  /** Validates what is in the Elements, and shows what is missing. */
  submit(): Promise<SubmitResult>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
}

export type SubmitResult =
  | { error: PayframeError; selectedPaymentMethod?: undefined }
  | { error?: undefined; selectedPaymentMethod: string };

export interface ElementClasses {
  base?: string;
  complete?: string;
  empty?: string;
  focus?: string;
  invalid?: string;
  webkitAutofill?: string;
}

export interface ElementCSSProperties {
  backgroundColor?: string;
  color?: string;
  fontFamily?: string;
  fontSize?: string;
  fontSmoothing?: string;
  fontStyle?: string;
  fontVariant?: string;
  fontWeight?: string | number;
  iconColor?: string;
  letterSpacing?: string;
  lineHeight?: string;
  padding?: string;
  textAlign?: string;
  textDecoration?: string;
  textShadow?: string;
  textTransform?: string;
}

export interface ElementStyleVariant extends ElementCSSProperties {
  ':hover'?: ElementCSSProperties;
  ':focus'?: ElementCSSProperties;
  '::placeholder'?: ElementCSSProperties;
  '::selection'?: ElementCSSProperties;
  ':-webkit-autofill'?: ElementCSSProperties;
  ':disabled'?: ElementCSSProperties;
  '::-ms-clear'?: ElementCSSProperties & { display?: string };
}

export interface ElementStyle {
  base?: ElementStyleVariant;
  complete?: ElementStyleVariant;
  empty?: ElementStyleVariant;
  invalid?: ElementStyleVariant;
}

export interface CardElementOptions {
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
  style?: ElementStyle;
  /** A postal code to begin with. Card data cannot be pre-filled. */
  value?: { postalCode?: string };
  /** Default `false`. Set it where the page asks for the postal code itself. */
  hidePostalCode?: boolean;
  iconStyle?: 'default' | 'solid';
  hideIcon?: boolean;
  disabled?: boolean;
  /** Accepted for compatibility: there is no link button. */
  disableLink?: boolean;
}

export type CardBrand =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'unknown';

export interface CardElementChangeEvent {
  elementType: 'card';
  empty: boolean;
  complete: boolean;
  error: undefined | { type: 'validation_error'; code: string; message: string };
  value: { postalCode: string };
  brand: CardBrand;
}

export interface CardElementEvents {
  change: CardElementChangeEvent;
  /** The input can take focus. Once a mount. */
  ready: { elementType: 'card' };
  focus: { elementType: 'card' };
  blur: { elementType: 'card' };
  escape: { elementType: 'card' };
  networkschange: { elementType: 'card' };
  /** The frame did not load, or has gone; `error.code` says why. The Element can be mounted again. */
  loaderror: { elementType: 'card'; error: PayframeError };
}

export interface PayframeCardElement {
  /**
   * Puts the Element into a node: a CSS selector or the node itself, which may join the document later.
   * @throws IntegrationError where there is no such node, or another Element is in it.
   */
  mount(domElement: string | HTMLElement): void;
  /** Takes the Element off the page. It can be mounted again; what was typed is gone. */
  unmount(): void;
  /** Takes the Element off the page for good, and frees its type in the group. */
  destroy(): void;
  /** Merges options into those given before. */
  update(options: Partial<CardElementOptions>): void;
  focus(): void;
  blur(): void;
  clear(): void;
  on<T extends keyof CardElementEvents>(
    eventType: T,
    handler: (event: CardElementEvents[T]) => unknown,
  ): PayframeCardElement;
  once<T extends keyof CardElementEvents>(
    eventType: T,
    handler: (event: CardElementEvents[T]) => unknown,
  ): PayframeCardElement;
  /** Without a handler, removes all of that type. */
  off<T extends keyof CardElementEvents>(
    eventType: T,
    handler?: (event: CardElementEvents[T]) => unknown,
  ): PayframeCardElement;
}

export interface BillingDetails {
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  address?: AddressParam;
}

export interface AddressParam {
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  state?: string | null;
  postal_code?: string | null;
  /** ISO 3166-1 alpha-2. */
  country?: string | null;
}

export interface PaymentMethodCreateParams {
  billing_details?: BillingDetails;
  metadata?: Record<string, string>;
  allow_redisplay?: 'always' | 'limited' | 'unspecified';
}

export interface CreatePaymentMethodData extends PaymentMethodCreateParams {
  type: 'card';
  card: PayframeCardElement | { token: string };
}

export interface CreateTokenCardData {
  name?: string;
  address_line1?: string;
  address_line2?: string;
  address_city?: string;
  address_state?: string;
  address_zip?: string;
  address_country?: string;
  currency?: string;
}

export type TokenResult = { token: Token; error?: undefined } | { token?: undefined; error: PayframeError };

export type PaymentMethodResult =
  | { paymentMethod: PaymentMethod; error?: undefined }
  | { paymentMethod?: undefined; error: PayframeError };

export interface PaymentMethod {
  /** `pm_…` */
  id: string;
  object: 'payment_method';
  type: string;
  allow_redisplay: string | null;
  billing_details: {
    name: string | null;
    email: string | null;
    phone: string | null;
    address: null | {
      line1: string | null;
      line2: string | null;
      city: string | null;
      state: string | null;
      postal_code: string | null;
      country: string | null;
    };
  };
  card?: {
    brand: string;
    checks: null | {
      address_line1_check: string | null;
      address_postal_code_check: string | null;
      cvc_check: string | null;
    };
    country: string | null;
    exp_month: number;
    exp_year: number;
    funding: string;
    last4: string;
    networks: null | { available: string[]; preferred: string | null };
    three_d_secure_usage: null | { supported: boolean };
    wallet: null;
  };
  created: number;
  customer: string | null;
  livemode: boolean;
  metadata: Record<string, string>;
}

export interface Token {
  /** `tok_…` */
  id: string;
  object: 'token';
  type: string;
  card?: {
    id: string;
    object: 'card';
    brand: string;
    country: string | null;
    exp_month: number;
    exp_year: number;
    funding: string;
    last4: string;
    name: string | null;
    cvc_check: string | null;
    address_city: string | null;
    address_country: string | null;
    address_line1: string | null;
    address_line1_check: string | null;
    address_line2: string | null;
    address_state: string | null;
    address_zip: string | null;
    address_zip_check: string | null;
    dynamic_last4: string | null;
    tokenization_method: string | null;
    metadata: Record<string, string>;
  };
  client_ip: string | null;
  created: number;
  livemode: boolean;
  used: boolean;
}
