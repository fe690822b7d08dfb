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

/** Pairs to store with an object. One whose value is `null` is left out. */
export type MetadataParam = Record<string, string | number | null>;

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
    /** The brand to show. For a co-badged card, it is the chosen one. */
    display_brand: string | null;
    exp_month: number;
    exp_year: number;
    fingerprint?: string | null;
    funding: string;
    last4: string;
    regulated_status: 'regulated' | 'unregulated' | null;
    networks: null | { available: string[]; preferred: string | null };
    three_d_secure_usage: null | { supported: boolean };
    wallet: null | {
      type: 'apple_pay' | 'google_pay';
      dynamic_last4: string | null;
    };
  };
  sepa_debit?: {
    bank_code: string | null;
    branch_code: string | null;
    /** ISO 3166-1 alpha-2. */
    country: string | null;
    fingerprint: string | null;
    last4: string | null;
  };
  created: number;
  customer: string | null;
  livemode: boolean;
  metadata: Record<string, string>;
}

export interface Token {
  /** `tok_…`; `btok_…` of a bank account. */
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
  bank_account?: {
    id: string;
    object: 'bank_account';
    account_holder_name: string | null;
    account_holder_type: string | null;
    bank_name: string | null;
    country: string;
    currency: string;
    fingerprint: string | null;
    last4: string;
    routing_number: string | null;
    status: string;
  };
  client_ip: string | null;
  created: number;
  livemode: boolean;
  used: boolean;
}
