/**
 * What a Payment Element asks the host for: `POST /v1/elements/sessions`, with a publishable key. The host chooses the
 * payment methods, because only it knows the intent, the account's configuration and the customer.
 */

/**
 * Parameters of the request: the client secret of an intent, or the description of one that is created later.
 *
 * @public
 */
export interface ElementsSessionParams {
  client_secret?: string;
  deferred_intent?: {
    mode: 'payment' | 'setup' | 'subscription';
    /** In the currency's smallest unit. */
    amount?: number;
    /** ISO 4217, in lower case. */
    currency?: string;
    setup_future_usage?: 'off_session' | 'on_session';
    capture_method?: 'automatic' | 'automatic_async' | 'manual';
    on_behalf_of?: string;
    payment_method_types?: string[];
    allowed_payment_method_types?: string[];
    excluded_payment_method_types?: string[];
    /** `pmc_…` */
    payment_method_configuration?: string;
    /** Options by type of payment method, such as `{ card: { setup_future_usage: 'off_session' } }`. */
    payment_method_options?: Record<string, object>;
  };
  customer_session_client_secret?: string;
  /** Country of the payer as far as it is known, ISO 3166-1 alpha-2. Decides the order of the methods. */
  country?: string;
}

/** How a payer agrees to pay by a method. */
export type MethodFlow =
  /** By what is typed into the fields, with or without a question of the issuer. */
  | 'direct'
  /** By a mandate for a debit, which the bank answers after days. */
  | 'debit'
  /** On another page, to which the shop's page navigates. */
  | 'redirect'
  /** By a code that is typed, and a question in the payer's app. */
  | 'code'
  /** By a voucher that is shown, and paid in a shop or at a bank within days. */
  | 'voucher';

/** Path of a billing detail that a payment method may need of its holder. */
export type BillingPath =
  | 'name'
  | 'email'
  | 'phone'
  | 'address.country'
  | 'address.line1'
  | 'address.line2'
  | 'address.city'
  | 'address.state'
  | 'address.postal_code';

/**
 * A method by which the payment can be made. A member with a default is left out where it has that, because the answer is
 * on the way to the first field.
 */
export interface SessionMethod {
  type: string;
  /** Its name as the brand writes it, for types whose name the frame does not know. */
  name: string;
  /** Default `redirect`. */
  flow?: MethodFlow;
  /** Paths of the billing details that it needs, such as `name`, `email`, `address.country`. Default: none. */
  required?: string[];
  /**
   * Countries that its payer can choose from, ISO 3166-1 alpha-2. Default: all, as for each method that needs no part of
   * an address.
   */
  countries?: string[];
  /** Whether the payment method is kept for later payments, so that its holder is shown a mandate. Default `false`. */
  saved?: true;
  /**
   * Whether microdeposits or the bank itself verify the account, where that is not for its holder to choose. Only of
   * `us_bank_account`.
   */
  verification_method?: 'automatic' | 'instant' | 'microdeposits' | 'skip';
}

/** A saved payment method, as its customer may see it: a PaymentMethod without what identifies it across payments. */
export interface SavedMethod {
  id: string;
  object: 'payment_method';
  type: string;
  billing_details: object;
  [details: string]: unknown;
}

/** What a customer may do with saved methods: the features of their customer session. */
export interface SessionCustomer {
  id: string;
  payment_methods: SavedMethod[];
  default_payment_method: string | null;
  payment_method_save: 'enabled' | 'disabled';
  payment_method_save_usage: 'off_session' | 'on_session' | null;
  payment_method_remove: 'enabled' | 'disabled';
  payment_method_set_as_default: 'enabled' | 'disabled';
  /** Whether a saved card needs its security code again. */
  require_cvc_recollection: boolean;
}

/** The wallets of live mode that the host has been set up for. An Express Checkout Element has a button for each that the browser can open. */
export interface SessionWallets {
  apple_pay?: {
    /** Id of the merchant at Apple. */
    merchant_id: string;
  };
  google_pay?: {
    environment: 'PRODUCTION' | 'TEST';
    /** Id of the merchant at Google. */
    merchant_id: string;
    /** Parameters of the gateway that Google encrypts the card for, as Google names them. */
    gateway: Record<string, string>;
  };
}

/**
 * The answer.
 *
 * @public
 */
export interface ElementsSession {
  object: 'elements.session';
  livemode: boolean;
  mode: 'payment' | 'setup' | 'subscription';
  /** The intent of the client secret, or `null` for one that is created later. */
  intent: { id: string; object: 'payment_intent' | 'setup_intent'; status: string } | null;
  amount: number | null;
  currency: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  capture_method: 'automatic' | 'automatic_async' | 'manual' | null;
  /** The account that is paid: its name in mandates, and its country. */
  account: { name: string | null; country: string };
  /** In the order in which they are shown. */
  payment_methods: SessionMethod[];
  customer: SessionCustomer | null;
  /** Wallets that a browser opens by itself, in live mode. Default: none. */
  wallets?: SessionWallets;
}
