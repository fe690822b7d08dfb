import type Stripe from 'stripe';
import type { Period } from '../../billing/periods.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { countUsage, createChangeItem, usageText } from '../invoices/index.js';
import { isMetered } from '../prices/index.js';
import { soldAs } from './sold.js';
import type { Held } from './store.js';

type Subscription = Stripe.Subscription;
type Item = Stripe.SubscriptionItem;

/** A metered item, and the time whose usage is billed. */
export interface Used {
  item: Item;
  period: Period;
}

/** Returns what can be billed of metered items by a time: what was used of them since their period began. */
export const usedBy = (items: readonly Item[], at: number): Used[] =>
  items
    .filter(({ price }) => isMetered(price))
    .map((item) => ({
      item,
      period: { start: item.current_period_start, end: Math.min(item.current_period_end, at) },
    }))
    .filter(({ period }) => period.start < period.end);

/** Statuses in which nobody pays for the time. */
export const UNPAID = ['incomplete', 'paused', 'trialing'];

/** Returns what a subscription has used until now, and has to pay for. */
export const usedByNow = ({ now }: Work, { items, status }: Subscription): Used[] =>
  UNPAID.includes(status) ? [] : usedBy(items.data, seconds(now));

/**
 * Returns what was used of metered items that a change takes away, or gives another price: flexible billing charges each usage by
 * the price of its time, and classic billing all of a period by the last.
 */
export const usedBefore = (
  work: Work,
  before: Subscription,
  { items: { data: after } }: Subscription,
): Used[] =>
  before.billing_mode.type === 'flexible'
    ? usedByNow(work, before).filter(({ item }) => !after.some((one) => isSamePrice(one, item)))
    : [];

const isSamePrice = (one: Item, other: Item): boolean =>
  one.id === other.id && one.price.id === other.price.id;

/** Returns the time from which the usage of an item counts after a change; `undefined` where the change does not move it. */
export function usageStart(
  { now }: Work,
  { billing_mode: mode, items }: Subscription,
  item: Item,
): number | undefined {
  if (!isMetered(item.price)) return undefined;
  const old = items.data.find(({ id }) => id === item.id);
  const goesOn = old && isMetered(old.price) && (mode.type === 'classic' || isSamePrice(old, item));
  return goesOn ? undefined : seconds(now);
}

/** Adds what was used to what the next invoice bills. */
export async function addUsage({ customer, subscription, work }: Held, all: readonly Used[]): Promise<void> {
  for (const { item, period } of all) {
    const { name, pricing, rate, row } = await soldAs(work, subscription, item);
    const of = { customer: customer.id, currency: subscription.currency, period };
    const usage = await countUsage(work, row, of);
    if (usage.amount === 0) continue;
    await createChangeItem(work, customer, {
      ...usage,
      credited: null,
      currency: subscription.currency,
      description: usageText(usage, `${name} (at ${rate})`),
      discountable: true,
      metadata: subscription.metadata,
      period,
      pricing,
      proration: false,
      subscription: subscription.id,
      subscriptionItem: item.id,
      tax_rates: item.tax_rates ?? [],
    });
  }
}
