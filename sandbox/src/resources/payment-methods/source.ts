import type { BillingDetails, MethodType } from '../../methods/index.js';

/** What a payment method is made of. */
export interface PaymentMethodSource {
  type: MethodType;
  details: object;
  billingDetails: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: 'always' | 'limited' | 'unspecified';
}
