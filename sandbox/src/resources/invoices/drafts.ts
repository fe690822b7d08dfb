import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { FINALIZING } from './job-names.js';
import { columnsOf, invoices } from './store.js';

/** Saves a new draft, and has it finalized at its time, if it has one. */
export async function insertDraft(
  work: Work,
  body: Stripe.Invoice,
  { id: customerId }: Stripe.Customer,
  daysUntilDue: number | null,
): Promise<void> {
  await invoices.insert(work, {
    id: body.id,
    body,
    customerId,
    daysUntilDue,
    paymentIntentId: null,
    secret: null,
    ...columnsOf(body),
  });
  work.outbox.emit('invoice.created', body);
  scheduleFinalizing(work, body);
}

/** Adds the job that finalizes a draft, if it has a time for that. */
export function scheduleFinalizing(
  { outbox }: Pick<Work, 'outbox'>,
  { id, automatically_finalizes_at: at }: Stripe.Invoice,
): void {
  if (at !== null) outbox.later(FINALIZING, id, new Date(at * 1000));
}
