import type { ElementBase, ElementClasses, ElementEvents, VisibilityOption } from './element.js';

/** Buttons of wallets, in which a shopper chooses a card, an address and how to ship. */
export type PayframeExpressCheckoutElement = ExpressCheckoutElementMethods &
  ElementBase<ExpressCheckoutElementOptions, ExpressCheckoutElementEvents>;

export interface ExpressCheckoutElementMethods {
  /** Merges options into the previous ones, also while a wallet is open. */
  update(options: Partial<ExpressCheckoutElementOptions>): this;
}

/** What a wallet asks the shopper for. The answer to a `click` may say it too. */
export interface WalletRequestOptions {
  /** Countries to ship to, ISO 3166-1 alpha-2. Default: all. */
  allowedShippingCountries?: string[];
  billingAddressRequired?: boolean;
  business?: { name: string };
  emailRequired?: boolean;
  /** What is paid for. Their sum must not be above the amount of the group. */
  lineItems?: WalletLineItem[];
  phoneNumberRequired?: boolean;
  shippingAddressRequired?: boolean;
  /** Ways to ship, the first of which is chosen at first. */
  shippingRates?: WalletShippingRate[];
}

export interface ExpressCheckoutElementOptions extends WalletRequestOptions, VisibilityOption {
  /** Options only for Apple Pay. They are accepted, and have no effect. */
  applePay?: object;
  /** 40 to 55 pixels. Default 44. */
  buttonHeight?: number;
  buttonTheme?: {
    applePay?: 'black' | 'white' | 'white-outline';
    googlePay?: 'black' | 'white';
    paypal?: 'gold' | 'blue' | 'silver' | 'white' | 'black';
  };
  buttonType?: { applePay?: string; googlePay?: string; paypal?: string };
  /** With `overflow: 'auto'`, buttons beyond `maxRows` are shown after a click on “Show more”. */
  layout?: { maxColumns?: number; maxRows?: number; overflow?: 'auto' | 'never' };
  paymentMethodOrder?: readonly string[];
  paymentMethods?: Partial<Record<WalletName, 'auto' | 'always' | 'never'>>;
  /** The older name of `paymentMethods`. */
  wallets?: Partial<Record<'applePay' | 'googlePay', 'auto' | 'always' | 'never'>>;
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
}

export type WalletName = 'amazonPay' | 'applePay' | 'googlePay' | 'klarna' | 'link' | 'paypal';

export type ExpressPaymentType = 'amazon_pay' | 'apple_pay' | 'google_pay' | 'klarna' | 'link' | 'paypal';

export interface WalletLineItem {
  name: string;
  amount: number;
}

export interface WalletShippingRate {
  id: string;
  amount: number;
  displayName: string;
  deliveryEstimate?: string | { maximum?: DeliveryTime; minimum?: DeliveryTime };
}

export interface DeliveryTime {
  unit: 'hour' | 'day' | 'business_day' | 'week' | 'month';
  value: number;
}

export interface WalletAddress {
  line1: string;
  line2: string | null;
  city: string;
  state: string;
  postal_code: string;
  country: string;
}

/** What a handler answers to a change in the wallet. */
export type WalletChange = Pick<WalletRequestOptions, 'lineItems' | 'shippingRates'>;

interface Answerable<Details> {
  /** Goes on, with what has changed. */
  resolve(details?: Details): void;
  reject(): void;
}

interface ExpressEvent {
  elementType: 'expressCheckout';
}

export interface ExpressCheckoutElementEvents extends Omit<ElementEvents<'expressCheckout'>, 'ready'> {
  /** The buttons are there; without `availablePaymentMethods` there is none. */
  ready: ExpressEvent & { availablePaymentMethods: undefined | Record<WalletName, boolean> };
  availablepaymentmethodschange: ExpressEvent & {
    paymentMethods: undefined | Record<string, { available: boolean }>;
  };
  /** A button was clicked. A handler has to answer within a second, or the wallet does not open. */
  click: ExpressEvent & { expressPaymentType: ExpressPaymentType } & Answerable<WalletRequestOptions>;
  /** The shopper has chosen where to ship to. A handler has to answer within 20 seconds. */
  shippingaddresschange: ExpressEvent & {
    name: string;
    address: Omit<WalletAddress, 'line1' | 'line2'>;
  } & Answerable<WalletChange>;
  /** The shopper has chosen how to ship. A handler has to answer within 20 seconds. */
  shippingratechange: ExpressEvent & { shippingRate: WalletShippingRate } & Answerable<WalletChange>;
  /** The shopper has agreed. The page pays now, by `confirmPayment` or another call with the group. */
  confirm: ExpressEvent & {
    expressPaymentType: ExpressPaymentType;
    billingDetails?: { name: string; email?: string; phone?: string; address: WalletAddress };
    shippingAddress?: { name: string; address: WalletAddress };
    shippingRate?: WalletShippingRate;
    /** Shows in the wallet that the payment failed, so that the shopper can try again. */
    paymentFailed(payload?: {
      reason?:
        | 'fail'
        | 'invalid_shipping_address'
        | 'invalid_billing_address'
        | 'invalid_payment_data'
        | 'address_unserviceable';
      message?: string;
    }): void;
  };
  /** The wallet was closed without a payment. */
  cancel: ExpressEvent;
}
