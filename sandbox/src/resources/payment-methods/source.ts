import type { BillingDetails } from '../../methods/billing-details.js';
import type { MethodType } from '../../methods/registry.js';

/** What a payment method is made of. */
export interface PaymentMethodSource {
  type: MethodType;
  details: object;
  billingDetails: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: 'always' | 'limited' | 'unspecified';
}
