import * as v from 'valibot';
import { clearable, common, currency, flag, integer, text } from '../../kernel/http/params.js';

const schedule = v.strictObject({
  interval: v.optional(v.picklist(['daily', 'manual', 'monthly', 'weekly'])),
  monthly_payout_days: v.optional(v.array(integer({ minimum: 1, maximum: 31 }))),
  weekly_payout_days: v.optional(
    v.array(v.picklist(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])),
  ),
});

/** Reads amounts by currency. Empty text removes one of them, or all. */
const amounts = clearable(v.record(currency, clearable(integer({ minimum: 0 }))));

/** Reads a setting that is not here: it can only be emptied, and is refused by its reason. */
const notHere = v.optional(clearable(v.record(v.string(), v.unknown())));

const payments = v.strictObject({
  debit_negative_balances: v.optional(flag),
  payouts: v.optional(
    v.strictObject({
      automatic_transfer_rules_by_currency: notHere,
      minimum_balance_by_currency: v.optional(amounts),
      schedule: v.optional(schedule),
      statement_descriptor: v.optional(text(22)),
    }),
  ),
  settlement_timing: v.optional(
    v.strictObject({
      delay_days_override: v.optional(clearable(integer({ minimum: 0, maximum: 31 }))),
      start_of_day: notHere,
    }),
  ),
});

export const updateParams = v.strictObject({ expand: common.expand, payments: v.optional(payments, {}) });

/** A change of the settings, as it was sent. */
export type SettingsChange = v.InferOutput<typeof payments>;
