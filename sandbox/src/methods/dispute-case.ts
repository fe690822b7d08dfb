import type Stripe from 'stripe';

/** A dispute as it is opened: its reason, and the effect on the money. */
export interface Dispute {
  reason: string;
  status: Stripe.Dispute.Status;
  /** Code of the network for the reason, where it has codes. */
  networkReason: string | null;
  /** Whether the money is taken back while the dispute lasts. */
  withdraws: boolean;
  eligibility?: Stripe.Dispute.EvidenceDetails.EnhancedEligibility;
  submission?: Stripe.Dispute['intended_submission_method'];
  /** Number of disputes that are opened for the payment, by default one. */
  count?: number;
  /** The dispute's `payment_method_details`; left out where it has none. */
  details?: Stripe.Dispute.PaymentMethodDetails;
}

/** An objection of a holder or a bank to a payment: a dispute, or only a warning that there may be one. */
export type DisputeCase = Dispute | 'early_fraud_warning';
