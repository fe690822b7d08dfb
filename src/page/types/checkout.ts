import type { CheckoutView, ViewedAmount } from '../../contract/checkout-view.js';
import type { PayframeError } from '../errors.js';
import type { AddressElementOptions, PayframeAddressElement } from './address-element.js';
import type { Appearance } from './appearance.js';
import type { PayframeContactDetailsElement } from './contact-elements.js';
import type { CssFontSource, CustomFontSource } from './elements-options.js';
import type { PayframePaymentElement, PaymentElementOptions } from './payment-element.js';

/** A name in camel case: `minorUnitsAmount`. */
type Camel<Name> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** What the host says, as a page reads it: in camel case but for addresses, and each amount with its text. */
type Readable<T> = T extends readonly (infer Item)[]
  ? Readable<Item>[]
  : T extends object
    ? {
        [Name in keyof T as Camel<Name>]: Name extends 'address' ? T[Name] : Readable<T[Name]>;
      } & (T extends ViewedAmount ? { /** As a person reads it: `€10.00`. */ amount: string } : unknown)
    : T;

/** A Checkout Session as your page sees it. */
export type CheckoutSession = Readable<CheckoutView>;

export interface CheckoutContact {
  name?: string | null;
  address: {
    /** ISO 3166-1 alpha-2. */
    country: string;
    line1?: string | null;
    line2?: string | null;
    city?: string | null;
    postal_code?: string | null;
    state?: string | null;
  };
}

/** The tax id of a business, and its name. */
export interface CheckoutTaxIdInfo {
  /** Its `type` is that of the API, such as `eu_vat`. */
  taxId: { type: string; value: string };
  businessName: string;
}

export interface CheckoutElementsOptions {
  appearance?: Appearance;
  fonts?: readonly (CssFontSource | CustomFontSource)[];
  loader?: 'always' | 'auto' | 'never';
  locale?: string;
  savedPaymentMethod?: { enableSave?: 'auto' | 'never'; enableRedisplay?: 'auto' | 'never' };
  syncAddressCheckbox?: 'billing' | 'none' | 'shipping';
}

export interface CheckoutElementsSdkOptions {
  /** The `client_secret` of a Checkout Session with the `ui_mode` `elements` or `custom`, or a promise of it. */
  clientSecret: PromiseLike<string> | string;
  elementsOptions?: CheckoutElementsOptions;
  /** What you know of the customer already. */
  defaultValues?: {
    billingAddress?: CheckoutContact;
    email?: string;
    phoneNumber?: string;
    shippingAddress?: CheckoutContact;
  };
  adaptivePricing?: { allowed?: boolean };
}

/** Options of the older `initCheckout`, which returns a promise. */
export interface CheckoutOptions extends Omit<CheckoutElementsSdkOptions, 'clientSecret'> {
  fetchClientSecret: () => Promise<string>;
}

/** Why an action was not done. It has a code only where the customer can mend it. */
export interface CheckoutError<Code extends string = never> {
  message: string;
  code: Code | null;
}

export type CheckoutResult<Error = CheckoutError> =
  | { type: 'success'; session: CheckoutSession; error?: undefined }
  | { type: 'error'; error: Error; session?: undefined };

/** A payment that was refused. */
export interface CheckoutPaymentFailed {
  message: string;
  code: 'paymentFailed';
  paymentFailed: { declineCode: string | null };
}

/** What is wrong in the Elements. */
export interface CheckoutValidationError {
  message: string;
  code: 'no_elements' | 'validation_error' | null;
  validation_errors: { message: string; element: 'billingAddress' | 'payment' | 'shippingAddress' }[];
}

export interface CheckoutConfirmOptions {
  /** Where the customer is led to after the purchase; by default the `return_url` of the session. */
  returnUrl?: string;
  /** `if_required`: stays on the page after a payment that needs no other page. Default `always`. */
  redirect?: 'always' | 'if_required';
  /** The id of a saved payment method of `session.savedPaymentMethods`, instead of what is in the Payment Element. */
  paymentMethod?: string;
  /** Whether the customer wants what they pay with to be saved, where your page asks them. The session needs a customer. */
  savePaymentMethod?: boolean;
  email?: string;
  phoneNumber?: string;
  billingAddress?: CheckoutContact;
  shippingAddress?: CheckoutContact;
}

/** Options of an Address Element of a session. */
export type CheckoutAddressElementOptions = Omit<AddressElementOptions, 'mode'>;

/** What a page does with its session. Each resolves, also where it is not done, and none rejects. They run one after another. */
export interface CheckoutActions {
  getSession(): CheckoutSession;
  applyPromotionCode(
    code: string,
  ): Promise<CheckoutResult<CheckoutError<'invalidCode' | 'promotionCodeAmountInsufficient'>>>;
  removePromotionCode(): Promise<CheckoutResult>;
  updateEmail(
    email: string | null,
  ): Promise<CheckoutResult<CheckoutError<'incompleteEmail' | 'invalidEmail'>>>;
  updatePhoneNumber(phoneNumber: string | null): Promise<CheckoutResult>;
  updateBillingAddress(contact: CheckoutContact | null): Promise<CheckoutResult>;
  updateShippingAddress(contact: CheckoutContact | null): Promise<CheckoutResult>;
  updateIndividualName(name: string | null): Promise<CheckoutResult>;
  updateBusinessName(name: string | null): Promise<CheckoutResult>;
  updateLineItemQuantity(change: { lineItem: string; quantity: number }): Promise<CheckoutResult>;
  /** @param shippingOption The id of one of `session.shippingOptions`. */
  updateShippingOption(shippingOption: string): Promise<CheckoutResult>;
  /** The session needs `tax_id_collection`. */
  updateTaxIdInfo(info: CheckoutTaxIdInfo | null): Promise<CheckoutResult<CheckoutError<'invalidTaxId'>>>;
  /** @param priceId The price of one of `session.optionalItems`. */
  addOptionalLineItem(priceId: string): Promise<CheckoutResult>;
  removeOptionalLineItem(priceId: string): Promise<CheckoutResult>;
  /** Runs a function that makes your server change the session, and reads the session after it. */
  runServerUpdate(update: () => Promise<unknown>): Promise<CheckoutResult>;
  /** Validates the Elements, and shows what is missing. */
  validateElements(): Promise<CheckoutResult<CheckoutValidationError>>;
  /**
   * Pays. After a payment that is refused, the session stays open, and what was typed stays where it is.
   *
   * @example
   * ```ts
   * const result = await actions.confirm();
   * if (result.type === 'error') message.textContent = result.error.message;
   * ```
   */
  confirm(options?: CheckoutConfirmOptions): Promise<CheckoutResult<CheckoutError | CheckoutPaymentFailed>>;
}

/** Elements that show or collect a part of a session. */
export interface CheckoutElements {
  on(event: 'change', handler: (session: CheckoutSession) => void): void;
  changeAppearance(appearance: Appearance): void;
  loadFonts(fonts: readonly (CssFontSource | CustomFontSource)[]): void;
  createPaymentElement(options?: PaymentElementOptions): PayframePaymentElement;
  getPaymentElement(): PayframePaymentElement | null;
  /** Its email becomes that of the session. */
  createContactDetailsElement(): PayframeContactDetailsElement;
  getContactDetailsElement(): PayframeContactDetailsElement | null;
  /** Its address becomes where the session ships to, once it is complete. The session needs `shipping_address_collection`. */
  createShippingAddressElement(options?: CheckoutAddressElementOptions): PayframeAddressElement;
  getShippingAddressElement(): PayframeAddressElement | null;
  /** Its address becomes the billing address of the session, once it is complete. */
  createBillingAddressElement(options?: CheckoutAddressElementOptions): PayframeAddressElement;
  getBillingAddressElement(): PayframeAddressElement | null;
}

export interface PayframeCheckoutElementsSdk extends CheckoutElements {
  /**
   * Resolves once the session is loaded.
   *
   * @example
   * ```ts
   * const checkout = payframe.initCheckoutElementsSdk({ clientSecret });
   * checkout.createPaymentElement().mount('#payment');
   * const loaded = await checkout.loadActions();
   * if (loaded.type === 'success') total.textContent = loaded.actions.getSession().total.total.amount;
   * ```
   */
  loadActions(): Promise<
    | { type: 'success'; actions: CheckoutActions; error?: undefined }
    | { type: 'error'; error: PayframeError; actions?: undefined }
  >;
}

/** The object of the older `initCheckout`, of which each action is a method. */
export interface PayframeCheckout extends CheckoutElements, Omit<CheckoutActions, 'getSession'> {
  session(): CheckoutSession;
}
