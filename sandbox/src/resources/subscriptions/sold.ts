import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import type { Terms } from '../../billing/amount.js';
import type { Work } from '../../kernel/scope.js';
import { type PriceRow, prices, termsIn } from '../prices/index.js';
import { products } from '../products/index.js';
import { everyOf } from './spans.js';

/** The price of an item, as its invoices say it. */
export interface Sold {
  row: PriceRow;
  terms: Terms;
  /** Name of the product. */
  name: string;
  /** What is paid for one: `$20.00 / month`. */
  rate: string;
  pricing: Stripe.InvoiceLineItem.Pricing;
}

/** Returns how the price of an item is sold in a subscription. */
export async function soldAs(
  work: Work,
  { currency }: Stripe.Subscription,
  { price: { id } }: Stripe.SubscriptionItem,
): Promise<Sold> {
  const row = await prices.find(work, id);
  const terms = termsIn(row, currency);
  if (!terms) throw new Error(`${id} has no amount in ${currency}.`);
  const { body: product } = await products.find(work, String(row.body.product));
  const unit = terms.billing_scheme === 'per_unit' ? terms.unit_amount_decimal : '0';
  return {
    row,
    terms,
    name: product.name,
    rate: rateOf(terms, row.body, currency),
    pricing: {
      price_details: { price: id, product: product.id },
      type: 'price_details',
      unit_amount_decimal: unit as unknown as Stripe.Decimal,
    },
  };
}

function rateOf(terms: Terms, price: Stripe.Price, currency: string): string {
  const { interval, interval_count: count } = everyOf(price);
  const every = count === 1 ? `/ ${interval}` : `every ${count} ${interval}s`;
  if (terms.billing_scheme === 'tiered') return `tiers ${every}`;
  return `${money(Number(terms.unit_amount_decimal), currency)} ${every}`;
}
