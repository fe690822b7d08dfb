import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { lockCustomer } from '../customers/index.js';
import { createPaidInvoice, type NewLine } from '../invoices/index.js';
import { boughtOf, type SessionLine } from './lines.js';
import { sessionTotals } from './priced.js';
import { type Session, type SessionRow, saveSession } from './store.js';

/** Creates the invoice of a session that is paid, where the shop wants one. The session and its customer have to be locked. */
export async function invoiced(
  work: Work,
  row: SessionRow,
  payment: Stripe.PaymentIntent,
): Promise<SessionRow> {
  const { body, customerId } = row;
  if (!body.invoice_creation?.enabled || !customerId || body.invoice) return row;
  const customer = await lockCustomer(work, customerId);
  const { discount } = row.hidden;
  const { id } = await createPaidInvoice(work, customer, {
    discount: discount && {
      appliesTo: discount.appliesTo,
      body: discount.coupon,
      code: discount.promotionCode,
      currencyOptions: discount.amounts,
    },
    lines: linesOf(work, row),
    payment,
    terms: termsOf(body),
  });
  return saveSession(work, row, { body: { ...body, invoice: id } });
}

function termsOf({ collected_information: told, invoice_creation: wanted, shipping_cost: cost }: Session) {
  const { custom_fields, description, footer, metadata } = wanted?.invoice_data ?? {};
  return {
    ...(custom_fields && { custom_fields }),
    ...(footer && { footer }),
    amount_shipping: cost?.amount_total ?? 0,
    description: description ?? null,
    metadata: metadata ?? {},
    shipping_cost: cost as Stripe.Invoice['shipping_cost'],
    shipping_details: (told?.shipping_details ?? null) as Stripe.Invoice['shipping_details'],
  };
}

function linesOf(work: Work, row: SessionRow): NewLine[] {
  const items = new Map((sessionTotals(row)?.items ?? []).map((item) => [item.id, item]));
  return boughtOf(row.lines).flatMap((line) => {
    const item = items.get(line.id);
    return item && line.quantity > 0 ? [lineOf(work, line, item)] : [];
  });
}

/** Returns a line as an invoice has it, before discounts and taxes. */
function lineOf(
  { livemode, now }: Work,
  { metadata, price, product, quantity, taxRates, terms }: SessionLine & { quantity: number },
  { amount_subtotal: amount, currency }: Stripe.LineItem,
): NewLine {
  const unit = terms.billing_scheme === 'per_unit' ? terms.unit_amount_decimal : null;
  return {
    amount,
    currency,
    description: product.name,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    livemode,
    metadata,
    parent: null,
    period: { end: seconds(now), start: seconds(now) },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: String(price.product) },
      type: 'price_details',
      unit_amount_decimal: unit as Stripe.Decimal | null,
    },
    quantity,
    quantity_decimal: String(quantity) as unknown as Stripe.Decimal,
    subscription: null,
    subtotal: amount,
    taxRates,
    taxes: [],
  };
}
