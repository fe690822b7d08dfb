import type Stripe from 'stripe';
import { type SummedDiscount, sumsOf } from '../invoices/index.js';
import type { SessionDiscount } from './hidden.js';
import { amountOfLine, boughtOf, type SessionLine } from './lines.js';

type Session = Stripe.Checkout.Session;
type LineItem = Stripe.LineItem;

/** What decides the totals of a session. */
export interface Priced {
  currency: string;
  lines: readonly SessionLine[];
  discount: SessionDiscount | null;
  taxRates: Stripe.TaxRate[];
  /** What the delivery costs, which has neither discounts nor taxes. */
  shipping: number;
  taxExempt: Stripe.Customer.TaxExempt | null;
  /** Whether the recurring lines cost nothing until the trial ends, or the first whole period begins. */
  isFreeAtFirst: boolean;
}

/** The totals of a session, and its lines as the API shows them. */
export interface SessionTotals extends Pick<Session, 'amount_subtotal' | 'amount_total'> {
  items: LineItem[];
  details: Stripe.Checkout.Session.TotalDetails & {
    breakdown: Stripe.Checkout.Session.TotalDetails.Breakdown;
  };
}

/** The name by which the one discount of a session is known to the sums. */
const DISCOUNT = 'session';

/** Returns the totals of what is bought, by the arithmetic of invoices: discounts come before taxes, and each line is rounded separately. */
export function totalsOf(priced: Priced): SessionTotals & { amount_subtotal: number; amount_total: number } {
  const { currency, discount, shipping, taxExempt, taxRates } = priced;
  const bought = boughtOf(priced.lines);
  const { lines, sums } = sumsOf(
    {
      amount_shipping: shipping,
      currency,
      customer_tax_exempt: taxExempt,
      default_tax_rates: taxRates,
      discounts: discount ? [DISCOUNT] : [],
    },
    bought.map((line) => ({ body: summed(line, priced), taxRates: line.taxRates })),
    discount ? [discountRow(discount)] : [],
  );
  const items = lines.map((line) => lineItem(line.of, line, { currency, rates: taxRates, discount }));
  const tax = sum(items.map(({ amount_tax }) => amount_tax));
  const off = sum(items.map(({ amount_discount }) => amount_discount));
  return {
    amount_subtotal: sums.subtotal,
    amount_total: sums.total,
    items,
    details: {
      amount_discount: off,
      amount_shipping: shipping,
      amount_tax: tax,
      breakdown: {
        discounts:
          items.flatMap(({ discounts = [] }) => discounts).length > 0 ? [breakdownOf(items, off)] : [],
        taxes: taxesOf(items),
      },
    },
  };
}

const summed = (line: SessionLine & { quantity: number }, { isFreeAtFirst }: Priced) => ({
  of: line,
  discountable: true,
  discounts: [],
  pricing: {
    price_details: { price: line.price.id, product: String(line.price.product) },
    type: 'price_details' as const,
    unit_amount_decimal: line.price.unit_amount_decimal,
  },
  subtotal: isFreeAtFirst && line.price.recurring ? 0 : amountOfLine(line),
});

const discountRow = ({ amounts, appliesTo, coupon }: SessionDiscount): SummedDiscount => ({
  amounts,
  appliesTo,
  coupon,
  id: DISCOUNT,
});

type Summed = ReturnType<typeof sumsOf<ReturnType<typeof summed>>>['lines'][number];

function lineItem(
  line: SessionLine & { quantity: number },
  { discount_amounts: offs, subtotal, taxes }: Summed,
  of: { currency: string; rates: Stripe.TaxRate[]; discount: SessionDiscount | null },
): LineItem {
  const rates = line.taxRates.length > 0 ? line.taxRates : of.rates;
  const off = sum((offs ?? []).map(({ amount }) => amount));
  const added = (taxes ?? []).filter(({ tax_behavior }) => tax_behavior === 'exclusive');
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: line.adjustable ? { enabled: true, ...line.adjustable } : null,
    amount_discount: off,
    amount_subtotal: subtotal,
    amount_tax: sum((taxes ?? []).map(({ amount }) => amount)),
    amount_total: subtotal - off + sum(added.map(({ amount }) => amount)),
    currency: of.currency,
    description: line.product.name,
    discounts: of.discount && off > 0 ? [{ amount: off, discount: discountOf(of.discount) }] : [],
    metadata: line.metadata,
    price: line.price,
    quantity: line.quantity,
    taxes: (taxes ?? []).flatMap((tax) => {
      const rate = rates.find(({ id }) => id === tax.tax_rate_details?.tax_rate);
      const { amount, taxability_reason, taxable_amount } = tax;
      return rate
        ? [
            {
              amount,
              rate,
              taxability_reason: taxability_reason as Stripe.LineItem.Tax['taxability_reason'],
              taxable_amount,
            },
          ]
        : [];
    }),
  };
}

/** Returns a discount as a line shows it before it is anybody's. */
const discountOf = ({ coupon, promotionCode }: SessionDiscount): Stripe.Discount => ({
  id: `di_${coupon.id}`,
  object: 'discount',
  checkout_session: null,
  customer: null,
  customer_account: null,
  end: null,
  invoice: null,
  invoice_item: null,
  promotion_code: promotionCode,
  source: { coupon: coupon.id, type: 'coupon' },
  start: coupon.created,
  subscription: null,
  subscription_item: null,
});

const breakdownOf = (items: readonly LineItem[], amount: number) => ({
  amount,
  discount: items.flatMap(({ discounts = [] }) => discounts)[0]?.discount as Stripe.Discount,
});

/** Adds up the taxes of all lines, one for each rate. */
function taxesOf(items: readonly LineItem[]): Stripe.Checkout.Session.TotalDetails.Breakdown.Tax[] {
  const byRate = new Map<string, Stripe.Checkout.Session.TotalDetails.Breakdown.Tax>();
  for (const tax of items.flatMap(({ taxes = [] }) => taxes)) {
    const before = byRate.get(tax.rate.id);
    byRate.set(tax.rate.id, {
      ...(tax as Stripe.Checkout.Session.TotalDetails.Breakdown.Tax),
      amount: (before?.amount ?? 0) + tax.amount,
      taxable_amount: (before?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0),
    });
  }
  return [...byRate.values()];
}

const sum = (amounts: readonly number[]): number => amounts.reduce((whole, amount) => whole + amount, 0);
