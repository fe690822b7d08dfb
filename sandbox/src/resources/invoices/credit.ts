import { and, eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { seconds } from '../../kernel/seconds.js';
import { ownedBy } from '../../kernel/store/owner.js';
import { onWallClock } from '../../kernel/transaction.js';
import { changeOwnPayment } from '../payment-intents/index.js';
import { withdrawPayment } from './collect.js';
import { type Held, payments, saveInvoice } from './store.js';
import { tellSubscription } from './subscriber.js';
import { invoicePayments } from './table.js';

type Invoice = Stripe.Invoice;

/** What a credit note takes off an invoice: what is still to be paid of it, and what was paid. */
export interface Credit {
  prePayment: number;
  postPayment: number;
}

/** Takes a credit note into an invoice. One of which nothing is left to pay is paid. */
export async function creditInvoice(held: Held, { prePayment, postPayment }: Credit): Promise<void> {
  const { work, invoice: before } = held;
  const reduced = withDue(before, before.amount_due - prePayment);
  const credited: Invoice = {
    ...reduced,
    post_payment_credit_notes_amount: before.post_payment_credit_notes_amount + postPayment,
    pre_payment_credit_notes_amount: before.pre_payment_credit_notes_amount + prePayment,
  };
  const isPaid = before.status !== 'paid' && credited.amount_remaining === 0;
  const after: Invoice = isPaid
    ? {
        ...credited,
        auto_advance: false,
        next_payment_attempt: null,
        status: 'paid',
        status_transitions: { ...credited.status_transitions, paid_at: seconds(work.now) },
      }
    : credited;
  await saveInvoice(work, after);
  work.outbox.emit('invoice.updated', after, previousAttributes(before, after));
  if (isPaid) {
    await withdrawPayment({ ...held, invoice: after });
    work.outbox.emit('invoice.paid', after);
    await tellSubscription(work, 'paid', after);
  } else if (prePayment > 0) {
    await changePayment(held, after.amount_due);
  }
}

/** Takes a credit note that is void out of an open invoice again. */
export async function uncreditInvoice(held: Held, prePayment: number): Promise<void> {
  const { work, invoice: before } = held;
  const after: Invoice = {
    ...withDue(before, before.amount_due + prePayment),
    pre_payment_credit_notes_amount: before.pre_payment_credit_notes_amount - prePayment,
  };
  await saveInvoice(work, after);
  work.outbox.emit('invoice.updated', after, previousAttributes(before, after));
  await changePayment(held, after.amount_due);
}

const withDue = (invoice: Invoice, amount: number): Invoice => ({
  ...invoice,
  amount_due: amount,
  amount_remaining: invoice.amount_remaining + amount - invoice.amount_due,
});

async function changePayment({ work, invoice, intent }: Held, amount: number): Promise<void> {
  if (!intent) return;
  await changeOwnPayment(onWallClock(work), intent, amount);
  const [row] = await work.db
    .select()
    .from(invoicePayments)
    .where(and(ownedBy(work, invoicePayments), eq(invoicePayments.invoiceId, invoice.id)))
    .for('update');
  if (!row) return;
  await payments.replace(work, row.id, { body: { ...row.body, amount_requested: amount } });
}
