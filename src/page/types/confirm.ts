import type { MetadataParam } from '../objects/api-objects.js';
import type { PaymentMethodData, ShippingParam } from '../objects/intents.js';
import type { CallOptions } from './call-options.js';
import type { PayframeCardCvcElement } from './card-elements.js';
import type {
  CreatePaymentMethodAuBecsDebitData,
  CreatePaymentMethodData,
  CreatePaymentMethodSepaDebitData,
} from './create-params.js';
import type { ElementsParam } from './elements-group.js';

export interface ConfirmOptions extends CallOptions {
  /** With `false`, an intent that needs authentication is returned as it is. Default `true`. */
  handleActions?: boolean;
}

export interface SetupIntentConfirmParams {
  // biome-ignore lint/suspicious/noExplicitAny: As in Stripe.js.
  mandate_data?: { [name: string]: any };
  /** The page to which the cardholder returns from their bank's page. */
  return_url?: string;
}

export interface PaymentIntentConfirmParams extends SetupIntentConfirmParams {
  receipt_email?: string | '';
  save_payment_method?: boolean;
  setup_future_usage?: 'off_session' | 'on_session' | null;
  shipping?: ShippingParam | null;
}

/** An Element or a token, with further data such as `billing_details`. */
type CardMethod = Omit<CreatePaymentMethodData, 'type'>;
type SepaDebitMethod = Omit<CreatePaymentMethodSepaDebitData, 'type'>;
type AuBecsDebitMethod = Omit<CreatePaymentMethodAuBecsDebitData, 'type'>;

export interface ConfirmCardPaymentData extends PaymentIntentConfirmParams {
  /** An Element with further data, or the id of a saved PaymentMethod; left out if the intent has one. */
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

export interface ConfirmAuBecsDebitPaymentData extends PaymentIntentConfirmParams {
  payment_method?: string | AuBecsDebitMethod;
  setup_future_usage?: 'off_session';
}

export interface ConfirmAuBecsDebitSetupData extends SetupIntentConfirmParams {
  payment_method?: string | AuBecsDebitMethod;
}

interface WithMethod {
  payment_method_data?: PaymentMethodData;
  /** Used instead of the content of the Elements. */
  confirmation_token?: string;
  payment_method?: string;
  expand?: string[];
}

export interface ConfirmPaymentData extends PaymentIntentConfirmParams, WithMethod {
  /** The page to go to on success, with `payment_intent` and `redirect_status` added. */
  return_url: string;
}

export interface ConfirmSetupData extends SetupIntentConfirmParams, WithMethod {
  /** The page to go to on success, with `setup_intent` and `redirect_status` added. */
  return_url: string;
}

/** The group's own intent, or an intent that is named beside the group. */
type OfIntent =
  | { elements: ElementsParam; clientSecret?: undefined }
  | { elements?: ElementsParam; clientSecret: string };

/** Parameters of a call that stays on the page unless the payment method needs a redirect. */
export type IfRequired<Data> = OfIntent & {
  confirmParams?: Partial<Data>;
  redirect: 'if_required';
} & CallOptions;

/** Parameters of a call that goes to `return_url` on success. */
export type Always<Data> = OfIntent & { confirmParams: Data; redirect?: 'always' } & CallOptions;

export interface CreateConfirmationToken extends CallOptions {
  elements: ElementsParam;
  params?: {
    payment_method_data?: PaymentMethodData;
    shipping?: {
      address: ShippingParam['address'];
      name: string | null;
      phone?: string | null;
    };
    return_url?: string | null;
    metadata?: MetadataParam;
  };
}
