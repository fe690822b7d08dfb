import type Stripe from 'stripe';
import { voucherIn } from '../../issuer/index.js';
import type { Work } from '../../kernel/scope.js';
import { redeemDiscount, releaseDiscount } from './discounts.js';
import { invoiced } from './invoice.js';
import { sessionTotals } from './priced.js';
import { type Session, type SessionRow, saveSession } from './store.js';

/** Completes a session: the customer has done all that they can do. */
export async function complete(
  work: Work,
  before: SessionRow,
  change: Partial<Session> & Pick<Session, 'payment_status'>,
  columns: Partial<Pick<SessionRow, 'paymentIntentId' | 'redeemed' | 'subscriptionId'>> = {},
): Promise<SessionRow> {
  const body: Session = {
    ...before.body,
    ...change,
    customer: before.customerId,
    status: 'complete',
    url: null,
  };
  const row = await saveSession(work, before, { body, setupIntentId: null, ...columns });
  work.outbox.emit('checkout.session.completed', body);
  return row;
}

/** What has become of a payment, as a session sees it. */
type Outcome = 'asking' | 'failed' | 'paid' | 'pending' | 'reserved';

function outcomeOf(intent: Stripe.PaymentIntent): Outcome {
  switch (intent.status) {
    case 'succeeded':
      return 'paid';
    case 'requires_capture':
      return 'reserved';
    case 'processing':
      return 'pending';
    case 'requires_action':
      // A voucher is paid in a shop, days later. The customer has nothing more to do in the page.
      return voucherIn(intent.next_action) ? 'pending' : 'asking';
    default:
      return 'failed';
  }
}

/** Completes a session for which the customer has nothing left to do. */
type Finish = (work: Work, row: SessionRow, status: 'paid' | 'unpaid') => Promise<SessionRow>;

const finishPayment: Finish = (work, row, payment_status) => complete(work, row, { payment_status });

/**
 * Takes into a session what has become of its payment. Both have to be locked.
 *
 * @param finish Completes it; by default one in payment mode.
 */
export async function settlePayment(
  work: Work,
  row: SessionRow,
  intent: Stripe.PaymentIntent,
  finish = finishPayment,
): Promise<SessionRow> {
  const outcome = outcomeOf(intent);
  if (row.status === 'open') {
    if (outcome === 'failed') return released(work, row);
    const counted = await redeemed(work, row);
    if (outcome === 'asking') return counted;
    return outcome === 'paid'
      ? finish(work, await invoiced(work, counted, intent), 'paid')
      : finish(work, counted, 'unpaid');
  }
  if (row.status !== 'complete' || row.body.payment_status !== 'unpaid') return row;
  if (outcome === 'paid') {
    const billed = await invoiced(work, row, intent);
    const paid = await saveSession(work, billed, { body: { ...billed.body, payment_status: 'paid' } });
    // Money that was reserved, and is captured, was not late.
    if (intent.capture_method !== 'manual')
      work.outbox.emit('checkout.session.async_payment_succeeded', paid.body);
    return paid;
  }
  if (outcome === 'failed' && intent.last_payment_error)
    work.outbox.emit('checkout.session.async_payment_failed', row.body);
  return row;
}

/** Counts the use of the discount, once. */
export async function redeemed(work: Work, row: SessionRow): Promise<SessionRow> {
  const { discount } = row.hidden;
  if (!discount || row.redeemed) return row;
  await redeemDiscount(work, discount, purchaseOf(row));
  return saveSession(work, row, { redeemed: true });
}

/** Takes back the use of the discount, where it is counted. */
export async function released(work: Work, row: SessionRow): Promise<SessionRow> {
  if (!row.redeemed || !row.hidden.discount) return row;
  await releaseDiscount(work, row.hidden.discount);
  return saveSession(work, row, { redeemed: false });
}

/** Returns who buys what, as far as a discount depends on it. */
export const purchaseOf = (row: SessionRow) => ({
  customer: row.customerId,
  currency: String(row.body.currency),
  subtotal: sessionTotals(row)?.amount_subtotal ?? 0,
});
