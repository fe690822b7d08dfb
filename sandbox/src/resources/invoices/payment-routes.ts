import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type * as v from 'valibot';
import type { Call, Reader, RouteDefinition } from '../../kernel/http/route.js';
import { route } from '../../kernel/http/route.js';
import { type List, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { paymentIntents } from '../payment-intents/index.js';
import { paymentListParams } from './params.js';
import { invoices, payments } from './store.js';
import { invoicePayments as table } from './table.js';

/** Routes of the payments of invoices. */
export const paymentRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/invoice_payments',
    keys: ['secret'],
    params: paymentListParams,
    handle: list,
  }),
  retrieveRoute('/v1/invoice_payments', payments, 'id'),
];

function list(call: Call<v.InferOutput<typeof paymentListParams>>): Promise<List<Stripe.InvoicePayment>> {
  const { invoice, payment, status } = call.params;
  return payments.list(
    call,
    whereGiven(table.invoiceId, invoice),
    // Nothing is paid by a record of a payment here.
    payment && eq(table.paymentIntentId, payment.payment_intent ?? ''),
    whereGiven(table.status, status),
  );
}

/** Lists the payments of an invoice, as the invoice shows them where that is asked for. */
export const paymentsOfInvoice = (reader: Reader, invoice: string): Promise<List<Stripe.InvoicePayment>> =>
  payments.list(
    { ...reader, path: `/v1/invoice_payments?invoice=${invoice}`, params: { limit: 10 } },
    eq(table.invoiceId, invoice),
  );

/** Returns the secret with which a page pays an invoice; `null` for one that has nothing to pay. */
export async function confirmationSecretOf(
  call: Call,
  id: string,
): Promise<Stripe.Invoice.ConfirmationSecret | null> {
  const { body, paymentIntentId } = await invoices.find(call, id);
  if (body.status !== 'open' || !paymentIntentId) return null;
  const { client_secret: secret } = (await paymentIntents.find(call, paymentIntentId)).body;
  return secret ? { client_secret: secret, type: 'payment_intent' } : null;
}
