import type { StoredCard } from '../../methods/card/stored-card.js';
import type { StoredAccount } from '../../methods/sepa-debit/stored-account.js';
import type { BillingDetails } from './billing-details.js';

/** What a payment method is made of. */
export interface PaymentMethodSource {
  card: StoredCard | null;
  bankAccount: StoredAccount | null;
  billingDetails: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: 'always' | 'limited' | 'unspecified';
}
