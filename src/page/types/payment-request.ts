import type { PaymentMethod, Token } from '../objects/api-objects.js';
import type { ElementClasses, ElementEvents } from './element.js';

/**
 * Request for a payment by a wallet, the older form of the Express Checkout Element. A page shows its button, or one of its own, where
 * `canMakePayment` finds a wallet.
 */
export interface PayframePaymentRequest {
  /** Resolves with the wallet that there is, or with `null`. */
  canMakePayment(): Promise<Record<PaymentRequestWallet, boolean> | null>;
  /** Opens the wallet, as the button does. */
  show(): void;
  /** Closes the wallet. */
  abort(): void;
  isShowing(): boolean;
  /**
   * Merges options into the previous ones.
   *
   * @throws IntegrationError while the wallet is open: answer its events by `updateWith` instead.
   */
  update(options: PaymentRequestUpdateOptions): void;
  on<T extends EventName>(eventType: T, handler: Handler<T>): this;
  once<T extends EventName>(eventType: T, handler: Handler<T>): this;
  off<T extends EventName>(eventType: T, handler?: Handler<T>): this;
}

type EventName = keyof PaymentRequestEvents;

type Handler<T extends EventName> = (event: PaymentRequestEvents[T]) => unknown;

export type PaymentRequestWallet = 'applePay' | 'googlePay' | 'link';

export interface PaymentRequestItem {
  amount: number;
  label: string;
  pending?: boolean;
}

export interface PaymentRequestShippingOption {
  id: string;
  label: string;
  detail: string;
  amount: number;
}

export interface PaymentRequestUpdateOptions {
  currency?: string;
  total?: PaymentRequestItem;
  /** What is paid for. Their sum may be another one than the total. */
  displayItems?: PaymentRequestItem[];
  /** Ways to ship, the first of which is chosen at first. */
  shippingOptions?: PaymentRequestShippingOption[];
  /** Options only for Apple Pay. They are accepted, and have no effect. */
  applePay?: object;
}

export interface PaymentRequestOptions extends PaymentRequestUpdateOptions {
  /** ISO 3166-1 alpha-2. It is accepted, and has no effect. */
  country: string;
  currency: string;
  total: PaymentRequestItem;
  requestPayerName?: boolean;
  requestPayerPhone?: boolean;
  requestPayerEmail?: boolean;
  requestShipping?: boolean;
  /** Wallets without a button. */
  disableWallets?: readonly (PaymentRequestWallet | 'browserCard')[];
}

export interface PaymentRequestAddress {
  country?: string;
  addressLine?: string[];
  region?: string;
  city?: string;
  postalCode?: string;
  recipient?: string;
}

export interface PaymentRequestUpdateDetails extends Omit<PaymentRequestUpdateOptions, 'currency'> {
  /** Without it, the shopper goes on. */
  status?: 'success' | 'fail' | 'invalid_shipping_address';
}

interface Updatable {
  /** Answers the event, within 30 seconds. */
  updateWith(details: PaymentRequestUpdateDetails): void;
}

interface Completable {
  /** Says how the payment went, within 30 seconds. Anything but `success` is shown in the wallet, which stays open. */
  complete(
    status:
      | 'success'
      | 'fail'
      | 'invalid_payer_name'
      | 'invalid_payer_phone'
      | 'invalid_payer_email'
      | 'invalid_shipping_address',
  ): void;
  payerName?: string;
  payerEmail?: string;
  payerPhone?: string;
  shippingAddress?: PaymentRequestAddress;
  shippingOption?: PaymentRequestShippingOption;
  walletName: PaymentRequestWallet;
  methodName: string;
}

export interface PaymentRequestEvents {
  /** The shopper has agreed, and this is what they pay with. */
  paymentmethod: Completable & { paymentMethod: PaymentMethod };
  /** The same, for a page that pays by a token. */
  token: Completable & { token: Token };
  shippingaddresschange: Updatable & { shippingAddress: PaymentRequestAddress };
  shippingoptionchange: Updatable & { shippingOption: PaymentRequestShippingOption };
  /** The wallet was closed without a payment. */
  cancel: undefined;
  /** Sources are refused: listen for `paymentmethod`. */
  source: never;
}

/** Options of the Element `paymentRequestButton`. */
export interface PaymentRequestButtonOptions {
  paymentRequest: PayframePaymentRequest;
  style?: {
    paymentRequestButton?: {
      type?: 'default' | 'book' | 'buy' | 'donate';
      theme?: 'dark' | 'light' | 'light-outline';
      /** 40 to 55 pixels, such as `44px`. */
      height?: string;
    };
  };
  classes?: ElementClasses;
}

export interface PaymentRequestButtonEvents
  extends Omit<ElementEvents<'paymentRequestButton'>, 'visibility'> {
  /** The button was pressed. `preventDefault`, called at once, keeps the wallet closed. */
  click: { elementType: 'paymentRequestButton'; preventDefault(): void };
}
