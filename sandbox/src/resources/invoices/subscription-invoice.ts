import { and, eq, inArray } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Period } from '../../billing/periods.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { replaceCustomer } from '../customers/index.js';
import { liveDiscounts } from '../discounts/index.js';
import { insertDraft } from './drafts.js';
import { lineOf, noteInvoice, waitingItems } from './items.js';
import { newInvoice } from './object.js';
import { counted, type Held, type ItemRow, lines, type NewLineRow, updateInvoice } from './store.js';
import { invoices as table } from './table.js';
import { inheritedDiscounts } from './terms.js';

type Subscription = Stripe.Subscription;

/** A line without what the invoice gives it. */
export type NewLine = Omit<Stripe.InvoiceLineItem, 'id' | 'invoice' | 'object'> & {
  /** The rates of tax that it has instead of the invoice's. */
  taxRates: Stripe.TaxRate[] | null;
};

/** What a subscription bills at one time. */
export interface Bill {
  reason: Stripe.Invoice.BillingReason;
  lines: readonly NewLine[];
  /** The period that the invoice is about. Its lines have periods of their own. */
  period: Period;
  /** Whether it is finalized, and collected, automatically. */
  advances: boolean;
}

/** Time in which a draft can be changed before it is finalized automatically, in seconds. */
const DRAFT_FOR = 3600;

/** Creates the draft that bills a subscription, with all items of its customer that wait. The customer has to be locked. */
export async function createSubscriptionInvoice(
  work: Work,
  { customer, subscription }: { customer: Stripe.Customer; subscription: Subscription },
  bill: Bill,
): Promise<Held> {
  const { invoice, rows, waiting } = await drawUp(work, { customer, subscription }, bill);
  for (const row of rows) await lines.insert(work, row);
  await noteInvoice(work, invoice.id, waiting);
  const daysUntilDue = subscription.days_until_due;
  await insertDraft(work, invoice, customer, daysUntilDue);
  return {
    work,
    invoice,
    daysUntilDue,
    customer: await inCurrency(work, customer, invoice),
    intent: null,
  };
}

/** Returns the draft that would bill a subscription, with its lines and the items that would be on it. */
export async function drawUp(
  work: Work,
  { customer, subscription }: { customer: Stripe.Customer; subscription: Subscription },
  bill: Bill,
): Promise<{ invoice: Stripe.Invoice; rows: NewLineRow[]; waiting: ItemRow[] }> {
  const empty = await draftOf(work, customer, subscription, bill);
  const waiting = await waitingItems(work, customer.id, empty.currency);
  const rows = [
    ...bill.lines.map((line) => rowOf(line, empty.id)),
    ...waiting.map(({ body }) => lineOf(body, empty.id)),
  ];
  const { invoice, lines: all } = await counted(work, empty, rows, customer);
  return { invoice, rows: rows.map((row, index) => ({ ...row, body: all[index] ?? row.body })), waiting };
}

/** Returns the row of a line. */
export function rowOf({ taxRates, ...line }: NewLine, invoice: string): NewLineRow {
  const body: Stripe.InvoiceLineItem = { id: newId('il'), object: 'line_item', invoice, ...line };
  return { id: body.id, body, invoiceId: invoice, itemId: null, taxRates };
}

async function draftOf(
  work: Work,
  customer: Stripe.Customer,
  subscription: Subscription,
  { advances, period, reason }: Bill,
): Promise<Stripe.Invoice> {
  const {
    collection_method,
    currency,
    id,
    invoice_settings: settings,
    metadata,
    payment_settings,
  } = subscription;
  const empty = await newInvoice(work, customer, { currency, reason });
  return {
    ...empty,
    auto_advance: advances,
    automatically_finalizes_at: advances ? seconds(work.now) + DRAFT_FOR : null,
    collection_method,
    custom_fields: settings.custom_fields ?? empty.custom_fields,
    description: settings.description,
    default_tax_rates: subscription.default_tax_rates ?? [],
    discounts: await discountsFor(work, customer, subscription),
    footer: settings.footer ?? empty.footer,
    parent: {
      quote_details: null,
      subscription_details: { metadata, subscription: id },
      type: 'subscription_details',
    },
    payment_settings: {
      ...empty.payment_settings,
      payment_method_types: (payment_settings?.payment_method_types ??
        null) as Stripe.Invoice.PaymentSettings['payment_method_types'],
    },
    period_end: period.end,
    period_start: period.start,
  };
}

/** The discounts of a subscription are there instead of that of its customer. */
const discountsFor = (
  work: Work,
  customer: Stripe.Customer,
  { discounts }: Subscription,
): Promise<string[]> =>
  discounts.length > 0 ? liveDiscounts(work, discounts.map(String)) : inheritedDiscounts(work, customer);

/** A customer's currency is that of the first thing that they have to pay. */
const inCurrency = async (
  work: Work,
  customer: Stripe.Customer,
  { currency }: Stripe.Invoice,
): Promise<Stripe.Customer> =>
  customer.currency === null ? replaceCustomer(work, customer, { currency }) : customer;

/** Leaves the invoices of a subscription to people: none of them is finalized or collected automatically. */
export async function stopCollecting(work: Work, subscription: string): Promise<void> {
  const rows = await work.db
    .select()
    .from(table)
    .where(
      and(
        ownedBy(work, table),
        eq(table.subscriptionId, subscription),
        inArray(table.status, ['draft', 'open']),
      ),
    )
    .orderBy(table.seq)
    .for('update');
  for (const { body } of rows) {
    const after = {
      ...body,
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    };
    await updateInvoice(work, body, after);
  }
}
