import { and, asc, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { changeBalance } from '../customers/index.js';
import { type Collection, collect, withdrawPayment } from './collect.js';
import { finalize } from './finalize.js';
import { deleteItem, takeOff } from './items.js';
import { type Held, invoices, lines, linesOf, saveInvoice } from './store.js';
import { tellSubscription } from './subscriber.js';
import { invoiceItems } from './table.js';

type Invoice = Stripe.Invoice;

/** @throws ApiError 400 `invoice_not_editable` for an invoice that is finalized. */
export function requireDraft({ id, status }: Invoice): void {
  if (status === 'draft') return;
  throw invalidRequest(
    `Invoice ${id} is ${status}, so what it bills can no longer be changed. Void it, and create another one.`,
    { code: 'invoice_not_editable' },
  );
}

/** @throws ApiError 400 for an invoice in another state. */
export function requireStatus({ id, status }: Invoice, allowed: readonly string[], action: string): void {
  if (allowed.includes(String(status))) return;
  throw invalidRequest(
    `Invoice ${id} is ${status}, and can't be ${action}. Only an invoice that is ${allowed.join(' or ')} can be.`,
    { code: 'status_transition_invalid' },
  );
}

/** Finalizes a draft that goes on automatically: it is collected, or sent to the customer. */
export async function advance<Own extends Work>(held: Held<Own>, origin: string | null): Promise<Held<Own>> {
  const finalized = await finalize(held);
  if (finalized.invoice.status !== 'open' || !finalized.invoice.auto_advance) return finalized;
  if (finalized.invoice.collection_method === 'send_invoice') {
    finalized.work.outbox.emit('invoice.sent', finalized.invoice);
    return finalized;
  }
  return (await collect(finalized, automatically(origin))).held;
}

/** How the platform collects automatically. */
export const automatically = (origin: string | null): Collection => ({
  isAutomatic: true,
  offSession: true,
  origin,
});

/** Voids an invoice: it is never paid, and the customer gets back the credit that it took. */
export async function voidInvoice(held: Held): Promise<Invoice> {
  const { work, invoice: before, customer } = held;
  requireStatus(before, ['open', 'uncollectible'], 'voided');
  await withdrawPayment(held);
  const taken = (before.ending_balance ?? 0) - before.starting_balance;
  if (taken !== 0) {
    await changeBalance(work, customer, {
      type: 'unapplied_from_invoice',
      amount: -taken,
      currency: before.currency,
      invoice: before.id,
    });
  }
  const after = await end(held, 'void');
  work.outbox.emit('invoice.voided', after);
  await tellSubscription(work, 'void', after);
  return after;
}

/** Gives up an invoice. It can still be paid. */
export async function markUncollectible(held: Held): Promise<Invoice> {
  requireStatus(held.invoice, ['open'], 'marked as uncollectible');
  const after = await end(held, 'uncollectible');
  held.work.outbox.emit('invoice.marked_uncollectible', after);
  return after;
}

const ENDED_AT = { uncollectible: 'marked_uncollectible_at', void: 'voided_at' } as const;

async function end({ work, invoice: before }: Held, status: keyof typeof ENDED_AT): Promise<Invoice> {
  const after: Invoice = {
    ...before,
    auto_advance: false,
    next_payment_attempt: null,
    status,
    status_transitions: { ...before.status_transitions, [ENDED_AT[status]]: seconds(work.now) },
  };
  await saveInvoice(work, after);
  return after;
}

/** Sends an invoice to its customer: in test mode only the event. A draft is finalized first. */
export async function sendInvoice(held: Held): Promise<Invoice> {
  requireStatus(held.invoice, ['draft', 'open', 'uncollectible'], 'sent');
  if (held.invoice.collection_method !== 'send_invoice') {
    throw invalidRequest(
      "You can only manually send an invoice if its collection method is set to 'send_invoice'.",
      { code: 'status_transition_invalid' },
    );
  }
  const { work, invoice } = held.invoice.status === 'draft' ? await finalize(held) : held;
  work.outbox.emit('invoice.sent', invoice);
  return invoice;
}

/** Deletes a draft. The items that waited for an invoice wait again; those that were created for it go with it. */
export async function deleteDraft({ work, invoice }: Held): Promise<Stripe.DeletedInvoice> {
  requireDraft(invoice);
  const rows = await work.db
    .select()
    .from(invoiceItems)
    .where(and(ownedBy(work, invoiceItems), eq(invoiceItems.invoiceId, invoice.id)))
    .orderBy(asc(invoiceItems.createdAt), asc(invoiceItems.seq))
    .for('update');
  for (const row of rows) await (row.waits ? takeOff : deleteItem)(work, row);
  for (const { id } of await linesOf(work, invoice.id)) await lines.remove(work, id);
  await invoices.remove(work, invoice.id);
  work.outbox.emit('invoice.deleted', invoice);
  return { id: invoice.id, object: 'invoice', deleted: true };
}
