import type Stripe from 'stripe';
import type { ScopedDatabase } from '../../kernel/scope.js';
import { publicProfileOf } from '../../resources/accounts/index.js';
import { charges } from '../../resources/charges/index.js';
import { notesOf } from '../../resources/credit-notes/index.js';
import { customers } from '../../resources/customers/index.js';
import { type DiscountRow, discountRows } from '../../resources/discounts/index.js';
import { invoiceBySecret, linesOf } from '../../resources/invoices/index.js';
import { paymentIntents } from '../../resources/payment-intents/index.js';

/** An invoice, with all that its page and its PDF show of it. */
export interface InvoiceView {
  invoice: Stripe.Invoice;
  /** All of its lines, the first one first. */
  lines: Stripe.InvoiceLineItem[];
  discounts: DiscountRow[];
  /** The rates of its taxes, by their ids. */
  rates: Map<string, Stripe.TaxRate>;
  /** Credit notes that are not void, the oldest first. */
  notes: Stripe.CreditNote[];
  /** Who bills. */
  issuer: Stripe.Account.BusinessProfile | null;
  intent: Stripe.PaymentIntent | null;
  /** The languages that the customer prefers. */
  locales: readonly string[];
  /** The payment by which it was paid. */
  charge: Stripe.Charge | null;
}

/** Reads the invoice of an address; `undefined` where there is none. */
export async function readInvoice(owner: ScopedDatabase, secret: string): Promise<InvoiceView | undefined> {
  const row = await invoiceBySecret(owner, secret);
  if (!row) return undefined;
  const { body: invoice, paymentIntentId } = row;
  const rows = (await linesOf(owner, invoice.id)).reverse();
  const lines = rows.map(({ body }) => body);
  const rates = [...invoice.default_tax_rates, ...rows.flatMap(({ taxRates }) => taxRates ?? [])];
  const intent = paymentIntentId ? await paymentIntents.load(owner, paymentIntentId) : undefined;
  const paidBy = intent?.status === 'succeeded' ? intent.latest_charge : null;
  const ids = [...lines.flatMap((line) => line.discounts), ...invoice.discounts].map(String);
  return {
    invoice,
    lines,
    discounts: await discountRows(owner, [...new Set(ids)]),
    rates: new Map(rates.map((rate) => [rate.id, rate])),
    notes: (await notesOf(owner, invoice.id))
      .map(({ body }) => body)
      .filter(({ status }) => status === 'issued')
      .reverse(),
    issuer: await publicProfileOf(owner.db, owner.accountId),
    intent: intent ?? null,
    locales: (await customers.load(owner, String(invoice.customer)))?.preferred_locales ?? [],
    charge: paidBy ? ((await charges.load(owner, String(paidBy))) ?? null) : null,
  };
}
