import { boolean, index, integer, json, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type Stripe from 'stripe';
import { document, newestFirst, ownedTable } from '../../kernel/db/columns.js';
import { time } from '../../kernel/db/time.js';

export const invoices = ownedTable(
  'invoices',
  {
    ...document<Stripe.Invoice>(),
    customerId: text().notNull(),
    status: text().notNull(),
    collectionMethod: text().notNull(),
    dueAt: time(),
    /** Days between the finalization and the due date; `null` where the due date was given. */
    daysUntilDue: integer(),
    /** The PaymentIntent by which it is paid, from its finalization on. */
    paymentIntentId: text(),
    /** The subscription that it bills. */
    subscriptionId: text(),
    /** The part of the address of its page that nobody can guess, from its finalization on. */
    secret: text(),
  },
  (table) => [
    ...newestFirst(table, table.customerId, table.subscriptionId),
    index().on(table.paymentIntentId),
    uniqueIndex().on(table.accountId, table.livemode, table.secret),
  ],
);

/** The lines of invoices. An invoice shows the first of them. */
export const invoiceLines = ownedTable(
  'invoice_lines',
  {
    ...document<Stripe.InvoiceLineItem>(),
    invoiceId: text().notNull(),
    /** The invoice item that it bills. */
    itemId: text(),
    /** Rates of tax that it has instead of the invoice's; `null` where it has none of its own. */
    taxRates: json().$type<Stripe.TaxRate[]>(),
  },
  (table) => newestFirst(table, table.invoiceId, table.itemId),
);

/** What customers have to pay once. Each waits for an invoice, or is on one. */
export const invoiceItems = ownedTable(
  'invoice_items',
  {
    ...document<Stripe.InvoiceItem>(),
    customerId: text().notNull(),
    invoiceId: text(),
    /** Whether it waited for an invoice, and does so again where its draft is deleted. */
    waits: boolean().notNull(),
  },
  (table) => newestFirst(table, table.customerId, table.invoiceId),
);

/** The payments of invoices. */
export const invoicePayments = ownedTable(
  'invoice_payments',
  {
    ...document<Stripe.InvoicePayment>(),
    invoiceId: text().notNull(),
    paymentIntentId: text().notNull(),
    status: text().notNull(),
  },
  (table) => newestFirst(table, table.invoiceId, table.paymentIntentId),
);
