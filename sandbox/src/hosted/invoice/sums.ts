import type Stripe from 'stripe';
import { money } from '../../../../src/contract/money.js';
import type { DiscountRow } from '../../resources/discounts/index.js';
import type { InvoiceView } from './read.js';

/** A row of sums: what it is, and how much. */
export interface Sum {
  label: string;
  amount: string;
  isStrong?: boolean;
}

/** Returns the sums of an invoice, from the lines to what is to be paid. */
export function sumsOf(view: InvoiceView): Sum[] {
  const { invoice, notes } = view;
  const { amount_shipping: shipping, currency, starting_balance: before, ending_balance: after } = invoice;
  const row = (label: string, amount: number, isStrong = false): Sum => ({
    label,
    amount: money(amount, currency),
    isStrong,
  });
  const fromBalance = before - (after ?? before);
  const isPaid = invoice.status === 'paid';
  return [
    row('Subtotal', invoice.subtotal),
    ...ofInvoice(view).map(({ name, amount }) => row(name, -amount)),
    ...(shipping > 0 ? [row('Shipping', shipping)] : []),
    ...(invoice.total_taxes ?? []).map((tax) => row(taxName(view, tax), tax.amount)),
    row('Total', invoice.total, true),
    ...(fromBalance === 0
      ? []
      : [row(fromBalance < 0 ? 'Applied credit' : 'Balance from before', fromBalance)]),
    ...notes
      .filter(({ pre_payment_amount: amount }) => amount > 0)
      .map(({ number, pre_payment_amount: amount }) => row(`Credit note ${number}`, -amount)),
    isPaid ? row('Amount paid', invoice.amount_paid, true) : row('Amount due', invoice.amount_due, true),
    ...notes
      .filter(({ post_payment_amount: amount }) => amount > 0)
      .map(({ number, post_payment_amount: amount }) => row(`Credit note ${number}`, -amount)),
  ];
}

/** Returns what each discount of the whole invoice takes off it. */
function ofInvoice({ invoice, lines, discounts }: InvoiceView): { name: string; amount: number }[] {
  return invoice.discounts.map(String).map((id) => ({
    name: nameOf(discounts.find((one) => one.id === id)),
    amount: lines
      .filter((line) => !line.discounts.includes(id))
      .flatMap((line) => line.discount_amounts ?? [])
      .filter(({ discount }) => discount === id)
      .reduce((sum, { amount }) => sum + amount, 0),
  }));
}

/** Returns what the own discounts of a line take off it. */
export const discountsOfLine = (
  { discounts }: InvoiceView,
  line: Stripe.InvoiceLineItem,
): { name: string; amount: string }[] =>
  (line.discount_amounts ?? [])
    .filter(({ discount }) => line.discounts.some((id) => id === discount))
    .map(({ amount, discount }) => ({
      name: nameOf(discounts.find(({ id }) => id === discount)),
      amount: money(-amount, line.currency),
    }));

function nameOf(row: DiscountRow | undefined): string {
  const { name, percent_off: percent } = row?.coupon ?? {};
  if (name) return percent ? `${name} (${percent}% off)` : name;
  return percent ? `${percent}% off` : 'Discount';
}

function taxName({ rates }: InvoiceView, tax: Stripe.Invoice.TotalTax): string {
  const rate = rates.get(String(tax.tax_rate_details?.tax_rate));
  const name = rate ? `${rate.display_name} ${rate.percentage}%` : 'Tax';
  if (tax.taxability_reason === 'reverse_charge') return `${name}, to be paid on reverse charge basis`;
  if (tax.taxability_reason === 'customer_exempt') return `${name}, exempt`;
  return tax.tax_behavior === 'inclusive' ? `${name}, included` : name;
}

/** Returns the price of one, where a line has one. */
export function unitPrice({ currency, pricing }: Stripe.InvoiceLineItem): string {
  const decimal = pricing?.unit_amount_decimal;
  if (decimal === null || decimal === undefined) return '';
  const text = String(decimal);
  return /^-?\d+$/.test(text) ? money(Number(text), currency) : `${text} × ${money(1, currency)}`;
}

/** Returns a day as everybody reads it the same way: `3 March 2031`. */
export const day = (time: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(time * 1000));

/** Returns the time that a line is for; empty where that is a moment. */
export const periodOf = ({ period }: Stripe.InvoiceLineItem): string =>
  period.end > period.start ? `${day(period.start)} – ${day(period.end)}` : '';

type Address = Partial<Record<keyof Stripe.Address, string | null>>;

/** Returns an address in lines, as they are written on a letter. */
export function addressLines(address: Address | null | undefined): string[] {
  const { city, country, line1, line2, postal_code: code, state } = address ?? {};
  const name = country && /^[A-Z]{2}$/.test(country) ? COUNTRIES.of(country) : country;
  return [line1, line2, [code, city, state].filter(Boolean).join(' '), name].filter((line): line is string =>
    Boolean(line),
  );
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
