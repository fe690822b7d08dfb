import type Stripe from 'stripe';
import type { Work } from '../../kernel/scope.js';
import { putOn, waitingItems } from './items.js';
import { newInvoice } from './object.js';
import { linesOf, recounted } from './store.js';

/** Returns the invoice that would bill all items of a customer that wait, without saving it. */
export async function waitingInvoice(
  work: Work,
  customer: Stripe.Customer,
  currency: string,
): Promise<Stripe.Invoice> {
  const invoice = await newInvoice(work, customer, { currency, reason: 'manual' });
  await putOn(work, invoice.id, await waitingItems(work, customer.id, currency));
  return recounted(work, invoice, customer);
}

/** Returns all lines of an invoice, newest first. */
export const allLinesOf = async (work: Work, invoice: string): Promise<Stripe.InvoiceLineItem[]> =>
  (await linesOf(work, invoice)).map(({ body }) => body);
