import { isDeepStrictEqual } from 'node:util';
import { and, desc, eq, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { dueOf } from '../../billing/invoice-totals.js';
import { onClock } from '../../kernel/clocks/clock.js';
import { build, ofOwner, rowsQuery, selection } from '../../kernel/db/statement.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Scope, ScopedDatabase, Work } from '../../kernel/scope.js';
import { documents } from '../../kernel/store/documents.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { minimumIn } from '../charges/index.js';
import { customers } from '../customers/index.js';
import { discountRows } from '../discounts/index.js';
import { paymentIntents } from '../payment-intents/index.js';
import { subscriptionOf } from './subscriber.js';
import { sumsOf, type TaxedLine } from './sums.js';
import { invoiceItems, invoiceLines, invoicePayments, invoices as table } from './table.js';

export const invoices = documents(table, 'invoice');
export const lines = documents(invoiceLines, 'line_item');
export const items = documents(invoiceItems, 'invoiceitem');
export const payments = documents(invoicePayments, 'invoice_payment');

/** Finds the row of an invoice; `undefined` where there is none. */
export const findInvoice = selection(table);

export type InvoiceRow = typeof table.$inferSelect;
export type ItemRow = typeof invoiceItems.$inferSelect;
export type LineRow = typeof invoiceLines.$inferSelect;
export type NewLineRow = Pick<LineRow, 'id' | 'body' | 'invoiceId' | 'itemId' | 'taxRates'>;

/** An invoice that nobody else changes until the transaction ends, with all that it takes to change it. */
export interface Held<Own extends Work = Work> {
  /** The transaction, at the time of the invoice's clock. */
  work: Own;
  invoice: Stripe.Invoice;
  daysUntilDue: number | null;
  customer: Stripe.Customer;
  /** The intent by which it is paid, from its finalization on. */
  intent: Stripe.PaymentIntent | null;
}

/**
 * Locks an invoice, after its payment and its customer: all transactions lock in this order, so that no two wait for each other.
 *
 * @throws ApiError 404 `resource_missing` at `param`; 400 while its test clock is being advanced.
 */
export async function holdInvoice<Own extends Work>(
  request: Own,
  id: string,
  param = 'invoice',
): Promise<Held<Own>> {
  return holdFound(request, await invoices.find(request, id, param), param);
}

/** Locks an invoice that was found, like `holdInvoice`. */
export async function holdFound<Own extends Work>(
  request: Own,
  { id, customerId, paymentIntentId }: Pick<InvoiceRow, 'customerId' | 'id' | 'paymentIntentId'>,
  param = 'invoice',
): Promise<Held<Own>> {
  if (paymentIntentId) await paymentIntents.lock(request, paymentIntentId);
  const { body: customer } = await customers.lock(request, customerId);
  const row = await invoices.lock(request, id, param);
  // The invoice may have been finalized while this transaction waited for it.
  const intent = row.paymentIntentId ? (await paymentIntents.lock(request, row.paymentIntentId)).body : null;
  const work = await onClock(request, row.body.test_clock);
  return { work, invoice: row.body, daysUntilDue: row.daysUntilDue, customer, intent };
}

/** Saves an invoice after a change. */
export async function saveInvoice(
  work: Work,
  after: Stripe.Invoice,
  more: Partial<Pick<InvoiceRow, 'daysUntilDue' | 'paymentIntentId' | 'secret'>> = {},
): Promise<void> {
  await invoices.replace(work, after.id, { body: after, ...columnsOf(after), ...more });
}

export const columnsOf = (invoice: Stripe.Invoice) => ({
  collectionMethod: invoice.collection_method,
  dueAt: invoice.due_date === null ? null : new Date(invoice.due_date * 1000),
  status: String(invoice.status),
  subscriptionId: subscriptionOf(invoice),
});

/** Saves an invoice after a change that its customer's server asked for, and emits the event. */
export async function updateInvoice(
  work: Work,
  before: Stripe.Invoice,
  after: Stripe.Invoice,
  more: Partial<Pick<InvoiceRow, 'daysUntilDue'>> = {},
): Promise<void> {
  await saveInvoice(work, after, more);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length > 0) work.outbox.emit('invoice.updated', after, previous);
}

/** Finds the invoice of an address. */
export async function invoiceBySecret(
  owner: ScopedDatabase,
  secret: string,
): Promise<InvoiceRow | undefined> {
  const [row] = await owner.db
    .select()
    .from(table)
    .where(and(ownedBy(owner, table), eq(table.secret, secret)));
  return row;
}

/** Largest number of lines that an invoice shows. */
const SHOWN_LINES = 10;

const findLines = rowsQuery<typeof invoiceLines, Scope & { invoice: string }>(
  'lines_of_invoice',
  invoiceLines,
  build
    .select()
    .from(invoiceLines)
    .where(and(ofOwner(invoiceLines), eq(invoiceLines.invoiceId, sql.placeholder('invoice'))))
    .orderBy(desc(invoiceLines.createdAt), desc(invoiceLines.seq)),
);

/** Returns all lines of an invoice, newest first. */
export const linesOf = ({ db, accountId, livemode }: ScopedDatabase, invoice: string): Promise<LineRow[]> =>
  findLines(db, { accountId, livemode, invoice });

/**
 * Returns a draft with its lines as they are now, and the sums of them. What discounts and taxes make of the lines is saved with
 * them; the caller saves the draft.
 */
export async function recounted(
  work: Work,
  invoice: Stripe.Invoice,
  customer: Stripe.Customer,
): Promise<Stripe.Invoice> {
  const rows = (await linesOf(work, invoice.id)).reverse();
  const { invoice: draft, lines: all } = await counted(work, invoice, rows, customer);
  for (const [index, body] of all.entries())
    if (!isDeepStrictEqual(rows[index]?.body, body)) await lines.replace(work, body.id, { body });
  return draft;
}

/**
 * Returns a draft with the sums of its lines, and the lines as discounts and taxes make them.
 *
 * @param rows Its lines, the oldest first.
 */
export async function counted(
  work: Work,
  invoice: Stripe.Invoice,
  rows: readonly TaxedLine[],
  customer: Stripe.Customer,
): Promise<{ invoice: Stripe.Invoice; lines: Stripe.InvoiceLineItem[] }> {
  const ids = [...rows.flatMap(({ body }) => body.discounts), ...invoice.discounts].map(String);
  const found = await discountRows(work, [...new Set(ids)]);
  // A discount for one invoice may have been used by another one meanwhile.
  const discounts = found.filter(({ usedBy }) => usedBy === null || usedBy === invoice.id);
  const draft = {
    ...invoice,
    discounts: invoice.discounts.filter((id) => discounts.some((one) => one.id === id)),
  };
  const { lines: all, sums } = sumsOf(draft, rows, discounts);
  return {
    invoice: withDue({ ...draft, ...sums, lines: shownLines(invoice.id, all) }, customer),
    lines: all,
  };
}

const shownLines = (id: string, all: readonly Stripe.InvoiceLineItem[]): Stripe.Invoice['lines'] => ({
  object: 'list',
  data: [...all].reverse().slice(0, SHOWN_LINES),
  has_more: all.length > SHOWN_LINES,
  url: `/v1/invoices/${id}/lines`,
});

function withDue(invoice: Stripe.Invoice, customer: Stripe.Customer): Stripe.Invoice {
  const balance = balanceFor(invoice, customer);
  const { amountDue } = dueOf(invoice.total, balance, minimumIn(invoice.currency));
  return { ...invoice, amount_due: amountDue, amount_remaining: amountDue, starting_balance: balance };
}

/** Returns the balance of a customer, so far as it is in the currency of the invoice. */
export const balanceFor = ({ currency }: Stripe.Invoice, customer: Stripe.Customer): number =>
  customer.currency === null || customer.currency === currency ? customer.balance : 0;
