import type Stripe from 'stripe';
import { amountOf } from '../../billing/amount.js';
import type { Period } from '../../billing/periods.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { usageOf } from '../meters/index.js';
import { isMetered, type PriceRow, prices, termsIn } from '../prices/index.js';
import { lines, linesOf } from './store.js';

/** What a customer has used of a metered price, and what that costs. */
export interface Usage {
  amount: number;
  quantity: number;
  quantity_decimal: Stripe.Decimal;
}

/** Counts what a customer has used of a metered price in a time. Less than nothing costs nothing. */
export async function countUsage(
  work: ScopedDatabase,
  row: PriceRow,
  of: { customer: string; currency: string; period: Period },
): Promise<Usage> {
  const terms = termsIn(row, of.currency);
  if (!terms) throw new Error(`${row.id} has no amount in ${of.currency}.`);
  const meter = String(row.body.recurring?.meter);
  const counted = await usageOf(work, { meter, customer: of.customer, ...of.period });
  const used = counted.startsWith('-') ? '0' : counted;
  return {
    amount: amountOf(terms, Number(used)),
    quantity: Math.trunc(Number(used)),
    quantity_decimal: used as unknown as Stripe.Decimal,
  };
}

/** Returns what a line says of usage: how much of what was used. */
export const usageText = ({ quantity_decimal: quantity }: Usage, what: string): string =>
  `${quantity} × ${what}`;

const QUANTITY = /^[\d.]+ × /;

/** Brings the lines of a draft up to what was used by now: usage of its period can be reported until it is finalized. */
export async function recountUsage(work: Work, invoice: Stripe.Invoice): Promise<void> {
  const { data: shown, has_more: isLong } = invoice.lines;
  const all = isLong ? (await linesOf(work, invoice.id)).map(({ body }) => body) : shown;
  for (const line of all.filter((one) => isForPast(one, invoice))) {
    const row = await prices.find(work, String(line.pricing?.price_details?.price));
    if (!isMetered(row.body)) continue;
    const of = { customer: String(invoice.customer), currency: line.currency, period: line.period };
    const usage = await countUsage(work, row, of);
    const description = usageText(usage, String(line.description).replace(QUANTITY, ''));
    const body = { ...line, ...usage, description, subtotal: usage.amount };
    await lines.replace(work, line.id, { body });
  }
}

/** Tells whether a line bills an item of a subscription for a time that has passed, as only metered ones are. */
function isForPast({ parent, period }: Stripe.InvoiceLineItem, { period_end: end }: Stripe.Invoice): boolean {
  const details = parent?.subscription_item_details;
  return details != null && details.invoice_item === null && !details.proration && period.end <= end;
}
