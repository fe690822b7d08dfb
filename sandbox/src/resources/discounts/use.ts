import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { discountRows, discounts, endDiscount, isLive } from './discounts.js';
import { endOfCustomer } from './of-customer.js';

/** Returns those of some discounts that a new invoice can have. */
export async function liveDiscounts(work: Work, ids: readonly string[]): Promise<string[]> {
  const rows = await discountRows(work, ids);
  return rows.filter((row) => isLive(row, work.now)).map(({ id }) => id);
}

/**
 * Uses the discounts of a finalized invoice. Those of a customer or a subscription that are for one invoice end with it.
 *
 * @param customer The invoice's customer, who has to be locked.
 * @returns The customer afterwards.
 */
export async function useDiscounts(
  work: Work,
  customer: Stripe.Customer,
  invoice: string,
  ids: readonly string[],
): Promise<Stripe.Customer> {
  let after = customer;
  for (const row of await discountRows(work, ids)) {
    const { body, coupon, usedBy } = row;
    const isOfInvoice = body.invoice !== null || body.invoice_item !== null;
    if (coupon.duration !== 'once' || isOfInvoice || usedBy !== null) continue;
    await discounts.replace(work, row.id, { usedBy: invoice });
    if (after.discount?.id === row.id) after = await endOfCustomer(work, after);
    else await endDiscount(work, row);
  }
  return after;
}
