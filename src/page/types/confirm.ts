import type { PayframeCardCvcElement } from './card-elements.js';
import type { CreatePaymentMethodData, CreatePaymentMethodSepaDebitData } from './create-params.js';
import type { PayframeElements } from './elements-group.js';
import type { PaymentMethodData, ShippingParam } from './intents.js';

/** Options of long calls that Stripe.js does not have. */
export interface CallOptions {
  /**
   * Ends the wait for a call with the error `aborted`. The request may still take effect: retrieve the intent
   * to know. Stripe.js has no such option.
   */
  signal?: AbortSignal;
}

export interface ConfirmOptions extends CallOptions {
  /** With `false`, an intent that needs authentication is returned as it is. Default `true`. */
  handleActions?: boolean;
}

export interface SetupIntentConfirmParams {
  // biome-ignore lint/suspicious/noExplicitAny: As in Stripe.js.
  mandate_data?: { [name: string]: any };
  /** Where the cardholder comes back to from a page of their bank's. */
  return_url?: string;
}

export interface PaymentIntentConfirmParams extends SetupIntentConfirmParams {
  receipt_email?: string | '';
  save_payment_method?: boolean;
  setup_future_usage?: 'off_session' | 'on_session' | null;
  shipping?: ShippingParam | null;
}

/** An Element's, or a token's: `billing_details` and the like beside it. */
type CardMethod = Omit<CreatePaymentMethodData, 'type'>;
type SepaDebitMethod = Omit<CreatePaymentMethodSepaDebitData, 'type'>;

export interface ConfirmCardPaymentData extends PaymentIntentConfirmParams {
  /** An Element with what goes along, or the id of a saved one; left out where the intent has one. */
  payment_method?: string | CardMethod;
  payment_method_options?: {
    card: {
      /** A security code for a saved card. */
      cvc?: PayframeCardCvcElement;
      network?: string;
    };
  };
}

export interface ConfirmCardSetupData extends SetupIntentConfirmParams {
  payment_method?: string | CardMethod;
}

export interface ConfirmSepaDebitPaymentData extends PaymentIntentConfirmParams {
  payment_method?: string | SepaDebitMethod;
  setup_future_usage?: 'off_session';
}

export interface ConfirmSepaDebitSetupData extends SetupIntentConfirmParams {
  payment_method?: string | SepaDebitMethod;
}

interface WithMethod {
  payment_method_data?: PaymentMethodData;
  /** In the place of what the Elements hold. */
  confirmation_token?: string;
  payment_method?: string;
  expand?: string[];
}

export interface ConfirmPaymentData extends PaymentIntentConfirmParams, WithMethod {
  /** Where the page goes on success, with `payment_intent` and `redirect_status`. */
  return_url: string;
}

export interface ConfirmSetupData extends SetupIntentConfirmParams, WithMethod {
  /** Where the page goes on success, with `setup_intent` and `redirect_status`. */
  return_url: string;
}

/** The intent is the group's, or is named beside it. */
type OfIntent =
  | { elements: PayframeElements; clientSecret?: undefined }
  | { elements?: PayframeElements; clientSecret: string };

/** Stays on the page unless the payment method needs a redirect. */
export type IfRequired<Data> = OfIntent & {
  confirmParams?: Partial<Data>;
  redirect: 'if_required';
} & CallOptions;

/** Goes to `return_url` on success. */
export type Always<Data> = OfIntent & { confirmParams: Data; redirect?: 'always' } & CallOptions;

export interface CreateConfirmationToken extends CallOptions {
  elements: PayframeElements;
  params?: {
    payment_method_data?: PaymentMethodData;
    shipping?: {
      address: ShippingParam['address'];
      name: string | null;
      phone?: string | null;
    };
    return_url?: string | null;
    metadata?: Record<string, string | number | null>;
  };
}
