import type Stripe from 'stripe';
import type { ApiError } from '../../kernel/errors.js';
import { parseParams } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { followPayment, holdInvoice, invoices } from '../invoices/index.js';
import { type CheckoutMethod, payCheckout, payment } from '../payment-intents/index.js';
import { createSubscription, loadSubscription, subscriptionParams, undone } from '../subscriptions/index.js';
import { complete } from './complete.js';
import { boughtOf, type SessionLine } from './lines.js';
import { type Attempt, sentOf } from './pay.js';
import { type SessionRow, saveSession } from './store.js';

/**
 * Begins the subscription of a session, and pays its first invoice.
 *
 * @throws ApiError 402 where the payment was refused: then there is no subscription.
 */
export async function subscribeAndPay(
  call: Call<unknown>,
  row: SessionRow,
  method: CheckoutMethod,
): Promise<Attempt> {
  const created = await createSubscription({ ...call, params: paramsOf(row, null), request: call });
  const invoiceId = String(created.latest_invoice);
  const { intent } = await holdInvoice(call, invoiceId);
  const begun = await saveSession(call, row, {
    redeemed: row.hidden.discount !== null,
    subscriptionId: created.id,
  });
  // The customer's credit may have paid it.
  if (!intent) return { row: await completeSubscription(call, begun), refusal: null, asking: null };
  const paid = await payCheckout(call, intent, method);
  if (paid.last_payment_error) throw undone(payment.answerOf(paid, call.key) as ApiError);
  await followPayment(call, invoiceId, paid);
  const named = await saveSession(call, begun, { paymentIntentId: paid.id });
  const isAsking = paid.status === 'requires_action';
  return {
    row: isAsking ? named : await completeSubscription(call, named),
    refusal: null,
    asking: isAsking ? paid : null,
  };
}

/** Begins the subscription of a session that costs nothing yet. */
export async function subscribeFree(
  work: Work,
  row: SessionRow,
  method: string | null,
  request: Call<unknown> | null,
): Promise<SessionRow> {
  const created = await createSubscription({ ...work, params: paramsOf(row, method), request });
  const begun = await saveSession(work, row, {
    redeemed: row.hidden.discount !== null,
    subscriptionId: created.id,
  });
  return completeSubscription(work, begun);
}

/** Completes a session whose subscription has begun. */
export async function completeSubscription(work: Work, row: SessionRow): Promise<SessionRow> {
  const subscription = await loadSubscription(work, String(row.subscriptionId));
  const invoice = await invoices.load(work, String(subscription?.latest_invoice));
  return complete(work, row, {
    invoice: invoice?.id ?? null,
    payment_status: statusOf(row, invoice),
    subscription: row.subscriptionId,
  });
}

function statusOf({ body }: SessionRow, invoice: Stripe.Invoice | undefined) {
  if (!body.amount_total) return 'no_payment_required';
  return invoice?.status === 'paid' ? 'paid' : 'unpaid';
}

/** Returns the parameters of the subscription. */
function paramsOf(
  row: SessionRow,
  method: string | null,
): Parameters<typeof createSubscription>[0]['params'] {
  const { body, customerId, hidden, lines } = row;
  const bought = boughtOf(lines).filter(({ quantity }) => quantity > 0);
  const recurring = bought.filter(({ price }) => price.recurring);
  const once = bought.filter(({ price }) => !price.recurring);
  const {
    default_tax_rates: rates,
    trial_end: end,
    trial_period_days: days,
    ...data
  } = hidden.subscription ?? {};
  const { discount } = hidden;
  const { expand: _, ...params } = parseParams(subscriptionParams, {
    ...sentOf(data),
    customer: customerId,
    currency: body.currency,
    items: recurring.map((line) => ({ ...termsOf(line), price: line.price.id, metadata: line.metadata })),
    ...(once.length > 0 && { add_invoice_items: once.map((line) => extraOf(line, String(body.currency))) }),
    ...(rates && { default_tax_rates: rates }),
    ...(discount && {
      discounts: [
        discount.promotionCode ? { promotion_code: discount.promotionCode } : { coupon: discount.coupon.id },
      ],
    }),
    ...(end !== undefined && { trial_end: String(end) }),
    ...(days !== undefined && { trial_period_days: String(days) }),
    ...(method && { default_payment_method: method }),
    payment_behavior: 'default_incomplete',
    payment_settings: {
      save_default_payment_method: 'on_subscription',
      ...(hidden.types && { payment_method_types: hidden.types }),
    },
  });
  const items = params.items.map((item, index) => ({
    ...item,
    isOwnPrice: recurring[index]?.isOwnPrice ?? false,
  }));
  return { ...params, items };
}

const termsOf = ({ quantity, taxRates }: { quantity: number; taxRates: Stripe.TaxRate[] }) => ({
  quantity: String(quantity),
  ...(taxRates.length > 0 && { tax_rates: taxRates.map(({ id }) => id) }),
});

/** Returns what is paid only once. The price that was created for the session is not active, and is named by its terms. */
function extraOf(line: SessionLine & { quantity: number }, currency: string) {
  const { isOwnPrice, metadata, price } = line;
  const own = {
    currency,
    product: String(price.product),
    tax_behavior: price.tax_behavior,
    unit_amount_decimal: String(price.unit_amount_decimal),
  };
  return { ...termsOf(line), metadata, ...(isOwnPrice ? { price_data: own } : { price: price.id }) };
}
