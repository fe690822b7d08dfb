import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';

/** What became of the invoice of a subscription. */
export interface Outcome {
  invoice: Stripe.Invoice;
  what: 'failed' | 'gave_up' | 'overdue' | 'paid' | 'processing' | 'void';
  /** The payment method that has paid it, if one has. */
  method: string | null;
}

/** What invoices have to know of subscriptions, which are built on invoices. */
export interface Subscriber {
  /** Returns the payment method or the source that pays the invoices of a subscription, if it has one of its own. */
  methodsOf(
    work: Work,
    subscription: string,
  ): Promise<Pick<Stripe.Subscription, 'default_payment_method' | 'default_source'> | undefined>;
  /** Takes into a subscription what became of its invoice, in the same transaction. */
  follow(work: Work, subscription: string, outcome: Outcome): Promise<void>;
}

let subscriber: Subscriber = { methodsOf: async () => undefined, follow: async () => {} };

/** Names the subscriptions. */
export function followInvoices(follower: Subscriber): void {
  subscriber = follower;
}

/** Returns the id of the subscription that an invoice bills, if it bills one. */
export function subscriptionOf({ parent }: Stripe.Invoice): string | null {
  const id = parent?.subscription_details?.subscription;
  return id ? String(id) : null;
}

export async function methodsOfSubscription(work: Work, invoice: Stripe.Invoice) {
  const id = subscriptionOf(invoice);
  return id ? subscriber.methodsOf(work, id) : undefined;
}

/** Tells the subscription of an invoice, if it has one, what became of it. */
export async function tellSubscription(
  work: Work,
  what: Outcome['what'],
  invoice: Stripe.Invoice,
  method: Outcome['method'] = null,
): Promise<void> {
  const id = subscriptionOf(invoice);
  if (id) await subscriber.follow(work, id, { invoice, what, method });
}
