import type Stripe from 'stripe';
import { type Holding, type Proration, prorationsOf } from '../../billing/changes.js';
import { periodAt } from '../../billing/periods.js';
import type { Work } from '../../kernel/scope.js';
import { createChangeItem, lastChargeOf } from '../invoices/index.js';
import { isMetered, prices, termsIn } from '../prices/index.js';
import { products } from '../products/index.js';
import { everyOf } from './spans.js';
import type { Held } from './store.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** Returns what a subscription has of each of its prices that are paid in advance. */
export async function holdingsOf(work: Work, subscription: Subscription): Promise<Holding[]> {
  const holdings: Holding[] = [];
  for (const item of subscription.items.data)
    if (!isMetered(item.price)) holdings.push(await holdingOf(work, subscription, item));
  return holdings;
}

async function holdingOf(work: Work, subscription: Subscription, item: Item): Promise<Holding> {
  const row = await prices.find(work, item.price.id);
  const terms = termsIn(row, subscription.currency);
  if (!terms) throw new Error(`${item.price.id} has no amount in ${subscription.currency}.`);
  const { body: product } = await products.find(work, row.productId);
  const period = { start: item.current_period_start, end: item.current_period_end };
  return {
    item: item.id,
    price: item.price.id,
    name: product.name,
    quantity: item.quantity ?? 1,
    terms,
    period,
    whole: periodAt(subscription.billing_cycle_anchor, everyOf(item.price), period.end - 1),
  };
}

/** Returns what a change of a subscription costs, or gives back, from a time on. */
export async function prorationsBetween(
  work: Work,
  before: Subscription,
  after: Subscription,
  at: number,
): Promise<Proration[]> {
  const [old, now] = [await holdingsOf(work, before), await holdingsOf(work, after)];
  return prorationsOf(await withPaid(work, before, old), now, at);
}

/**
 * Notes what was really charged, where discounts have taken something off: a subscription of flexible billing gives back no
 * more than that.
 */
export async function withPaid(
  work: Work,
  { billing_mode: mode }: Subscription,
  holdings: readonly Holding[],
): Promise<Holding[]> {
  if (mode.type !== 'flexible') return [...holdings];
  const paid: Holding[] = [];
  for (const holding of holdings) {
    const last = await lastChargeOf(work, holding.item);
    const isDiscounted = last && last.discount > 0 && last.period.end === holding.period.end;
    const charged = isDiscounted ? { amount: last.amount - last.discount, period: last.period } : undefined;
    paid.push(charged ? { ...holding, paid: charged } : holding);
  }
  return paid;
}

/** Adds what changes of a subscription cost and give back to what its next invoice bills. */
export async function addProrations(
  { customer, subscription, work }: Held,
  prorations: readonly Proration[],
): Promise<void> {
  for (const { amount, description, holding, isCredit, period } of prorations) {
    const last = isCredit ? await lastChargeOf(work, holding.item) : undefined;
    const { body: price } = await prices.find(work, holding.price);
    await createChangeItem(work, customer, {
      amount,
      credited: last?.credited ?? null,
      currency: subscription.currency,
      description,
      // The credit of flexible billing has the discounts in it.
      discountable: !isCredit || subscription.billing_mode.type === 'classic',
      metadata: subscription.metadata,
      period,
      pricing: {
        price_details: { price: price.id, product: String(price.product) },
        type: 'price_details',
        unit_amount_decimal: price.unit_amount_decimal,
      },
      proration: true,
      quantity: holding.quantity,
      quantity_decimal: String(holding.quantity) as unknown as Stripe.Decimal,
      subscription: subscription.id,
      subscriptionItem: holding.item,
      tax_rates: subscription.items.data.find(({ id }) => id === holding.item)?.tax_rates ?? [],
    });
  }
}
