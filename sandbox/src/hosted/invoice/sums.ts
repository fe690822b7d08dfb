import type Stripe from 'stripe';
import type { DiscountRow } from '../../resources/discounts/index.js';
import type { InvoiceView } from './read.js';
import type { InvoiceLanguage } from './texts.js';

/** A row of sums: what it is, and how much. */
export interface Sum {
  label: string;
  amount: string;
  isStrong?: boolean;
}

/** Returns the sums of an invoice, from the lines to the amount due. */
export function sumsOf(view: InvoiceView, language: InvoiceLanguage): Sum[] {
  const { invoice, notes } = view;
  const { money, say } = language;
  const { amount_shipping: shipping, currency, starting_balance: before, ending_balance: after } = invoice;
  const row = (label: string, amount: number, isStrong = false): Sum => ({
    label,
    amount: money(amount, currency),
    isStrong,
  });
  const fromBalance = before - (after ?? before);
  const isPaid = invoice.status === 'paid';
  return [
    row(say('subtotal'), invoice.subtotal),
    ...ofInvoice(view, language).map(({ name, amount }) => row(name, -amount)),
    ...(shipping > 0 ? [row(say('shipping'), shipping)] : []),
    ...(invoice.total_taxes ?? []).map((tax) => row(taxName(view, tax, language), tax.amount)),
    row(say('total'), invoice.total, true),
    ...(fromBalance === 0 ? [] : [row(say(fromBalance < 0 ? 'credit' : 'balance'), fromBalance)]),
    ...notes
      .filter(({ pre_payment_amount: amount }) => amount > 0)
      .map(({ number, pre_payment_amount: amount }) => row(say('credit_note', { number }), -amount)),
    isPaid
      ? row(say('amount_paid'), invoice.amount_paid, true)
      : row(say('amount_due'), invoice.amount_due, true),
    ...notes
      .filter(({ post_payment_amount: amount }) => amount > 0)
      .map(({ number, post_payment_amount: amount }) => row(say('credit_note', { number }), -amount)),
  ];
}

/** Returns what each discount of the whole invoice takes off it. */
function ofInvoice(
  { invoice, lines, discounts }: InvoiceView,
  language: InvoiceLanguage,
): { name: string; amount: number }[] {
  return invoice.discounts.map(String).map((id) => ({
    name: nameOf(
      discounts.find((one) => one.id === id),
      language,
    ),
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
  language: InvoiceLanguage,
): { name: string; amount: string }[] =>
  (line.discount_amounts ?? [])
    .filter(({ discount }) => line.discounts.some((id) => id === discount))
    .map(({ amount, discount }) => ({
      name: nameOf(
        discounts.find(({ id }) => id === discount),
        language,
      ),
      amount: language.money(-amount, line.currency),
    }));

function nameOf(row: DiscountRow | undefined, { percent: percentage, say }: InvoiceLanguage): string {
  const { name, percent_off: off } = row?.coupon ?? {};
  if (!off) return name || say('discount');
  const percent = percentage(off);
  return name ? say('named_percent_off', { name, percent }) : say('percent_off', { percent });
}

function taxName(
  { rates }: InvoiceView,
  { tax_behavior, tax_rate_details, taxability_reason }: Stripe.Invoice.TotalTax,
  { percent, say }: InvoiceLanguage,
): string {
  const rate = rates.get(String(tax_rate_details?.tax_rate));
  const tax = rate ? `${rate.display_name} ${percent(rate.percentage)}` : say('tax');
  if (taxability_reason === 'reverse_charge') return say('reverse_charge', { tax });
  if (taxability_reason === 'customer_exempt') return say('exempt', { tax });
  return tax_behavior === 'inclusive' ? say('included', { tax }) : tax;
}

/** Returns the price of one, where a line has one. */
export function unitPrice({ currency, pricing }: Stripe.InvoiceLineItem, { money }: InvoiceLanguage): string {
  const decimal = pricing?.unit_amount_decimal;
  if (decimal === null || decimal === undefined) return '';
  const text = String(decimal);
  return /^-?\d+$/.test(text) ? money(Number(text), currency) : `${text} × ${money(1, currency)}`;
}

/** Returns the time that a line is for; empty where that is a moment. */
export const periodOf = ({ period }: Stripe.InvoiceLineItem, { day }: InvoiceLanguage): string =>
  period.end > period.start ? `${day(period.start)} – ${day(period.end)}` : '';

/** Returns the tax ids of an invoice's customer, each with its kind: `EU VAT DE123456789`. */
export const taxIdLines = ({ customer_tax_ids: all }: Stripe.Invoice): string[] =>
  (all ?? []).map(({ type, value }) => `${type.replaceAll('_', ' ').toUpperCase()} ${value}`);
