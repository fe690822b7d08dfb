import type Stripe from 'stripe';
import { sent } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import type { CreateParams, Settings } from './params.js';
import { NO_SETTINGS } from './phases.js';

type Schedule = Stripe.SubscriptionSchedule;

/** Returns a new schedule that has not begun. */
export const newSchedule = (
  work: Work,
  customer: string,
  { billing_mode: mode, default_settings: settings, end_behavior, metadata }: Omit<CreateParams, 'phases'>,
): Schedule => ({
  id: newId('sub_sched'),
  object: 'subscription_schedule',
  application: null,
  billing_mode:
    mode.type === 'flexible'
      ? {
          flexible: { proration_discounts: mode.flexible?.proration_discounts ?? 'included' },
          type: 'flexible',
          updated_at: seconds(work.now),
        }
      : { flexible: null, type: 'classic' },
  canceled_at: null,
  completed_at: null,
  created: seconds(work.now),
  current_phase: null,
  customer,
  customer_account: null,
  default_settings: changedSettings(USUAL, settings),
  end_behavior,
  livemode: work.livemode,
  metadata,
  pause_schedules: [],
  phases: [],
  released_at: null,
  released_subscription: null,
  status: 'not_started',
  subscription: null,
  test_clock: work.clock,
});

const USUAL: Schedule['default_settings'] = {
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: NO_SETTINGS,
  on_behalf_of: null,
  transfer_data: null,
};

export const changedSettings = (
  before: Schedule['default_settings'],
  { invoice_settings: invoices, ...change }: Settings,
): Schedule['default_settings'] => ({
  ...before,
  ...sent(change),
  invoice_settings: { ...before.invoice_settings, ...sent(invoices ?? {}) },
});
