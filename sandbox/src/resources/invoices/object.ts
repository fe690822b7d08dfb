import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, sent } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { businessNameOf } from '../accounts/index.js';
import { taxIdsOn } from '../tax-ids/index.js';
import type { InvoiceChange } from './params.js';

type Invoice = Stripe.Invoice;

const DAY = 24 * 3600;
/** Time after which a draft is finalized automatically, in seconds. */
const FINALIZED_AFTER = 3600;

/** What a new invoice is about. */
export interface InvoiceStart {
  currency: string;
  reason: Stripe.Invoice.BillingReason;
}

/** Returns an empty draft for a customer. */
export async function newInvoice(
  work: Work,
  customer: Stripe.Customer,
  { currency, reason }: InvoiceStart,
): Promise<Invoice> {
  const id = newId('in');
  const now = seconds(work.now);
  return {
    id,
    object: 'invoice',
    account_country: null,
    account_name: await businessNameOf(work.db, work.accountId),
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: now,
    currency,
    custom_fields: customer.invoice_settings.custom_fields,
    customer: customer.id,
    customer_account: null,
    ...(await holderOn(work, customer)),
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: customer.invoice_settings.footer,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: work.livemode,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: now,
    period_start: now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: work.clock,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

/** Returns what an invoice shows of its customer: as it is now, until it is finalized. */
export const holderOn = async (work: Work, customer: Stripe.Customer) => ({
  customer_address: customer.address ?? null,
  customer_email: customer.email,
  customer_name: customer.name ?? null,
  customer_phone: customer.phone ?? null,
  customer_shipping: customer.shipping as Invoice['customer_shipping'],
  customer_tax_exempt: customer.tax_exempt ?? 'none',
  customer_tax_ids: await taxIdsOn(work, customer.id),
});

/**
 * Returns an invoice after a change, with the number of days after its finalization at which it is due.
 *
 * @throws ApiError 400 for an invoice that is sent and has no date at which it is due, or a customer without an address for it.
 */
export function changedInvoice(
  work: Work,
  before: Invoice,
  change: InvoiceChange,
  daysBefore: number | null,
): { invoice: Invoice; daysUntilDue: number | null } {
  const { days_until_due: days, due_date: date, metadata, payment_settings: settings, ...rest } = change;
  const { auto_advance: advances, automatically_finalizes_at: at, custom_fields: fields, ...others } = rest;
  // Those are read by `readTerms`.
  const {
    default_tax_rates: _,
    discounts: __,
    shipping_cost: ___,
    shipping_details: ____,
    ...plain
  } = others;
  if (days !== undefined && date !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: days_until_due, due_date.', {
      code: 'parameters_exclusive',
      param: 'due_date',
    });
  }
  const daysUntilDue = date === undefined ? (days ?? daysBefore) : null;
  const invoice: Invoice = {
    ...before,
    ...(sent(plain) as Partial<Invoice>),
    ...(fields !== undefined && { custom_fields: fields }),
    ...timesOf(work, before, { advances, at }),
    due_date: date ?? (daysUntilDue === null ? before.due_date : seconds(work.now) + daysUntilDue * DAY),
    metadata: merged(before.metadata ?? {}, metadata),
    payment_settings: {
      ...before.payment_settings,
      ...(settings?.payment_method_types !== undefined && {
        payment_method_types: settings.payment_method_types,
      }),
    },
  };
  checkCollection(invoice);
  return { invoice, daysUntilDue };
}

/** Returns when a draft is finalized, if it is finalized automatically. */
function timesOf(
  work: Work,
  before: Invoice,
  { advances = before.auto_advance ?? false, at }: { advances?: boolean | undefined; at: number | undefined },
) {
  if (before.status !== 'draft') return { auto_advance: advances };
  const kept = before.automatically_finalizes_at ?? seconds(work.now) + FINALIZED_AFTER;
  return { auto_advance: advances, automatically_finalizes_at: advances ? (at ?? kept) : null };
}

function checkCollection({ collection_method: method, customer_email: email, due_date: due }: Invoice): void {
  if (method !== 'send_invoice') {
    if (due === null) return;
    throw invalidRequest(
      "Only an invoice whose collection_method is 'send_invoice' has a due date: leave out due_date and days_until_due.",
      { param: 'due_date' },
    );
  }
  if (due === null) {
    throw invalidRequest(
      "If invoice collection method is set to 'send_invoice', you must specify `due_date` or `days_until_due`.",
      { code: 'parameter_missing', param: 'days_until_due' },
    );
  }
  if (email) return;
  throw invalidRequest(
    'Missing email. In order to create invoices that are sent to the customer, the customer must have a valid email address.',
    { param: 'customer' },
  );
}
