import type { BillingDetails } from './billing-details.js';
import type { Dispute } from './dispute-case.js';

/**
 * Email of a holder whose payments are disputed: `jenny+disputed@example.com`. The public testing reference names no
 * test data for it.
 */
const DISPUTES = /\+disputed@/;

/** Returns the dispute that a holder opens as soon as they have paid, where their email stands for one. */
export const disputeOfHolder = (
  { email }: BillingDetails,
  details?: Dispute['details'],
): Dispute | undefined =>
  email !== null && DISPUTES.test(email)
    ? {
        reason: 'product_not_received',
        status: 'needs_response',
        networkReason: null,
        withdraws: true,
        ...(details && { details }),
      }
    : undefined;
