import * as v from 'valibot';
import {
  changedText,
  common,
  flag,
  integer,
  metadata,
  metadataChange,
  text,
  timestamp,
} from '../../kernel/http/params.js';
import { createdParam, listParams } from '../../kernel/store/list.js';
import { subscriptionParams } from '../subscriptions/index.js';

const now = v.literal('now');

const prorationBehavior = v.picklist(['always_invoice', 'create_prorations', 'none']);

/** What holds in all phases, unless a phase says otherwise. */
const settings = {
  billing_cycle_anchor: v.optional(v.picklist(['automatic', 'phase_start'])),
  collection_method: v.optional(v.picklist(['charge_automatically', 'send_invoice'])),
  default_payment_method: v.optional(text()),
  description: changedText(500),
  invoice_settings: v.optional(
    v.strictObject({ days_until_due: v.optional(integer({ minimum: 0, maximum: 3650 })) }),
  ),
};

const item = v.strictObject({
  metadata,
  plan: v.optional(text()),
  price: v.optional(text()),
  quantity: v.optional(integer({ minimum: 0, maximum: 99_999_999 })),
});

const phase = {
  ...settings,
  duration: v.optional(
    v.strictObject({
      interval: v.picklist(['day', 'month', 'week', 'year']),
      interval_count: v.optional(integer({ minimum: 1 }), '1'),
    }),
  ),
  end_date: v.optional(timestamp),
  items: v.pipe(v.array(item), v.minLength(1), v.maxLength(20)),
  /** How many of the first item's intervals, in older versions. */
  iterations: v.optional(integer({ minimum: 1, maximum: 1000 })),
  metadata,
  proration_behavior: v.optional(prorationBehavior, 'create_prorations'),
  trial: v.optional(flag, 'false'),
  trial_end: v.optional(timestamp),
};

const newPhase = v.strictObject(phase);

/** Reads a time, or `now`. */
const time = v.lazy((value) => (value === 'now' ? now : timestamp));

const keptPhase = v.strictObject({
  ...phase,
  end_date: v.optional(time),
  start_date: v.optional(time),
  trial_end: v.optional(time),
});

const several = <Phase extends v.GenericSchema>(schema: Phase) =>
  v.pipe(v.array(schema), v.minLength(1), v.maxLength(10));

const endBehavior = v.picklist(['cancel', 'release']);

export const createParams = v.strictObject({
  billing_mode: subscriptionParams.entries.billing_mode,
  customer: v.optional(text()),
  default_settings: v.optional(v.strictObject(settings), {}),
  end_behavior: v.optional(endBehavior, 'release'),
  expand: common.expand,
  from_subscription: v.optional(text()),
  metadata,
  phases: v.optional(several(newPhase)),
  start_date: v.optional(time),
});

export const updateParams = v.strictObject({
  default_settings: v.optional(v.strictObject(settings)),
  end_behavior: v.optional(endBehavior),
  expand: common.expand,
  metadata: metadataChange,
  phases: v.optional(several(keptPhase)),
  proration_behavior: v.optional(prorationBehavior, 'create_prorations'),
});

export const cancelParams = v.strictObject({
  expand: common.expand,
  invoice_now: v.optional(flag, 'true'),
  prorate: v.optional(flag, 'true'),
});

export const scheduleListParams = v.strictObject({
  ...listParams,
  canceled_at: createdParam,
  completed_at: createdParam,
  created: createdParam,
  customer: v.optional(text()),
  released_at: createdParam,
  scheduled: v.optional(flag),
});

export type CreateParams = v.InferOutput<typeof createParams>;
export type UpdateParams = v.InferOutput<typeof updateParams>;
export type Settings = CreateParams['default_settings'];
export type PhaseParams = NonNullable<UpdateParams['phases']>[number];
