import type Stripe from 'stripe';

/** A dispute as it is opened: why, and what happens to the money. */
export interface Dispute {
  reason: string;
  status: Stripe.Dispute.Status;
  /** The reason by the code of the network. */
  networkReason: string;
  /** Whether the money is taken back while the dispute lasts. */
  withdraws: boolean;
  eligibility?: Stripe.Dispute.EvidenceDetails.EnhancedEligibility;
  submission?: Stripe.Dispute['intended_submission_method'];
  /** How many are opened for the payment, by default one. */
  count?: number;
  /** The dispute's `payment_method_details`, without which it has none. */
  details?: Stripe.Dispute.PaymentMethodDetails;
}

/** A holder or a bank objects to a payment: by a dispute, or only by a warning that there may be one. */
export type DisputeCase = Dispute | 'early_fraud_warning';
