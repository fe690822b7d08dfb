/**
 * What a shop's own page learns of its Checkout Session, from `POST /v1/payment_pages/:id/init` and each later request. The names
 * are those of Stripe.js in the spelling of the API; the page adds to each amount how a person reads it.
 */

export interface ViewedAmount {
  /** In the currency's smallest unit. */
  minor_units_amount: number;
}

export interface ViewedAddress {
  country: string;
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  postal_code?: string | null;
  state?: string | null;
}

export interface ViewedContact {
  name?: string | null;
  address: ViewedAddress;
}

export interface ViewedDiscount extends ViewedAmount {
  display_name: string;
  /** The code that the customer has typed. */
  promotion_code: string | null;
  recurring: { type: 'forever' } | { type: 'repeating'; duration_in_months: number } | null;
  percent_off: number | null;
}

export interface ViewedTax extends ViewedAmount {
  inclusive: boolean;
  display_name: string;
  percentage: number;
}

export interface ViewedRecurring {
  interval: 'day' | 'month' | 'week' | 'year';
  interval_count: number;
}

export interface ViewedLineItem {
  id: string;
  name: string;
  description: string | null;
  images: string[];
  price_id: string;
  quantity: number;
  unit_amount: ViewedAmount;
  unit_amount_decimal: ViewedAmount | null;
  unit_label: string | null;
  subtotal: ViewedAmount;
  discount: ViewedAmount;
  tax_exclusive: ViewedAmount;
  tax_inclusive: ViewedAmount;
  total: ViewedAmount;
  discount_amounts: ViewedDiscount[] | null;
  tax_amounts: ViewedTax[] | null;
  recurring: (ViewedRecurring & { usage_type: 'licensed' | 'metered' }) | null;
  adjustable_quantity: { maximum: number; minimum: number } | null;
  is_removable: boolean;
  pricing: null;
  transform_quantity: { divide_by: number; round: 'down' | 'up'; package_count: number } | null;
}

export interface ViewedOptionalItem {
  price_id: string;
  name: string;
  description: string | null;
  images: string[];
  unit_amount: ViewedAmount;
  unit_amount_decimal: ViewedAmount | null;
  unit_label: string | null;
  quantity: number;
  adjustable_quantity: { maximum: number; minimum: number } | null;
  recurring: ViewedRecurring | null;
  is_selected: boolean;
}

interface ViewedEstimate {
  unit: 'business_day' | 'day' | 'hour' | 'month' | 'week';
  value: number;
}

export interface ViewedShippingOption extends ViewedAmount {
  /** The id of the shipping rate. */
  id: string;
  currency: string;
  display_name: string | null;
  delivery_estimate: { maximum: ViewedEstimate | null; minimum: ViewedEstimate | null } | null;
}

export interface ViewedSavedMethod {
  id: string;
  type: 'card';
  card: { brand: string; exp_month: number; exp_year: number; last4: string };
  billing_details: {
    email?: string | null;
    name?: string | null;
    phone?: string | null;
    address?: { [part in keyof ViewedAddress]?: string | null } | null;
  };
}

/** What the next invoice of a subscription comes to. */
export interface ViewedDueNext {
  subtotal: ViewedAmount;
  total: ViewedAmount;
  discount: ViewedAmount;
  tax_inclusive: ViewedAmount;
  tax_exclusive: ViewedAmount;
  billing_cycle_anchor: number | null;
}

export interface CheckoutView {
  id: string;
  status:
    | { type: 'open' }
    | { type: 'expired' }
    | { type: 'complete'; payment_status: 'no_payment_required' | 'paid' | 'unpaid' };
  /** Whether all that the shop asks for is there, but for a payment method. */
  can_confirm: boolean;
  livemode: boolean;
  currency: string;
  /** Smallest units in one unit of the currency. */
  minor_units_amount_divisor: number;
  /** The name of the shop. */
  business_name: string | null;
  name_collection: { individual_name: string | null; business_name: string | null } | null;
  email: string | null;
  phone_number: string | null;
  billing_address: ViewedContact | null;
  shipping_address: ViewedContact | null;
  line_items: ViewedLineItem[];
  optional_items: ViewedOptionalItem[] | null;
  total: {
    subtotal: ViewedAmount;
    discount: ViewedAmount;
    shipping_rate: ViewedAmount;
    tax_exclusive: ViewedAmount;
    tax_inclusive: ViewedAmount;
    applied_balance: ViewedAmount;
    balance_applied_to_next_invoice: boolean;
    surcharge: ViewedAmount;
    total: ViewedAmount;
  };
  discount_amounts: ViewedDiscount[] | null;
  tax_amounts: ViewedTax[] | null;
  shipping: { shipping_option: ViewedShippingOption; tax_amounts: null } | null;
  shipping_options: ViewedShippingOption[];
  recurring:
    | (ViewedRecurring & {
        is_prorated: boolean;
        due_next: ViewedDueNext;
        trial: { trial_end: number; trial_period_days: number } | null;
      })
    | null;
  saved_payment_methods: ViewedSavedMethod[] | null;
  last_payment_error: { message: string } | null;
  tax: { status: 'ready' | 'requires_billing_address' | 'requires_shipping_address' };
  /** What the customer has told, for a business. */
  tax_id_info: { tax_id: { type: string; value: string }; business_name: string } | null;
  surcharge: null;
  currency_options: null;
}

/**
 * The answer to each request of a page about its session.
 *
 * @public
 */
export interface PaymentPage {
  /** The id of the session. */
  id: string;
  object: 'payment_page';
  amount_total: number | null;
  currency: string | null;
  livemode: boolean;
  payment_method_types: string[];
  payment_status: string;
  status: string;
  /** The client secret of an intent whose customer has to do something at another place. */
  next_action_client_secret: string | null;
  /** Where the customer is led to after the purchase. */
  return_url: string | null;
  /** By it the page's Payment Element has the saved payment methods of the customer. Only where the page asks for it. */
  customer_session_client_secret?: string | null;
  /** The session as a page of the shop's own sees it; `null` of one with another page. */
  session: CheckoutView | null;
}
