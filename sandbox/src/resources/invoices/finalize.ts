import type Stripe from 'stripe';
import { dueOf } from '../../billing/invoice-totals.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { onWallClock } from '../../kernel/transaction.js';
import { minimumIn } from '../charges/index.js';
import { changeBalance, customers } from '../customers/index.js';
import { useDiscounts } from '../discounts/index.js';
import { createOwnPayment } from '../payment-intents/index.js';
import { INVOICE_PATH, newAddress } from './addresses.js';
import { OVERDUE } from './job-names.js';
import { holderOn } from './object.js';
import { balanceFor, type Held, payments, recounted, saveInvoice } from './store.js';
import { subscriptionOf, tellSubscription } from './subscriber.js';
import { recountUsage } from './usage.js';

type Invoice = Stripe.Invoice;

const DAY = 24 * 3600;

/**
 * Finalizes a draft: it gets its number and its payment, and what it says of amounts and its customer stays for ever. One of which
 * nothing is to be paid is paid at once.
 */
export async function finalize<Own extends Work>(held: Held<Own>): Promise<Held<Own>> {
  const { work } = held;
  const { number, customer: numbered } = await takeNumber(held);
  await recountUsage(work, held.invoice);
  const draft = await recounted(
    work,
    { ...held.invoice, ...(await holderOn(work, numbered)), number },
    numbered,
  );
  const discounted = await useDiscounts(work, numbered, draft.id, draft.discounts.map(String));
  const { invoice: settled, customer } = await settleBalance(work, draft, discounted);
  const due = held.daysUntilDue;
  const { secret, url } = newAddress(work, INVOICE_PATH);
  const open: Invoice = {
    ...settled,
    automatically_finalizes_at: null,
    due_date: due === null ? settled.due_date : seconds(work.now) + due * DAY,
    effective_at: settled.effective_at ?? seconds(work.now),
    hosted_invoice_url: url,
    invoice_pdf: url && `${url}/pdf`,
    status: 'open',
    status_transitions: { ...settled.status_transitions, finalized_at: seconds(work.now) },
  };
  work.outbox.emit('invoice.finalized', open);
  if (open.amount_due === 0) return { ...held, customer, invoice: await payNothing(work, open, secret) };
  const intent = await addPayment(work, open);
  await saveInvoice(work, open, { paymentIntentId: intent.id, secret });
  if (open.due_date !== null) work.outbox.later(OVERDUE, open.id, new Date(open.due_date * 1000));
  return { ...held, customer, invoice: open, intent };
}

const NUMBER_DIGITS = 4;

/** Takes the next number of a customer's invoices, unless the draft has a number of its own. */
export async function takeNumber({
  work,
  invoice,
  customer,
}: Pick<Held, 'customer' | 'invoice' | 'work'>): Promise<{ number: string; customer: Stripe.Customer }> {
  if (invoice.number) return { number: invoice.number, customer };
  const next = customer.next_invoice_sequence ?? 1;
  const after = { ...customer, next_invoice_sequence: next + 1 };
  await customers.replace(work, customer.id, { body: after });
  const number = `${customer.invoice_prefix}-${String(next).padStart(NUMBER_DIGITS, '0')}`;
  return { number, customer: after };
}

/** Takes the customer's credit or debt into an invoice. */
async function settleBalance(
  work: Work,
  draft: Invoice,
  before: Stripe.Customer,
): Promise<{ invoice: Invoice; customer: Stripe.Customer }> {
  const balance = balanceFor(draft, before);
  const { amountDue, endingBalance } = dueOf(draft.total, balance, minimumIn(draft.currency));
  const invoice: Invoice = {
    ...draft,
    amount_due: amountDue,
    amount_remaining: amountDue,
    ending_balance: endingBalance,
    starting_balance: balance,
  };
  if (endingBalance === balance) return { invoice, customer: before };
  const { customer } = await changeBalance(work, before, {
    type: endingBalance > 0 ? 'invoice_too_small' : 'applied_to_invoice',
    amount: endingBalance - balance,
    currency: draft.currency,
    invoice: draft.id,
  });
  return { invoice, customer };
}

async function payNothing(work: Work, open: Invoice, secret: string): Promise<Invoice> {
  const paid: Invoice = {
    ...open,
    attempted: true,
    auto_advance: false,
    status: 'paid',
    status_transitions: { ...open.status_transitions, paid_at: seconds(work.now) },
  };
  await saveInvoice(work, paid, { secret });
  work.outbox.emit('invoice.paid', paid);
  work.outbox.emit('invoice.payment_succeeded', paid);
  await tellSubscription(work, 'paid', paid);
  return paid;
}

const DESCRIPTIONS: Record<string, string> = {
  subscription_create: 'Subscription creation',
  subscription_cycle: 'Subscription update',
  subscription_update: 'Subscription update',
};

/** Creates the intent by which an invoice is paid. Cards and banks live by the wall clock. */
async function addPayment(work: Work, invoice: Invoice): Promise<Stripe.PaymentIntent> {
  const intent = await createOwnPayment(onWallClock(work), {
    invoice: invoice.id,
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: String(invoice.customer),
    description: DESCRIPTIONS[String(invoice.billing_reason)] ?? 'Payment for Invoice',
    // The next invoice of a subscription is paid while its customer is away.
    keepsMethod: subscriptionOf(invoice) !== null,
    statementDescriptor: invoice.statement_descriptor,
    types: invoice.payment_settings.payment_method_types,
  });
  await notePayment(work, invoice, intent.id);
  return intent;
}

/** Notes by which intent an invoice is paid. */
export async function notePayment(work: Work, invoice: Invoice, intent: string): Promise<void> {
  const body: Stripe.InvoicePayment = {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: seconds(work.now),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: work.livemode,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
  await payments.insert(work, {
    id: body.id,
    body,
    invoiceId: invoice.id,
    paymentIntentId: intent,
    status: body.status,
  });
}
