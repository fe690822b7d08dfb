import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { discountRows, endDiscount, redeemAll } from '../discounts/index.js';
import { isMetered } from '../prices/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import { named } from './named.js';
import type { PlainChange } from './params.js';

type Subscription = Stripe.Subscription;

/**
 * Returns a subscription with what is taken off its invoices, and how they are taxed. What was not sent stays. Its customer has to be
 * locked.
 *
 * @throws ApiError 400 for discounts and rates that can't be used.
 */
export async function withReductions(
  work: Work,
  before: Subscription,
  { default_tax_rates: rates, discounts }: Pick<PlainChange, 'default_tax_rates' | 'discounts'>,
): Promise<Subscription> {
  const taxed =
    rates === undefined
      ? before
      : { ...before, default_tax_rates: await named(taxRatesOf(work, rates ?? [], 'default_tax_rates')) };
  if (discounts === undefined) return taxed;
  const ids = await named(
    redeemAll(work, discounts ?? [], {
      customer: String(before.customer),
      place: { subscription: before.id },
      purchase: { currency: before.currency, subtotal: subtotalOf(before) },
    }),
  );
  const known = before.discounts.map(String);
  for (const { body } of await discountRows(work, ids))
    if (!known.includes(body.id)) work.outbox.emit('customer.discount.created', body);
  await endAll(
    work,
    known.filter((id) => !ids.includes(id)),
  );
  return { ...taxed, discounts: ids };
}

const subtotalOf = ({ items }: Subscription): number =>
  items.data
    .filter(({ price }) => !isMetered(price))
    .reduce((sum, { price, quantity = 1 }) => sum + (price.unit_amount ?? 0) * quantity, 0);

/** Takes discounts of a subscription away. What they took off stays. */
export async function endAll(work: Work, ids: readonly string[]): Promise<Stripe.DeletedDiscount[]> {
  const ended: Stripe.DeletedDiscount[] = [];
  for (const row of await discountRows(work, ids)) {
    ended.push(await endDiscount(work, row));
    work.outbox.emit('customer.discount.deleted', row.body);
  }
  return ended;
}
