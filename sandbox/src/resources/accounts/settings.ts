import type Stripe from 'stripe';

/** Days until the money of a charge is available, and can be paid out. */
export const MINIMUM_DELAY_DAYS = 2;

/** Returns the settings of an account of which nothing was set. */
export const newSettings = ({
  requirement_collection: collection,
}: Stripe.Account.Controller): Stripe.Account.Settings => ({
  bacs_debit_payments: { display_name: null, service_user_number: null },
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_payments: {
    decline_on: { avs_failure: false, cvc_failure: false },
    statement_descriptor_prefix: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  dashboard: { display_name: null, timezone: 'Etc/UTC' },
  payments: {
    statement_descriptor: null,
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payouts: {
    debit_negative_balances: collection === 'stripe',
    schedule: { delay_days: MINIMUM_DELAY_DAYS, interval: 'daily' },
    statement_descriptor: null,
  },
});
