import type { AddressParam, BillingDetails, MetadataParam, PaymentMethod } from './api-objects.js';

/** PaymentIntent with the properties that a page may see. */
export interface PaymentIntent {
  /** `pi_…` */
  id: string;
  object: 'payment_intent';
  /** In the currency's smallest unit. */
  amount: number;
  canceled_at: number | null;
  cancellation_reason:
    | 'abandoned'
    | 'automatic'
    | 'duplicate'
    | 'failed_invoice'
    | 'fraudulent'
    | 'requested_by_customer'
    | 'void_invoice'
    | null;
  capture_method: 'automatic' | 'manual';
  client_secret: string | null;
  confirmation_method: 'automatic' | 'manual';
  created: number;
  currency: string;
  description: string | null;
  last_payment_error: IntentError | null;
  livemode: boolean;
  next_action: NextAction | null;
  /** Its id, or the object itself if it was expanded. */
  payment_method: string | PaymentMethod | null;
  payment_method_types: string[];
  receipt_email: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  shipping: Shipping | null;
  status:
    | 'canceled'
    | 'processing'
    | 'requires_action'
    | 'requires_capture'
    | 'requires_confirmation'
    | 'requires_payment_method'
    | 'succeeded';
}

/** SetupIntent with the properties that a page may see. */
export interface SetupIntent {
  /** `seti_…` */
  id: string;
  object: 'setup_intent';
  cancellation_reason: 'abandoned' | 'duplicate' | 'requested_by_customer' | null;
  client_secret: string | null;
  created: number;
  description: string | null;
  last_setup_error: IntentError | null;
  livemode: boolean;
  next_action: NextAction | null;
  payment_method: string | PaymentMethod | null;
  payment_method_types: string[];
  status:
    | 'canceled'
    | 'processing'
    | 'requires_action'
    | 'requires_confirmation'
    | 'requires_payment_method'
    | 'succeeded';
  usage: string;
}

/** Reason why an intent's last confirm failed. */
export interface IntentError {
  charge?: string;
  code?: string;
  decline_code?: string;
  doc_url?: string;
  message?: string;
  param?: string;
  payment_method?: PaymentMethod;
  type:
    | 'api_connection_error'
    | 'api_error'
    | 'authentication_error'
    | 'card_error'
    | 'idempotency_error'
    | 'invalid_request_error'
    | 'rate_limit_error';
}

/** Action that the cardholder has to take before the intent can continue. */
export interface NextAction {
  /** `use_stripe_sdk`, which `handleNextAction` carries out, or `redirect_to_url`. */
  type: string;
  redirect_to_url?: { return_url: string | null; url: string | null };
  use_stripe_sdk?: object;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export interface Shipping {
  address?: Address;
  carrier?: string | null;
  name?: string | null;
  phone?: string | null;
  tracking_number?: string | null;
}

export interface ShippingParam {
  address: AddressParam;
  carrier?: string;
  name: string;
  phone?: string;
  tracking_number?: string;
}

/** Token that stands for the typed data, for a server that confirms with it. */
export interface ConfirmationToken {
  /** `ctoken_…` */
  id: string;
  object: 'confirmation_token';
  created: number;
  expires_at: number;
  livemode: boolean;
  payment_intent: string | null;
  payment_method_preview: Pick<PaymentMethod, 'type' | 'billing_details' | 'card' | 'sepa_debit'>;
  return_url: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  setup_intent: string | null;
  shipping: Shipping | null;
  use_stripe_sdk: boolean;
}

/** Data that the page may add to the PaymentMethod of a group's Elements. */
export interface PaymentMethodData {
  billing_details?: BillingDetails;
  allow_redisplay?: 'always' | 'limited' | 'unspecified';
  metadata?: MetadataParam;
}
