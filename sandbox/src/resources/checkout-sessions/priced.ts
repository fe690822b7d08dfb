import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { checkAmount } from '../charges/index.js';
import { freeUntil, nextBilling } from './next-billing.js';
import { offeredFor } from './offered.js';
import type { Session, SessionRow } from './store.js';
import { type Priced, type SessionTotals, totalsOf } from './totals.js';

/** The part of a session that decides its totals. */
type Pricing = Pick<SessionRow, 'body' | 'hidden' | 'lines'>;

/** Returns what decides the totals of a session; `undefined` for a set-up, which has none. */
const pricedOf = ({ body, hidden, lines }: Pricing): Priced | undefined =>
  body.currency && body.mode !== 'setup'
    ? {
        currency: body.currency,
        lines,
        discount: hidden.discount,
        taxRates: hidden.taxRates,
        shipping: body.shipping_cost?.amount_total ?? 0,
        taxExempt: (body.customer_details?.tax_exempt ?? null) as Stripe.Customer.TaxExempt | null,
        isFreeAtFirst: freeUntil({ body, hidden }) !== null,
      }
    : undefined;

/** Returns the totals of a session; `undefined` for a set-up, which has none. */
export function sessionTotals(session: Pricing): SessionTotals | undefined {
  const priced = pricedOf(session);
  return priced && totalsOf(priced);
}

/** Returns the totals of the next invoice of the subscription that a session begins; `undefined` where it begins none. */
export function nextTotals(session: Pricing): SessionTotals | undefined {
  const priced = pricedOf(session);
  if (!priced || session.body.mode !== 'subscription') return undefined;
  return totalsOf({
    ...priced,
    ...nextBilling(session),
    isFreeAtFirst: false,
    shipping: 0,
  });
}

/**
 * Returns the object with the totals of what it sells, and the types of payment method that are offered for them.
 *
 * @throws ApiError 400 for a total that nobody can pay.
 */
export async function recounted(work: Work, session: Pricing): Promise<Session> {
  const { body } = session;
  const totals = sessionTotals(session);
  if (!totals) return { ...body, payment_method_types: await offeredFor(work, session) };
  const { breakdown: _, ...details } = totals.details;
  const { amount_subtotal, amount_total } = totals;
  if (amount_total) checkAmount(amount_total, String(body.currency), 'line_items');
  const after: Session = { ...body, amount_subtotal, amount_total, total_details: details };
  return { ...after, payment_method_types: await offeredFor(work, { ...session, body: after }) };
}
