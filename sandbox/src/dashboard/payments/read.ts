import type Stripe from 'stripe';
import type { View } from '../layout.js';
import type { Objects } from '../objects.js';

/** A payment, with all that has to do with it. */
export interface Payment {
  intent: Stripe.PaymentIntent;
  /** Its attempts, the newest first. */
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  customer: Stripe.Customer | null;
  method: Stripe.PaymentMethod | null;
  /** What happened to all of them, the oldest first. */
  events: Stripe.Event[];
}

/** The page of the payments. */
export const PAYMENTS = 'payments';

/** Most attempts, refunds and disputes of a payment that are shown, and most of what happened to them. */
const MOST = 100;

/** @throws ApiError 404 */
export async function readPayment(objects: Objects, view: View, id: string): Promise<Payment> {
  const intent = (await objects.retrieve('/v1/payment_intents', id, view)) as Stripe.PaymentIntent;
  const of = { limit: MOST, where: { payment_intent: id } };
  const [charges, refunds, disputes] = await Promise.all([
    objects.list<Stripe.Charge>('/v1/charges', view, of),
    objects.list<Stripe.Refund>('/v1/refunds', view, of),
    objects.list<Stripe.Dispute>('/v1/disputes', view, of),
  ]);
  const about = [intent, ...charges.data, ...refunds.data, ...disputes.data].map((object) => object.id);
  const events = await objects.list<Stripe.Event>('/v1/test_helpers/events', view, {
    limit: MOST,
    where: { objects: about.slice(0, MOST) },
  });
  return {
    intent,
    charges: charges.data,
    refunds: refunds.data,
    disputes: disputes.data,
    customer: await kept<Stripe.Customer>(objects, '/v1/customers', intent.customer, view),
    method: await kept<Stripe.PaymentMethod>(objects, '/v1/payment_methods', methodOf(intent), view),
    events: events.data.reverse(),
  };
}

/** Returns the payment method that is or was tried last. */
const methodOf = ({ last_payment_error: error, payment_method: method }: Stripe.PaymentIntent) =>
  method ?? error?.payment_method ?? null;

/** Reads an object that a payment names. It may be gone. */
async function kept<Kept>(
  objects: Objects,
  path: string,
  named: string | { id: string } | null,
  view: View,
): Promise<Kept | null> {
  if (named === null) return null;
  const id = typeof named === 'string' ? named : named.id;
  return (await objects.retrieve(path, id, view).catch(() => null)) as Kept | null;
}

/** Returns the attempt that has taken the money, or has reserved it. */
export const paidBy = ({ charges }: Pick<Payment, 'charges'>): Stripe.Charge | undefined =>
  charges.find(({ paid }) => paid);

/** Returns how much of a payment can still be refunded. */
export function refundable(payment: Payment): number {
  const charge = paidBy(payment);
  return charge?.captured ? charge.amount - charge.amount_refunded : 0;
}

/** Returns how much of an attempt went back. What was reserved, and never captured, counts as refunded in the API. */
export const refundedOf = ({ amount, amount_captured, amount_refunded, captured }: Stripe.Charge): number =>
  captured ? amount_refunded - (amount - amount_captured) : 0;

/** What is shown of a payment method, whatever its type is. */
export interface Details {
  brand?: string | null;
  checks?: Readonly<Record<string, string | null>> | null;
  country?: string | null;
  exp_month?: number | null;
  exp_year?: number | null;
  funding?: string | null;
  last4?: string | null;
}

/** Returns the part of a payment method, or of the details of a charge, that is named like its type. */
export const detailsOf = (of: object | null | undefined, type: string): Details =>
  (of as Record<string, Details> | null | undefined)?.[type] ?? {};
