import type { PayframeErrorCode } from '../errors.js';
import type { CardNetworkBrand } from './card-elements.js';
import type { ElementBase, ElementClasses, ElementEvents, VisibilityOption } from './element.js';

/** Form for every payment method that a payment can be made by. */
export type PayframePaymentElement = PaymentElementMethods &
  ElementBase<PaymentElementOptions, PaymentElementEvents>;

export interface PaymentElementMethods {
  /** Merges options into the previous ones. */
  update(options: Partial<PaymentElementOptions>): this;
  /** Closes the method that is open. What was typed into it stays. */
  collapse(): this;
}

export interface PaymentElementOptions extends VisibilityOption {
  layout?: PaymentElementLayout | PaymentElementLayoutOptions;
  /** Which billing details are asked for. Those with `never` have to be passed to the call that pays. */
  fields?: { billingDetails?: BillingFields } & {
    [type: string]: { billingDetails?: BillingFields } | BillingFields;
  };
  /** Values to begin with. A person may change them. */
  defaultValues?: {
    billingDetails?: {
      name?: string;
      email?: string;
      phone?: string;
      address?: {
        /** ISO 3166-1 alpha-2. */
        country?: string;
        postal_code?: string;
        state?: string;
        city?: string;
        line1?: string;
        line2?: string;
      };
    };
    card?: { network?: readonly CardNetworkBrand[] };
  };
  /** Types of payment methods that come first, in this order. */
  paymentMethodOrder?: readonly string[];
  /** Keeps everything from being changed. */
  readOnly?: boolean;
  /** Whether the text is shown by which a person agrees to later payments. */
  terms?: Partial<Record<TermsName, 'auto' | 'always' | 'never'>>;
  wallets?: Partial<Record<'applePay' | 'googlePay' | 'link', 'auto' | 'never'>>;
  walletOptions?: object;
  applePay?: object;
  /** The business that the texts name. By default, the name of the account. */
  business?: { name: string };
  /** Class names that the container gets in each state; default `StripeElement`, `StripeElement--focus`, … */
  classes?: ElementClasses;
}

/** Types of payment methods in camel case. */
type TermsName =
  | 'applePay'
  | 'auBecsDebit'
  | 'bacsDebit'
  | 'bancontact'
  | 'card'
  | 'cashapp'
  | 'googlePay'
  | 'ideal'
  | 'klarna'
  | 'paypal'
  | 'sepaDebit'
  | 'sofort'
  | 'usBankAccount';

export type PaymentElementLayout = 'tabs' | 'accordion' | 'auto';

export interface PaymentElementLayoutOptions {
  type: PaymentElementLayout;
  /** Begins with no method open. By default, an accordion of several methods does, and tabs do not. */
  defaultCollapsed?: boolean;
  /** Whether the rows of the accordion show a radio button. */
  radios?: 'auto' | 'always' | 'never' | 'if_multiple';
  /** Leaves room between the rows of the accordion. */
  spacedAccordionItems?: boolean;
  /** Number of rows until a button shows the rest; 0 shows all. Default 5. */
  visibleAccordionItemsCount?: number;
  paymentMethodLogoPosition?: 'start' | 'end';
}

type BillingField = 'auto' | 'never';

export type BillingFields =
  | BillingField
  | {
      name?: BillingField | 'always';
      email?: BillingField;
      phone?: BillingField;
      address?:
        | BillingField
        | 'if_required'
        | Partial<Record<'country' | 'postalCode' | 'state' | 'city' | 'line1' | 'line2', BillingField>>;
    };

interface PaymentEvent {
  elementType: 'payment';
}

export interface PaymentElementEvents extends ElementEvents<'payment'> {
  change: PaymentElementChangeEvent;
  /** The form is being loaded, and its place can be seen. */
  loaderstart: PaymentEvent;
  availablepaymentmethodschange: PaymentEvent & {
    paymentMethods: Record<string, { available: boolean }> | undefined;
  };
  carddetailschange: PaymentEvent & {
    loading: boolean;
    details?: { brands: string[] | null; funding: string | null };
  };
  savedpaymentmethodupdate: PaymentEvent & SavedMethodChange;
  savedpaymentmethodremove: PaymentEvent & SavedMethodChange;
}

export interface PaymentElementChangeEvent extends PaymentEvent {
  /** Nothing was typed. */
  empty: boolean;
  /** What was typed can be paid with, as far as the form can tell. */
  complete: boolean;
  error: undefined | { type: 'validation_error'; code: PayframeErrorCode; message: string };
  /** No method is open. */
  collapsed: boolean;
  value: {
    /** Type of the chosen method, such as `sepa_debit`; empty if none is. */
    type: string;
    savePaymentMethod?: boolean;
    billingDetails?: { address: { country?: string | null; postalCode?: string | null } };
    /** The saved payment method that is chosen. */
    payment_method?: SavedMethodOfEvent;
  };
}

interface SavedMethodChange {
  success: boolean;
  /** Why it failed. */
  error?: string;
  payment_method: SavedMethodOfEvent;
}

interface SavedMethodOfEvent {
  id: string;
  type: string;
  billing_details: {
    address: Record<'city' | 'country' | 'line1' | 'line2' | 'postal_code' | 'state', string | null>;
    name: string | null;
    email: string | null;
    phone: string | null;
  };
}
