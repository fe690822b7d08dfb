import type Stripe from 'stripe';
import { type Discount, discountsOn } from '../../billing/discounts.js';
import { type Totals, totalsOf } from '../../billing/invoice-totals.js';
import { taxesOn } from '../../billing/taxes.js';
import { type DiscountRow, offIn } from '../discounts/index.js';

type Invoice = Stripe.Invoice;
type Line = Stripe.InvoiceLineItem;

/** The part of a line that decides what is taken off it and what it is taxed. */
type SummedLine = Pick<Line, 'discountable' | 'discounts' | 'pricing' | 'subtotal'>;

/** A line, and the rates of tax that it has instead of the invoice's. */
export interface TaxedLine<Body extends SummedLine = Line> {
  body: Body;
  taxRates: Stripe.TaxRate[] | null;
}

/** What the sums make of a line. */
type Summed = Pick<Line, 'discount_amounts' | 'pretax_credit_amounts' | 'taxes'>;

/** The part of a discount that decides what it takes off. */
export type SummedDiscount = Pick<DiscountRow, 'amounts' | 'appliesTo' | 'coupon' | 'id'>;

/** What an invoice says of its sums. */
type Sums = Totals & Pick<Invoice, 'total_discount_amounts' | 'total_pretax_credit_amounts' | 'total_taxes'>;

/**
 * Returns the lines of an invoice with what is taken off them and what they are taxed, and the sums of them. A line's own
 * discounts come before those of the invoice, and taxes after both.
 *
 * @param lines The oldest first.
 * @param discounts The discounts of the invoice and of its lines.
 */
export function sumsOf<Body extends SummedLine>(
  invoice: Pick<
    Invoice,
    'amount_shipping' | 'currency' | 'customer_tax_exempt' | 'default_tax_rates' | 'discounts'
  >,
  lines: readonly TaxedLine<Body>[],
  discounts: readonly SummedDiscount[],
): { lines: (Body & Summed)[]; sums: Sums } {
  const applied = appliedTo(invoice, lines, discounts);
  const taken = discountsOn(
    lines.map(({ body }) => ({ amount: body.subtotal, isDiscountable: body.discountable })),
    applied.map(({ discount }) => discount),
  );
  const all = lines.map((line, index) => {
    const off = applied.flatMap(({ id, isOwn, discount }, place) =>
      line.body.discountable && discount.isFor?.[index]
        ? [{ discount: id, isOwn, amount: taken[place]?.[index] ?? 0 }]
        : [],
    );
    return { line, off, ...taxed(invoice, line, off) };
  });
  const offs = applied.map(({ id }) => id);
  const totals = totalsOf(
    all.map(({ line, off, taxes, included }) => ({
      subtotal: line.body.subtotal,
      own_discount: total(off.filter(({ isOwn }) => isOwn)),
      invoice_discount: total(off.filter(({ isOwn }) => !isOwn)),
      included_tax: included,
      taxes,
    })),
    invoice.amount_shipping,
  );
  const totalOff = amountsPer(
    [...offs.map((discount) => ({ discount, amount: 0 })), ...all.flatMap(({ off }) => off)],
    ({ discount }) => discount,
  ).map(({ amount, discount }) => ({ amount, discount }));
  return {
    lines: all.map(({ line, off, taxes }) => {
      const amounts = off.map(({ amount, discount }) => ({ amount, discount }));
      return {
        ...line.body,
        discount_amounts: amounts,
        pretax_credit_amounts: credits(amounts),
        taxes,
      };
    }),
    sums: {
      ...totals,
      total_discount_amounts: totalOff,
      total_pretax_credit_amounts: credits(totalOff),
      total_taxes: totalTaxes(all.flatMap(({ taxes }) => taxes)),
    },
  };
}

/** A discount of an invoice or of a line. */
interface Applied {
  id: string;
  isOwn: boolean;
  discount: Discount;
}

/** Returns the discounts in their order, each with the lines that it is for. */
function appliedTo(
  { currency, discounts: ofInvoice }: Pick<Invoice, 'currency' | 'discounts'>,
  lines: readonly TaxedLine<SummedLine>[],
  rows: readonly SummedDiscount[],
): Applied[] {
  const apply = (id: unknown, isOwn: boolean, isFor: (line: SummedLine) => boolean): Applied[] => {
    const row = rows.find((one) => one.id === id);
    const off = row && offIn(row, currency);
    if (!row || !off) return [];
    const lineIsFor = lines.map(({ body }) => isFor(body) && isOfProduct(row, body));
    return [{ id: row.id, isOwn, discount: { ...off, isFor: lineIsFor } }];
  };
  return [
    ...lines.flatMap(({ body }) => body.discounts.flatMap((id) => apply(id, true, (line) => line === body))),
    ...ofInvoice.flatMap((id) => apply(id, false, () => true)),
  ];
}

const isOfProduct = ({ appliesTo }: SummedDiscount, { pricing }: SummedLine): boolean =>
  appliesTo === null || appliesTo.products.includes(String(pricing?.price_details?.product));

/** Returns the taxes of a line, and those that it would have in it without the discounts of the whole invoice. */
function taxed(
  {
    customer_tax_exempt: exempt,
    default_tax_rates: usual,
  }: Pick<Invoice, 'customer_tax_exempt' | 'default_tax_rates'>,
  { body: { subtotal }, taxRates }: TaxedLine<SummedLine>,
  off: readonly { amount: number; isOwn: boolean }[],
): { taxes: Stripe.InvoiceLineItem.Tax[]; included: number } {
  const rates = taxRates && taxRates.length > 0 ? taxRates : usual;
  const isExempt = exempt === 'exempt' || exempt === 'reverse';
  const alone = taxesOn(subtotal - total(off.filter(({ isOwn }) => isOwn)), rates);
  const taxes = taxesOn(subtotal - total(off), rates).map(
    ({ amount, taxable }, index): Stripe.InvoiceLineItem.Tax => {
      const rate = rates[index] as Stripe.TaxRate;
      return {
        amount: isExempt ? 0 : amount,
        tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
        tax_rate_details: { tax_rate: rate.id },
        taxability_reason: REASONS[exempt ?? 'none'] ?? 'not_available',
        taxable_amount: isExempt ? 0 : taxable,
        type: 'tax_rate_details',
      };
    },
  );
  const inclusive = alone.filter((_, index) => rates[index]?.inclusive);
  return { taxes, included: isExempt ? 0 : total(inclusive) };
}

const REASONS: Record<string, string> = { exempt: 'customer_exempt', reverse: 'reverse_charge' };

/** Returns the taxes of all lines, one for each rate. */
export const totalTaxes = (taxes: readonly Stripe.InvoiceLineItem.Tax[]): Stripe.Invoice.TotalTax[] =>
  amountsPer(taxes, (tax) => String(tax.tax_rate_details?.tax_rate)).map((sum) => ({
    ...sum,
    taxable_amount: taxes
      .filter((tax) => tax.tax_rate_details?.tax_rate === sum.tax_rate_details?.tax_rate)
      .reduce((whole, { taxable_amount: amount }) => whole + (amount ?? 0), 0),
  }));

/** Adds up the amounts of the same kind. */
export function amountsPer<Item extends { amount: number }>(
  items: readonly Item[],
  kind: (item: Item) => string,
): Item[] {
  const kinds = new Map<string, Item>();
  for (const item of items) {
    const before = kinds.get(kind(item));
    kinds.set(kind(item), before ? { ...before, amount: before.amount + item.amount } : item);
  }
  return [...kinds.values()];
}

const credits = (amounts: readonly { amount: number; discount: string }[]) =>
  amounts.map(({ amount, discount }) => ({ amount, discount, type: 'discount' as const }));

const total = (items: readonly { amount: number }[]): number =>
  items.reduce((sum, { amount }) => sum + amount, 0);
