import type Stripe from 'stripe';
import { exactAmountOf, type Terms } from '../../billing/amount.js';
import { prorated } from '../../billing/proration.js';
import type { Work } from '../../kernel/scope.js';
import { countUsage, type NewLine, usageText } from '../invoices/index.js';
import { isMetered } from '../prices/index.js';
import { soldAs } from './sold.js';
import type { Span } from './spans.js';
import type { Used } from './usage.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** What is billed of an item. */
export interface Billed {
  item: Item;
  span: Span;
  /** Why the time costs nothing: it is a trial, or the time before the first whole period is given away. */
  free?: 'stub' | 'trial' | undefined;
}

/** Returns the line that bills an item for a time that begins. */
export async function lineOf(
  work: Work,
  subscription: Subscription,
  { free, item, span }: Billed,
): Promise<NewLine> {
  const { name, pricing, rate, terms } = await soldAs(work, subscription, item);
  // Of what is metered, nothing was used yet.
  const quantity = isMetered(item.price) ? 0 : (item.quantity ?? 1);
  const amount = free || isMetered(item.price) ? 0 : amountFor(terms, quantity, span);
  return {
    ...emptyLine(subscription, item),
    amount,
    description: free === 'trial' ? `Trial period for ${name}` : `${quantity} × ${name} (at ${rate})`,
    period: span.period,
    pricing: free ? { ...pricing, unit_amount_decimal: '0' as unknown as Stripe.Decimal } : pricing,
    quantity,
    quantity_decimal: String(quantity) as unknown as Stripe.Decimal,
    subtotal: amount,
  };
}

/** Returns the line that bills what was used of a metered item. */
export async function usageLineOf(
  work: Work,
  subscription: Subscription,
  { item, period }: Used,
): Promise<NewLine> {
  const { name, pricing, rate, row } = await soldAs(work, subscription, item);
  const of = { customer: String(subscription.customer), currency: subscription.currency, period };
  const usage = await countUsage(work, row, of);
  return {
    ...emptyLine(subscription, item),
    ...usage,
    description: usageText(usage, `${name} (at ${rate})`),
    period,
    pricing,
    subtotal: usage.amount,
  };
}

/** Returns the parts that are the same of each line of an item. */
const emptyLine = (subscription: Subscription, item: Item) => ({
  currency: subscription.currency,
  discount_amounts: [],
  discountable: true,
  discounts: [],
  livemode: subscription.livemode,
  metadata: subscription.metadata,
  parent: {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: { credited_items: null },
      subscription: subscription.id,
      subscription_item: item.id,
    },
    type: 'subscription_item_details' as const,
  },
  pretax_credit_amounts: [],
  subscription: subscription.id,
  taxRates: item.tax_rates,
  taxes: [],
});

/** Returns what a quantity costs for a time. A part of a period is billed by the second, and rounded once. */
function amountFor(terms: Terms, quantity: number, { period, whole }: Span): number {
  return prorated(exactAmountOf(terms, quantity), whole, whole.end - (period.end - period.start));
}
