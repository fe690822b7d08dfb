/** The members of Fieldbook, in memory: a real service has a database. */
import { randomUUID } from 'node:crypto';

/** Statuses of a subscription that open the notebook. */
const OPEN = ['active', 'trialing'];

/** Creates an empty list of members. */
export function createMembers() {
  const bySession = new Map();
  const byCustomer = new Map();
  return {
    of: (session) => bySession.get(session),

    /** Adds a member. Returns them with the name of their session. */
    add({ id, email }) {
      const session = randomUUID();
      const member = { customer: id, email, isOpen: false, subscription: null, listeners: new Set() };
      bySession.set(session, member);
      byCustomer.set(id, member);
      return { session, member };
    },

    /** Takes what the payment host has told of a member's subscription, and tells the member's pages. */
    tell(customer, subscription) {
      const member = byCustomer.get(customer);
      // What is told late of an earlier subscription counts no more.
      if (!member || subscription.created < (member.subscription?.created ?? 0)) return;
      member.subscription = subscription;
      member.isOpen = OPEN.includes(subscription.status);
      for (const listener of member.listeners) listener();
    },
  };
}

/** Returns what a page shows: the plans, and of a member also what they have. */
export function shown(member, plans) {
  const offers = plans.map(({ price: _, ...offer }) => offer);
  if (!member) return { plans: offers, member: null };
  const { email, isOpen, subscription } = member;
  const { default_payment_method: method, items, status } = subscription;
  const [{ current_period_end: periodEnd, price }] = items.data;
  return {
    plans: offers,
    member: {
      email,
      isOpen,
      status,
      plan: plans.find((one) => one.price === price.id).plan,
      periodEnd,
      endsAt: subscription.cancel_at,
      card: method?.card ? { brand: method.card.brand, last4: method.card.last4 } : null,
      due: dueOf(subscription),
    },
  };
}

/** Returns what the member's page has to confirm; `null` where nothing waits for the member. */
function dueOf({ latest_invoice: invoice, pending_setup_intent: setup }) {
  const payment = invoice?.confirmation_secret;
  if (invoice?.status === 'open' && payment)
    return { kind: 'payment', amount: invoice.amount_remaining, clientSecret: payment.client_secret };
  return setup ? { kind: 'setup', amount: 0, clientSecret: setup.client_secret } : null;
}
