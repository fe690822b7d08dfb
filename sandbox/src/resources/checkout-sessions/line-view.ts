import type Stripe from 'stripe';
import type {
  CheckoutView,
  ViewedAmount,
  ViewedDiscount,
  ViewedLineItem,
  ViewedOptionalItem,
  ViewedRecurring,
} from '../../../../src/contract/checkout-view.js';
import { amountOf } from '../../billing/amount.js';
import type { Work } from '../../kernel/scope.js';
import { promotionCodes } from '../promotion-codes/index.js';
import type { SessionLine } from './lines.js';
import type { SessionRow } from './store.js';

type Bought = SessionLine & { quantity: number };

/** What is known of the discount of a session, whatever it takes off. */
type Discount = Omit<ViewedDiscount, 'minor_units_amount'>;

export const worth = (minor_units_amount: number): ViewedAmount => ({ minor_units_amount });

/** Returns a line as a page of the shop's own sees it. */
export function lineView(line: Bought, item: Stripe.LineItem, discount: Discount | null): ViewedLineItem {
  const { adjustable, id, isOptional, price, quantity } = line;
  const off = item.amount_discount;
  const taxes = item.taxes ?? [];
  return {
    ...offerOf(line),
    id,
    adjustable_quantity: adjustable,
    quantity,
    subtotal: worth(item.amount_subtotal),
    discount: worth(off),
    tax_exclusive: worth(taxesOf(taxes, false)),
    tax_inclusive: worth(taxesOf(taxes, true)),
    total: worth(item.amount_total),
    discount_amounts: discount && off > 0 ? [{ ...discount, minor_units_amount: off }] : null,
    tax_amounts: taxesIn(taxes),
    recurring: price.recurring ? { ...rhythmOf(price.recurring), usage_type: 'licensed' } : null,
    is_removable: isOptional,
    pricing: null,
    transform_quantity: packagesOf(line),
  };
}

/** Returns an optional item as a page of the shop's own sees it. */
export function optionalView(line: SessionLine): ViewedOptionalItem {
  const { adjustable, price, quantity, usual } = line;
  return {
    ...offerOf(line),
    adjustable_quantity: adjustable,
    quantity: quantity ?? usual,
    recurring: price.recurring ? rhythmOf(price.recurring) : null,
    is_selected: quantity !== null,
  };
}

/** Returns what one unit is, and costs. */
function offerOf({ price, product, terms }: SessionLine) {
  const decimal = Number(terms.billing_scheme === 'per_unit' ? terms.unit_amount_decimal : Number.NaN);
  return {
    price_id: price.id,
    name: product.name,
    description: product.description ?? null,
    images: product.images,
    unit_amount: worth(amountOf(terms, 1)),
    unit_amount_decimal: Number.isInteger(decimal) || Number.isNaN(decimal) ? null : worth(decimal),
    unit_label: null,
  };
}

export const rhythmOf = ({ interval, interval_count }: Stripe.Price.Recurring): ViewedRecurring => ({
  interval: interval as ViewedRecurring['interval'],
  interval_count,
});

function packagesOf({ quantity, terms }: Bought): ViewedLineItem['transform_quantity'] {
  const packed = terms.billing_scheme === 'per_unit' ? terms.transform_quantity : null;
  if (!packed) return null;
  const { divide_by, round } = packed;
  const packages = quantity / divide_by;
  return { divide_by, round, package_count: round === 'up' ? Math.ceil(packages) : Math.floor(packages) };
}

type Taxes = readonly Pick<Stripe.LineItem.Tax, 'amount' | 'rate'>[];

/** Adds up the taxes that a price includes, or those that come on top. */
export const taxesOf = (taxes: Taxes, isIncluded: boolean): number =>
  taxes.reduce((sum, { amount, rate }) => (rate.inclusive === isIncluded ? sum + amount : sum), 0);

/** Returns taxes one by one; `null` for none. */
export const taxesIn = (taxes: Taxes): CheckoutView['tax_amounts'] =>
  taxes.length > 0
    ? taxes.map(({ amount, rate }) => ({
        ...worth(amount),
        display_name: rate.display_name,
        inclusive: rate.inclusive,
        percentage: rate.percentage,
      }))
    : null;

/** Reads what is known of the discount of a session; `null` for none. */
export async function discountIn(work: Work, { hidden }: SessionRow): Promise<Discount | null> {
  const { discount } = hidden;
  if (!discount) return null;
  const { coupon, promotionCode } = discount;
  const code = promotionCode ? ((await promotionCodes.load(work, promotionCode))?.code ?? null) : null;
  return {
    display_name: coupon.name ?? code ?? coupon.id,
    percent_off: coupon.percent_off,
    promotion_code: code,
    recurring: repeatsOf(coupon),
  };
}

function repeatsOf({ duration, duration_in_months }: Stripe.Coupon): ViewedDiscount['recurring'] {
  if (duration === 'forever') return { type: 'forever' };
  return duration === 'repeating' ? { type: 'repeating', duration_in_months: duration_in_months ?? 1 } : null;
}
