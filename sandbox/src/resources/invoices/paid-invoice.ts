import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { createDiscount } from '../discounts/index.js';
import { INVOICE_PATH, newAddress } from './addresses.js';
import { notePaid } from './collect.js';
import { insertDraft } from './drafts.js';
import { notePayment, takeNumber } from './finalize.js';
import { newInvoice } from './object.js';
import { counted, lines, saveInvoice } from './store.js';
import { type NewLine, rowOf } from './subscription-invoice.js';

type Invoice = Stripe.Invoice;

/** What was sold, and is paid already. */
export interface Sale {
  lines: readonly NewLine[];
  /** The discount of all of it, whose use is counted already. */
  discount: (Parameters<typeof createDiscount>[1] & { code: string | null }) | null;
  /** What the invoice says beside its lines. */
  terms: Partial<
    Pick<
      Invoice,
      | 'amount_shipping'
      | 'custom_fields'
      | 'description'
      | 'footer'
      | 'metadata'
      | 'shipping_cost'
      | 'shipping_details'
    >
  >;
  payment: Stripe.PaymentIntent;
}

/** Creates the invoice of a sale that is paid already. Its customer has to be locked. */
export async function createPaidInvoice(
  work: Work,
  customer: Stripe.Customer,
  { discount, lines: sold, payment, terms }: Sale,
): Promise<Invoice> {
  const empty = await newInvoice(work, customer, { currency: payment.currency, reason: 'manual' });
  const place = { customer: customer.id, place: { invoice: empty.id }, code: discount?.code ?? null };
  const discounts = discount ? [(await createDiscount(work, discount, place)).id] : [];
  const rows = sold.map((line) => rowOf(line, empty.id));
  const { invoice, lines: all } = await counted(work, { ...empty, ...terms, discounts }, rows, customer);
  for (const [index, row] of rows.entries())
    await lines.insert(work, { ...row, body: all[index] ?? row.body });
  // The customer's credit has paid nothing of it.
  const draft = {
    ...invoice,
    amount_due: invoice.total,
    amount_remaining: invoice.total,
    starting_balance: 0,
  };
  await insertDraft(work, draft, customer, null);
  return notePaid(work, await opened(work, draft, customer, payment), {
    isAutomatic: false,
    isOffStripe: false,
    method: payment.payment_method && String(payment.payment_method),
  });
}

/** Gives a draft its number, its address and the payment that has paid it. */
async function opened(
  work: Work,
  invoice: Invoice,
  customer: Stripe.Customer,
  payment: Stripe.PaymentIntent,
): Promise<Invoice> {
  const { number } = await takeNumber({ work, invoice, customer });
  const { secret, url } = newAddress(work, INVOICE_PATH);
  const now = seconds(work.now);
  const open: Invoice = {
    ...invoice,
    effective_at: now,
    ending_balance: 0,
    hosted_invoice_url: url,
    invoice_pdf: url && `${url}/pdf`,
    number,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  };
  work.outbox.emit('invoice.finalized', open);
  await notePayment(work, open, payment.id);
  await saveInvoice(work, open, { paymentIntentId: payment.id, secret });
  return open;
}
