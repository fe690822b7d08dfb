import type Stripe from 'stripe';
import { invalidRequest } from '../../kernel/errors.js';
import { merged, sent } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import type { BeginParams, CancellationChange, PlainChange } from './params.js';

type Subscription = Stripe.Subscription;

/** Returns a new subscription without items. The caller gives it its items, its periods and its status. */
export function newSubscription(
  work: Work,
  { customer, currency }: { customer: Stripe.Customer; currency: string },
  { backdate_start_date: start, billing_cycle_anchor_config: config, billing_mode: mode }: BeginParams,
): Subscription {
  const id = newId('sub');
  const now = seconds(work.now);
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: config
      ? {
          day_of_month: config.day_of_month,
          hour: config.hour ?? null,
          minute: config.minute ?? null,
          month: config.month ?? null,
          second: config.second ?? null,
        }
      : null,
    billing_mode:
      mode.type === 'flexible'
        ? {
            flexible: { proration_discounts: mode.flexible?.proration_discounts ?? 'included' },
            type: 'flexible',
            updated_at: now,
          }
        : { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency,
    customer: customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: [], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: work.livemode,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: start ?? now,
    status: 'incomplete',
    test_clock: work.clock,
    transfer_data: null,
    trial_end: null,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: null,
  };
}

/**
 * Returns a subscription after a change that no invoice depends on at once.
 *
 * @throws ApiError 400 for one whose invoices are sent, where nothing says when they are due, or its customer has no address for it.
 */
export function withChange(
  before: Subscription,
  customer: Stripe.Customer,
  change: PlainChange,
): Subscription {
  const { invoice_settings: settings, metadata, payment_settings: payment, trial_settings: trial } = change;
  const { collection_method, days_until_due, default_payment_method, default_source, description } = change;
  const collection = collection_method ?? before.collection_method;
  const sends = collection === 'send_invoice';
  const after: Subscription = {
    ...before,
    ...sent({ default_payment_method, default_source, description }),
    collection_method: collection,
    days_until_due: sends ? (days_until_due ?? before.days_until_due) : null,
    invoice_settings: { ...before.invoice_settings, ...sent(settings ?? {}) },
    metadata: merged(before.metadata, metadata),
    payment_settings: {
      ...(before.payment_settings as Stripe.Subscription.PaymentSettings),
      ...(sent(payment ?? {}) as Partial<Stripe.Subscription.PaymentSettings>),
    },
    trial_settings: trial
      ? { end_behavior: { billing_cycle_anchor: null, ...trial.end_behavior } }
      : before.trial_settings,
  };
  checkCollection(after, customer, days_until_due);
  return after;
}

function checkCollection(
  { collection_method: method, days_until_due: days }: Subscription,
  { email }: Stripe.Customer,
  given: number | undefined,
): void {
  if (method !== 'send_invoice') {
    if (given === undefined) return;
    throw invalidRequest(
      "You can only set `days_until_due` if the subscription's collection method is set to 'send_invoice'.",
      { param: 'days_until_due' },
    );
  }
  if (days === null) {
    throw invalidRequest(
      "If subscription collection method is set to 'send_invoice', you must specify `days_until_due`.",
      { code: 'parameter_missing', param: 'days_until_due' },
    );
  }
  if (email) return;
  throw invalidRequest(
    'Missing email. In order to create invoices that are sent to the customer, the customer must have a valid email address.',
    { param: 'customer' },
  );
}

/** Returns why a subscription ends, after a change of the reasons that its customer gave. */
export const withDetails = (
  { cancellation_details: before }: Subscription,
  change: CancellationChange,
): Stripe.Subscription.CancellationDetails => ({
  ...(before as Stripe.Subscription.CancellationDetails),
  ...sent(change ?? {}),
});

/** Returns the payment method that a subscription keeps after it has paid, where it keeps one. */
export const keptMethod = (
  { payment_settings: settings }: Subscription,
  method: Stripe.PaymentIntent['payment_method'],
): Partial<Subscription> =>
  settings?.save_default_payment_method === 'on_subscription' && method
    ? { default_payment_method: String(method) }
    : {};
