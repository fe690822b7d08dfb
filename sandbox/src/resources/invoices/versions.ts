import type Stripe from 'stripe';
import { invoiceOf } from '../../intents/index.js';
import type { Reader } from '../../kernel/http/route.js';
import { ownRow } from '../../kernel/store/owner.js';
import type { VersionChange } from '../../kernel/versions.js';
import { charges } from '../charges/index.js';
import { loadDiscount } from '../discounts/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { prices } from '../prices/index.js';
import { invoices } from './store.js';
import { invoiceLines } from './table.js';

/** The version in which an invoice began to have payments instead of one intent. */
const BASIL = '2025-03-31';

// biome-ignore lint/suspicious/noExplicitAny: objects as they were before
type Former = Record<string, any>;

const subscriptionIn = (parent: Former | null) =>
  (parent?.subscription_details ?? parent?.subscription_item_details)?.subscription ?? null;

const taxAmount = ({ amount, tax_behavior, tax_rate_details: rate, ...tax }: Former) => ({
  amount,
  inclusive: isIncluded({ tax_behavior }),
  tax_rate: rate?.tax_rate ?? null,
  taxability_reason: tax.taxability_reason === 'not_available' ? null : tax.taxability_reason,
  taxable_amount: tax.taxable_amount,
});

const isIncluded = ({ tax_behavior }: Former) => tax_behavior === 'inclusive';

const sum = (all: Former[]) => all.reduce((whole, { amount }) => whole + amount, 0);

function formerInvoice(invoice: Former): Former {
  if (invoice.deleted) return invoice;
  const { parent, total_taxes: taxes, ...rest } = invoice;
  return {
    ...rest,
    application_fee_amount: null,
    paid: invoice.status === 'paid',
    paid_out_of_band: invoice.status === 'paid' && invoice.amount_paid_off_stripe > 0,
    quote: null,
    subscription: subscriptionIn(parent),
    subscription_details: { metadata: parent?.subscription_details?.metadata ?? null },
    tax: taxes?.length > 0 ? sum(taxes) : null,
    total_tax_amounts: (taxes ?? []).map(taxAmount),
    transfer_data: null,
  };
}

function formerLine({ parent, pricing, taxes = [], ...line }: Former): Former {
  const details = parent?.invoice_item_details ?? parent?.subscription_item_details;
  return {
    ...line,
    amount_excluding_tax: line.subtotal - sum(taxes.filter(isIncluded)),
    ...(details?.invoice_item && { invoice_item: details.invoice_item }),
    proration: details?.proration ?? false,
    proration_details: details?.proration_details ?? { credited_items: null },
    subscription: details?.subscription ?? null,
    ...(parent?.subscription_item_details && {
      subscription_item: parent.subscription_item_details.subscription_item,
    }),
    tax_amounts: taxes.map(taxAmount),
    type: parent?.type === 'subscription_item_details' ? 'subscription' : 'invoiceitem',
    unit_amount_excluding_tax: pricing?.unit_amount_decimal ?? null,
  };
}

function formerItem({ net_amount: _, parent, pricing, ...item }: Former): Former {
  if (item.deleted) return item;
  const unit = pricing?.unit_amount_decimal ?? null;
  return {
    ...item,
    plan: null,
    subscription: subscriptionIn(parent),
    unit_amount: unit === null || String(unit).includes('.') ? null : Number(unit),
    unit_amount_decimal: unit,
  };
}

/** An invoice that is still to come has no payment yet. */
const intentOfInvoice = async (reader: Reader, id: string): Promise<string | null> =>
  id.startsWith('upcoming_') ? null : (await invoices.find(reader, id)).paymentIntentId;

const priceOf = async (
  reader: Reader,
  pricing: Stripe.InvoiceItem.Pricing | null | undefined,
): Promise<Stripe.Price | null> => {
  const id = pricing?.price_details?.price;
  return id ? ((await prices.load(reader, String(id))) ?? null) : null;
};

/** The rates of a line; none for a line of a preview, which nothing keeps. */
async function taxRatesOfLine(reader: Reader, id: string): Promise<Stripe.TaxRate[]> {
  const [row] = await reader.db
    .select({ rates: invoiceLines.taxRates })
    .from(invoiceLines)
    .where(ownRow(reader, invoiceLines, id));
  return row?.rates ?? [];
}

/** An invoice had only one discount once, and showed all of it. */
const firstDiscount = async (
  reader: Reader,
  discounts: Stripe.Invoice['discounts'] | undefined,
): Promise<object | null> => {
  const [first] = discounts ?? [];
  return first ? ((await loadDiscount(reader, String(first))) ?? null) : null;
};

/** Takes the parameter of a price as it was: beside the amount. */
const withPricing = ({ price, unit_amount: unit, ...params }: Former) => ({
  ...params,
  ...(price !== undefined && { pricing: { price } }),
  ...(unit !== undefined && { unit_amount_decimal: unit }),
});

export const versions: VersionChange[] = [
  {
    since: BASIL,
    object: 'invoice',
    included: 'payment_intent',
    load: intentOfInvoice,
  },
  {
    since: BASIL,
    object: 'invoice',
    included: 'charge',
    load: async (reader, id) => {
      const paymentIntentId = await intentOfInvoice(reader, id);
      const intent = paymentIntentId ? await paymentIntents.load(reader, paymentIntentId) : undefined;
      return intent?.latest_charge ? String(intent.latest_charge) : null;
    },
  },
  {
    since: BASIL,
    object: 'invoice',
    included: 'discount',
    load: async (reader, id) => firstDiscount(reader, (await invoices.load(reader, id))?.discounts),
  },
  { since: BASIL, object: 'invoice', before: formerInvoice },
  {
    since: BASIL,
    object: 'line_item',
    included: 'price',
    load: (reader, _, { pricing }) => priceOf(reader, pricing),
  },
  {
    since: BASIL,
    object: 'line_item',
    included: 'tax_rates',
    load: taxRatesOfLine,
  },
  { since: BASIL, object: 'line_item', before: formerLine },
  {
    since: BASIL,
    object: 'invoiceitem',
    included: 'price',
    load: (reader, _, { pricing }) => priceOf(reader, pricing),
  },
  { since: BASIL, object: 'invoiceitem', before: formerItem },
  { since: BASIL, request: 'POST /v1/invoiceitems', after: withPricing },
  { since: BASIL, request: 'POST /v1/invoiceitems/:id', after: withPricing },
  {
    since: BASIL,
    object: 'charge',
    included: 'invoice',
    load: async (reader, id) => {
      const intent = (await charges.load(reader, id))?.payment_intent;
      const paid = intent ? await paymentIntents.load(reader, String(intent)) : undefined;
      return paid ? invoiceOf(paid) : null;
    },
  },
  // Items that waited were on every new invoice.
  {
    since: '2022-08-01',
    request: 'POST /v1/invoices',
    after: (params) => ({ pending_invoice_items_behavior: 'include', ...params }),
  },
];
