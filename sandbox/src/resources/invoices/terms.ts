import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { liveDiscounts, redeemAll } from '../discounts/index.js';
import { shippingAmount } from '../shipping-rates/index.js';
import { taxRatesOf } from '../tax-rates/index.js';
import type { InvoiceChange } from './params.js';

type Invoice = Stripe.Invoice;

/** The parts of an invoice that say what is taken off all of it, and what is added. */
type Terms = Partial<
  Pick<Invoice, 'amount_shipping' | 'default_tax_rates' | 'discounts' | 'shipping_cost' | 'shipping_details'>
>;

/**
 * Reads the terms of a draft, whose customer has to be locked. What was not sent is left out.
 *
 * @throws ApiError 404 and 400 for discounts and rates that can't be used.
 */
export async function readTerms(work: Work, invoice: Invoice, change: InvoiceChange): Promise<Terms> {
  const { default_tax_rates: rates, discounts, shipping_cost: cost, shipping_details: details } = change;
  return {
    ...(rates !== undefined && {
      default_tax_rates: await taxRatesOf(work, rates ?? [], 'default_tax_rates'),
    }),
    ...(discounts !== undefined && {
      discounts: await redeemAll(work, discounts ?? [], {
        customer: String(invoice.customer),
        place: { invoice: invoice.id },
        purchase: { currency: invoice.currency, subtotal: invoice.subtotal },
      }),
    }),
    ...(cost !== undefined && (await shippingOf(work, invoice, cost?.shipping_rate))),
    ...(details !== undefined && {
      shipping_details: details && { ...details, phone: details.phone ?? undefined },
    }),
  } as Terms;
}

async function shippingOf(
  work: Work,
  { currency }: Invoice,
  rate: string | undefined,
): Promise<Pick<Invoice, 'amount_shipping' | 'shipping_cost'>> {
  if (rate === undefined) return { amount_shipping: 0, shipping_cost: null };
  const amount = await shippingAmount(work, rate, currency, 'shipping_cost[shipping_rate]');
  return {
    amount_shipping: amount,
    shipping_cost: {
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      shipping_rate: rate,
    },
  };
}

/** Returns the discounts that an invoice has where nobody says which: that of its customer. */
export const inheritedDiscounts = (work: Work, { discount }: Stripe.Customer): Promise<string[]> =>
  liveDiscounts(work, discount ? [discount.id] : []);
