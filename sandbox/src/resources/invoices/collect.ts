import { and, eq, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import { build, ofOwner, rowsQuery } from '../../kernel/db/statement.js';
import { ApiError, invalidRequest } from '../../kernel/errors.js';
import { SERVER } from '../../kernel/http/caller.js';
import type { Scope, Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { onWallClock } from '../../kernel/transaction.js';
import { cancelOwnPayment, offerMethod, payment, tryOwnPayment } from '../payment-intents/index.js';
import { findOrMakePaymentMethod, lockSource, type PaymentMethodRow } from '../payment-methods/index.js';
import { RETRY } from './job-names.js';
import { payingMethod } from './methods.js';
import { type Held, payments, saveInvoice } from './store.js';
import { methodsOfSubscription, tellSubscription } from './subscriber.js';
import { invoicePayments } from './table.js';

type Invoice = Stripe.Invoice;

/** How an invoice is collected. */
export interface Collection {
  /** The payment method to pay with; by default the one that the invoice or its customer has for that. */
  method?: PaymentMethodRow | undefined;
  /** Whether the customer is away. */
  offSession: boolean;
  /** The platform's origin; `null` for a job. */
  origin: string | null;
  /** Whether the platform tries automatically, so that it will try again. */
  isAutomatic: boolean;
}

/** Days between an automatic attempt that failed and the next. After the last of them nothing is tried any more. */
const RETRY_DAYS = [3, 5, 7];

const DAY = 24 * 3600;

/** Refusals after which the same card is not tried again. */
const FINAL_REFUSALS = ['lost_card', 'stolen_card', 'authentication_required'];

/**
 * Tries to collect an open invoice, and notes how it went.
 *
 * @returns The invoice, and the error of an attempt that has not paid it.
 * @throws ApiError 400 where there is no payment method to try, unless the platform tries automatically.
 */
export async function collect<Own extends Work>(
  held: Held<Own>,
  collection: Collection,
): Promise<{ held: Held<Own>; refusal: ApiError | null }> {
  const { work, intent } = held;
  if (!intent) throw new Error(`${held.invoice.id} has no payment.`);
  const method = collection.method ?? (await defaultMethodOf(held));
  if (!method || isFinal(intent, method, collection)) {
    if (!collection.isAutomatic) throw noMethod();
    return { held: { ...held, invoice: await noteFailure(work, held.invoice, true) }, refusal: null };
  }
  const after = await tryOwnPayment(onWallClock(work), intent, method, collection);
  const tried = { ...held, intent: after };
  const invoice = await noteAttempt(tried, collection.isAutomatic);
  return { held: { ...tried, invoice }, refusal: refusalOf(after) };
}

const noMethod = () =>
  invalidRequest(
    'This customer has no attached payment source or default payment method. Send payment_method, or set the default: ' +
      'invoice_settings[default_payment_method] of the customer.',
    { code: 'resource_missing', param: 'payment_method' },
  );

const isFinal = (
  { last_payment_error: error }: Stripe.PaymentIntent,
  method: PaymentMethodRow,
  { isAutomatic }: Collection,
): boolean =>
  isAutomatic &&
  FINAL_REFUSALS.includes(error?.decline_code ?? '') &&
  error?.payment_method?.id === method.id;

const defaultMethodOf = async ({ work, invoice, customer }: Held): Promise<PaymentMethodRow | undefined> =>
  payingMethod(work, customer, invoice, await methodsOfSubscription(work, invoice));

/** Names the payment method of an invoice that waits for its customer to confirm the payment, if it has one. */
export async function offer<Own extends Work>(
  held: Held<Own>,
  given: PaymentMethodRow | undefined,
): Promise<Held<Own>> {
  const method = given ?? (await defaultMethodOf(held));
  if (!method || !held.intent) return held;
  return { ...held, intent: await offerMethod(onWallClock(held.work), held.intent, method) };
}

/** Returns the error of an attempt that has not paid. */
function refusalOf(intent: Stripe.PaymentIntent): ApiError | null {
  if (intent.status === 'requires_action') {
    return invalidRequest(
      'This payment requires additional user action before it can be completed successfully. Payment can be completed using ' +
        'the PaymentIntent associated with the invoice.',
      { code: 'invoice_payment_intent_requires_action', about: payment.about(intent, SERVER) },
    );
  }
  const answer = payment.answerOf(intent, SERVER);
  return answer instanceof ApiError ? answer : null;
}

/** Takes the result of an attempt to pay into the invoice. */
export async function noteAttempt({ work, invoice, intent }: Held, isAutomatic: boolean): Promise<Invoice> {
  switch (intent?.status) {
    case 'succeeded':
      return notePaid(work, invoice, {
        isAutomatic,
        isOffStripe: false,
        method: intent.payment_method && String(intent.payment_method),
      });
    case 'processing': {
      const after = { ...invoice, ...attemptsOf(invoice, isAutomatic), next_payment_attempt: null };
      await saveInvoice(work, after);
      await tellSubscription(work, 'processing', after);
      return after;
    }
    case 'requires_action': {
      const after = { ...invoice, ...attemptsOf(invoice, isAutomatic) };
      await saveInvoice(work, after);
      work.outbox.emit('invoice.payment_action_required', after);
      await tellSubscription(work, 'failed', after);
      return after;
    }
    default:
      return noteFailure(work, invoice, isAutomatic, intent);
  }
}

// Only the first attempt and the automatic ones count.
const attemptsOf = ({ attempt_count: count }: Invoice, isAutomatic: boolean) => ({
  attempt_count: isAutomatic ? count + 1 : Math.max(1, count),
  attempted: true,
});

async function noteFailure(
  work: Work,
  before: Invoice,
  isAutomatic: boolean,
  intent?: Stripe.PaymentIntent | null,
): Promise<Invoice> {
  const failed: Invoice = { ...before, ...attemptsOf(before, isAutomatic) };
  const days = RETRY_DAYS[failed.attempt_count - 1];
  const next = days === undefined ? null : seconds(work.now) + days * DAY;
  const after = isAutomatic ? { ...failed, auto_advance: true, next_payment_attempt: next } : failed;
  await saveInvoice(work, after);
  if (isAutomatic && next !== null) work.outbox.later(RETRY, after.id, new Date(next * 1000));
  work.outbox.emit('invoice.payment_failed', after);
  if (intent?.last_payment_error?.decline_code === 'authentication_required')
    work.outbox.emit('invoice.payment_action_required', after);
  work.outbox.emit('invoice.updated', after, {
    attempt_count: before.attempt_count,
    attempted: before.attempted,
    next_payment_attempt: before.next_payment_attempt,
  });
  await tellSubscription(work, isAutomatic && next === null ? 'gave_up' : 'failed', after);
  return after;
}

/** Marks an invoice as paid: by its intent, or in another way. */
export async function notePaid(
  work: Work,
  before: Invoice,
  {
    isAutomatic,
    isOffStripe,
    method = null,
  }: { isAutomatic: boolean; isOffStripe: boolean; method?: string | null },
): Promise<Invoice> {
  const after: Invoice = {
    ...before,
    ...(isOffStripe ? { attempted: true } : attemptsOf(before, isAutomatic)),
    amount_paid: before.amount_due,
    amount_paid_off_stripe: isOffStripe ? before.amount_due : 0,
    amount_remaining: 0,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...before.status_transitions, paid_at: seconds(work.now) },
  };
  await saveInvoice(work, after);
  work.outbox.emit('invoice.paid', after);
  if (!isOffStripe) work.outbox.emit('invoice.payment_succeeded', after);
  await endPayment(work, after, isOffStripe ? 'canceled' : 'paid');
  await tellSubscription(work, 'paid', after, method);
  return after;
}

const lockPayment = rowsQuery<typeof invoicePayments, Scope & { invoice: string }>(
  'payment_of_invoice',
  invoicePayments,
  build
    .select()
    .from(invoicePayments)
    .where(and(ofOwner(invoicePayments), eq(invoicePayments.invoiceId, sql.placeholder('invoice'))))
    .for('update'),
);

/** Ends the payment of an invoice. */
async function endPayment(
  work: Work,
  { id, amount_due }: Invoice,
  status: 'canceled' | 'paid',
): Promise<void> {
  const { accountId, db, livemode } = work;
  const [row] = await lockPayment(db, { accountId, livemode, invoice: id });
  if (!row) return;
  const { body: before } = row;
  const isPaid = status === 'paid';
  const at = seconds(work.now);
  const body: Stripe.InvoicePayment = {
    ...before,
    amount_paid: isPaid ? amount_due : before.amount_paid,
    status,
    status_transitions: { ...before.status_transitions, [isPaid ? 'paid_at' : 'canceled_at']: at },
  };
  await payments.replace(work, body.id, { body, status });
  if (isPaid) work.outbox.emit('invoice_payment.paid', body);
}

/** Marks an open invoice as paid in another way, such as in cash. */
export async function payElsewhere<Own extends Work>(held: Held<Own>): Promise<Held<Own>> {
  const { work, intent } = held;
  const canceled = intent && (await cancelOwnPayment(onWallClock(work), intent));
  const invoice = await notePaid(work, held.invoice, { isAutomatic: false, isOffStripe: true });
  return { ...held, intent: canceled, invoice };
}

/** Withdraws the payment of an invoice that is void. */
export async function withdrawPayment({ work, invoice, intent }: Held): Promise<void> {
  if (!intent) return;
  await cancelOwnPayment(onWallClock(work), intent);
  await endPayment(work, invoice, 'canceled');
}

/**
 * Finds the payment method that a request names for an invoice.
 *
 * @throws ApiError 404 where there is none; 400 for two.
 */
export async function methodIn(
  { work, customer }: Held,
  { payment_method: id, source }: { payment_method?: string | undefined; source?: string | undefined },
): Promise<PaymentMethodRow | undefined> {
  if (id && source) {
    throw invalidRequest('You may only specify one of these parameters: payment_method, source.', {
      code: 'parameters_exclusive',
      param: 'source',
    });
  }
  if (id) return findOrMakePaymentMethod(work, id);
  if (!source) return undefined;
  const row = await lockSource(work, customer.id, source);
  if (row) return row;
  throw invalidRequest(`No such source: '${source}'`, { code: 'resource_missing', param: 'source' });
}
