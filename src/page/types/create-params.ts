import type { BillingDetails, MetadataParam } from '../objects/api-objects.js';
import type { PayframeAuBankAccountElement } from './au-bank-account-element.js';
import type { CallOptions } from './call-options.js';
import type { PayframeCardElement, PayframeCardNumberElement } from './card-elements.js';
import type { ElementsParam } from './elements-group.js';
import type { PayframeIbanElement } from './iban-element.js';

export interface PaymentMethodCreateParams {
  billing_details?: BillingDetails;
  metadata?: MetadataParam;
  allow_redisplay?: 'always' | 'limited' | 'unspecified';
}

export interface CreatePaymentMethodData extends PaymentMethodCreateParams {
  type: 'card';
  card: PayframeCardElement | PayframeCardNumberElement | { token: string };
}

/** Data of a PaymentMethod for SEPA Direct Debit. */
export interface CreatePaymentMethodSepaDebitData extends PaymentMethodCreateParams {
  type: 'sepa_debit';
  sepa_debit: PayframeIbanElement;
  /** The account's holder. Both are required. */
  billing_details: BillingDetails & { name: string; email: string };
}

/** Data of a PaymentMethod for BECS Direct Debit in Australia. */
export interface CreatePaymentMethodAuBecsDebitData extends PaymentMethodCreateParams {
  type: 'au_becs_debit';
  au_becs_debit: PayframeAuBankAccountElement;
  /** The account's holder. Both are required. */
  billing_details: BillingDetails & { name: string; email: string };
}

/**
 * Parameters of `createPaymentMethod`: the data of one type, a group whose Elements have them, or one Element.
 * One union instead of overloads, so that TypeScript names the property that is wrong.
 */
export type CreatePaymentMethod = CallOptions &
  (
    | CreatePaymentMethodData
    | CreatePaymentMethodSepaDebitData
    | CreatePaymentMethodAuBecsDebitData
    | { elements: ElementsParam; params?: PaymentMethodCreateParams; type?: undefined }
    | {
        element:
          | PayframeCardElement
          | PayframeCardNumberElement
          | PayframeIbanElement
          | PayframeAuBankAccountElement;
        params?: PaymentMethodCreateParams;
        type?: undefined;
      }
  );

export interface CreateTokenIbanData {
  /** ISO 4217, such as `eur`. */
  currency: string;
  account_holder_name: string;
  account_holder_type: string;
}

export interface CreateTokenCardData {
  name?: string;
  address_line1?: string;
  address_line2?: string;
  address_city?: string;
  address_state?: string;
  address_zip?: string;
  address_country?: string;
  currency?: string;
}
