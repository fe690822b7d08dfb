import * as v from 'valibot';
import { methodTypes } from '../../intents/index.js';
import {
  changedText,
  clearable,
  common,
  currency,
  flag,
  integer,
  metadata,
  metadataChange,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { discountsParam } from '../discounts/index.js';
import { taxRatesParam } from '../invoices/index.js';

const MOST = 99_999_999;

/** Reads an amount for one unit, with at most twelve digits after the point. */
const decimal = v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/, 'decimal'));

const ownPrice = {
  currency,
  product: text(),
  tax_behavior: v.optional(v.picklist(['exclusive', 'inclusive', 'unspecified'])),
  unit_amount: v.optional(integer({ minimum: 0, maximum: MOST })),
  unit_amount_decimal: v.optional(decimal),
};

const recurring = v.strictObject({
  interval: v.picklist(['day', 'month', 'week', 'year']),
  interval_count: v.optional(integer({ minimum: 1 }), '1'),
});

/** Parameters that say what an item is for. A plan is another name of a price. */
const itemParams = {
  plan: v.optional(text()),
  price: v.optional(text()),
  price_data: v.optional(v.strictObject({ ...ownPrice, recurring })),
  quantity: v.optional(integer({ minimum: 0, maximum: MOST })),
  tax_rates: v.optional(taxRatesParam),
};

const newItem = v.strictObject({ ...itemParams, metadata });

const changedItem = v.strictObject({
  ...itemParams,
  deleted: v.optional(flag),
  id: v.optional(text()),
  metadata: metadataChange,
});

const extra = v.strictObject({
  discountable: v.optional(flag),
  metadata,
  price: v.optional(text()),
  price_data: v.optional(v.strictObject(ownPrice)),
  quantity: v.optional(integer({ minimum: 0, maximum: MOST })),
  tax_rates: v.optional(taxRatesParam),
});

const extras = v.optional(v.pipe(v.array(extra), v.maxLength(20)));

const PERIOD_ENDS: readonly unknown[] = ['max_period_end', 'min_period_end'];
const cancelAt = v.lazy((value) =>
  PERIOD_ENDS.includes(value) ? v.picklist(['max_period_end', 'min_period_end']) : timestamp,
);

const customFields = v.pipe(v.array(v.strictObject({ name: text(40), value: text(140) })), v.maxLength(4));

/** Parameters that no invoice depends on at once. */
const plain = {
  cancel_at_period_end: v.optional(flag),
  collection_method: v.optional(v.picklist(['charge_automatically', 'send_invoice'])),
  days_until_due: v.optional(integer({ minimum: 0, maximum: 3650 })),
  default_payment_method: v.optional(text()),
  default_source: v.optional(clearable(text())),
  default_tax_rates: v.optional(taxRatesParam),
  description: changedText(500),
  invoice_settings: v.optional(
    v.strictObject({
      custom_fields: v.optional(clearable(customFields)),
      description: changedText(1500),
      footer: changedText(),
    }),
  ),
  discounts: v.optional(discountsParam),
  metadata: metadataChange,
  payment_settings: v.optional(
    v.strictObject({
      payment_method_types: v.optional(clearable(methodTypes)),
      save_default_payment_method: v.optional(v.picklist(['off', 'on_subscription'])),
    }),
  ),
  trial_settings: v.optional(
    v.strictObject({
      end_behavior: v.strictObject({
        missing_payment_method: v.picklist(['cancel', 'create_invoice', 'pause']),
      }),
    }),
  ),
};

const prorationBehavior = v.picklist(['always_invoice', 'create_prorations', 'none']);

const paymentBehavior = v.optional(
  v.picklist(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete']),
  'allow_incomplete',
);

const trialEnd = v.optional(v.lazy((value) => (value === 'now' ? v.literal('now') : timestamp)));

/** Parameters that say how a change is billed. */
const billing = {
  off_session: v.optional(flag, 'false'),
  payment_behavior: paymentBehavior,
  proration_behavior: v.optional(prorationBehavior, 'create_prorations'),
  proration_date: v.optional(timestamp),
};

export const createParams = v.strictObject({
  ...plain,
  add_invoice_items: extras,
  backdate_start_date: v.optional(timestamp),
  billing_cycle_anchor: v.optional(timestamp),
  billing_cycle_anchor_config: v.optional(
    v.strictObject({
      day_of_month: integer({ minimum: 1, maximum: 31 }),
      hour: v.optional(integer({ minimum: 0, maximum: 23 })),
      minute: v.optional(integer({ minimum: 0, maximum: 59 })),
      month: v.optional(integer({ minimum: 1, maximum: 12 })),
      second: v.optional(integer({ minimum: 0, maximum: 59 })),
    }),
  ),
  billing_mode: v.optional(
    v.strictObject({
      flexible: v.optional(
        v.strictObject({ proration_discounts: v.optional(v.picklist(['included', 'itemized'])) }),
      ),
      type: v.picklist(['classic', 'flexible']),
    }),
    { type: 'flexible' },
  ),
  cancel_at: v.optional(cancelAt),
  currency: v.optional(currency),
  customer: text(),
  expand: common.expand,
  items: v.pipe(v.array(newItem), v.minLength(1), v.maxLength(20)),
  off_session: v.optional(flag, 'false'),
  payment_behavior: paymentBehavior,
  proration_behavior: v.optional(prorationBehavior, 'create_prorations'),
  trial_end: trialEnd,
  trial_from_plan: v.optional(flag, 'false'),
  trial_period_days: v.optional(integer({ minimum: 0, maximum: 730 })),
});

/** Why customers end a subscription. */
export const CANCELLATION_REASONS = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const;

const cancellationDetails = v.optional(
  v.strictObject({
    comment: changedText(),
    feedback: v.optional(clearable(v.picklist(CANCELLATION_REASONS))),
  }),
);

/** The anchor of periods that start over, or go on. */
const anchorType = v.strictObject({ type: v.picklist(['now', 'unchanged']) });

export const updateParams = v.strictObject({
  ...plain,
  ...billing,
  add_invoice_items: extras,
  billing_cycle_anchor: v.optional(anchorType),
  cancel_at: v.optional(clearable(cancelAt)),
  cancellation_details: cancellationDetails,
  expand: common.expand,
  items: v.optional(v.pipe(v.array(changedItem), v.minLength(1), v.maxLength(40))),
  pause_collection: v.optional(
    clearable(
      v.strictObject({
        behavior: v.picklist(['keep_as_draft', 'mark_uncollectible', 'void']),
        resumes_at: v.optional(timestamp),
      }),
    ),
  ),
  trial_end: trialEnd,
});

export const pauseParams = v.strictObject({
  bill_for: v.optional(
    v.strictObject({
      outstanding_usage_through: v.optional(v.strictObject({ type: v.picklist(['none', 'now']) }), {
        type: 'now',
      }),
      unused_time_from: v.optional(
        v.strictObject({ type: v.picklist(['item_current_period_start', 'none', 'now']) }),
        { type: 'now' },
      ),
    }),
    {},
  ),
  expand: common.expand,
  invoicing_behavior: v.optional(v.picklist(['invoice', 'pending_invoice_item']), 'pending_invoice_item'),
  type: v.optional(v.literal('subscription')),
});

export const resumeParams = v.strictObject({
  billing_cycle_anchor: v.optional(anchorType, { type: 'now' }),
  expand: common.expand,
  payment_behavior: v.optional(v.literal('resume_on_payment_attempt')),
  proration_behavior: v.optional(prorationBehavior, 'create_prorations'),
  proration_date: v.optional(timestamp),
});

export const createItemParams = v.strictObject({
  ...itemParams,
  ...billing,
  expand: common.expand,
  metadata: metadataChange,
  subscription: text(),
});

export const updateItemParams = v.strictObject({
  ...itemParams,
  ...billing,
  expand: common.expand,
  metadata: metadataChange,
});

export const deleteItemParams = v.strictObject({ ...billing, expand: common.expand });

export const deleteParams = v.strictObject({
  cancellation_details: cancellationDetails,
  expand: common.expand,
  invoice_now: v.optional(flag, 'false'),
  prorate: v.optional(flag, 'false'),
});

export const subscriptionListParams = v.strictObject({
  ...listParams,
  collection_method: plain.collection_method,
  created: createdParam,
  current_period_end: createdParam,
  current_period_start: createdParam,
  customer: v.optional(text()),
  plan: v.optional(text()),
  price: v.optional(text()),
  status: v.optional(
    v.picklist([
      'active',
      'all',
      'canceled',
      'ended',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ]),
  ),
  test_clock: v.optional(text()),
});

export const itemListParams = v.strictObject({ ...listParams, subscription: text() });

const plainSchema = v.object(plain);

export type PlainChange = v.InferOutput<typeof plainSchema>;
export type CreateParams = Omit<v.InferOutput<typeof createParams>, 'items'> & {
  items: (NewItem & Pick<ItemTerms, 'isOwnPrice'>)[];
};
/** What a subscription begins with. */
export type BeginParams = Omit<
  CreateParams,
  'add_invoice_items' | 'customer' | 'expand' | 'off_session' | 'payment_behavior'
>;
export type UpdateParams = v.InferOutput<typeof updateParams>;
export type PaymentBehavior = CreateParams['payment_behavior'];
export type ItemChange = NonNullable<UpdateParams['items']>[number];
export type CancellationChange = v.InferOutput<typeof cancellationDetails>;
type NewItem = v.InferOutput<typeof createParams>['items'][number];
export type ItemTerms = Omit<NewItem, 'metadata' | 'tax_rates'> & {
  /** Whether the price was created for this purchase, so that it is not active. */
  isOwnPrice?: boolean;
};
export type PauseParams = v.InferOutput<typeof pauseParams>;
export type ResumeParams = v.InferOutput<typeof resumeParams>;
/** What a change of a subscription does to its periods, and how it is billed. */
export type Turn = Pick<UpdateParams, keyof typeof billing | 'billing_cycle_anchor' | 'trial_end'>;
export type CancelAt = NonNullable<CreateParams['cancel_at']>;
