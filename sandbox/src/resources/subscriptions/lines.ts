import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import { exactAmountOf, type Terms } from '../../billing/amount.js';
import { prorated } from '../../billing/proration.js';
import type { Work } from '../../kernel/scope.js';
import type { NewLine } from '../invoices/index.js';
import { prices, termsIn } from '../prices/index.js';
import { products } from '../products/index.js';
import { everyOf, type Span } from './spans.js';

type Item = Stripe.SubscriptionItem;

/** What is billed of an item. */
export interface Billed {
  item: Item;
  span: Span;
  /** Why the time costs nothing: it is a trial, or the time before the first whole period is given away. */
  free?: 'stub' | 'trial' | undefined;
}

/** Returns the line that bills an item for a time. */
export async function lineOf(
  work: Work,
  subscription: Stripe.Subscription,
  { free, item, span }: Billed,
): Promise<NewLine> {
  const row = await prices.find(work, item.price.id);
  const terms = termsIn(row, subscription.currency);
  if (!terms) throw new Error(`${item.price.id} has no amount in ${subscription.currency}.`);
  const quantity = item.quantity ?? 1;
  const { body: product } = await products.find(work, String(row.body.product));
  const amount = free ? 0 : amountFor(terms, quantity, span);
  const unit = terms.billing_scheme === 'per_unit' ? terms.unit_amount_decimal : '0';
  return {
    amount,
    currency: subscription.currency,
    description:
      free === 'trial'
        ? `Trial period for ${product.name}`
        : `${quantity} × ${product.name} (at ${rateOf(terms, row.body, subscription.currency)})`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    livemode: work.livemode,
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
      type: 'subscription_item_details',
    },
    period: span.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: row.id, product: product.id },
      type: 'price_details',
      unit_amount_decimal: (free ? '0' : unit) as unknown as Stripe.Decimal,
    },
    quantity,
    quantity_decimal: String(quantity) as unknown as Stripe.Decimal,
    subscription: subscription.id,
    subtotal: amount,
    taxRates: item.tax_rates,
    taxes: [],
  };
}

/** Returns what a quantity costs for a time. A part of a period is billed by the second, and rounded once. */
function amountFor(terms: Terms, quantity: number, { period, whole }: Span): number {
  return prorated(exactAmountOf(terms, quantity), whole, whole.end - (period.end - period.start));
}

function rateOf(terms: Terms, price: Stripe.Price, currency: string): string {
  const { interval, interval_count: count } = everyOf(price);
  const every = count === 1 ? `/ ${interval}` : `every ${count} ${interval}s`;
  if (terms.billing_scheme === 'tiered') return `tiers ${every}`;
  return `${money(Number(terms.unit_amount_decimal), currency)} ${every}`;
}
