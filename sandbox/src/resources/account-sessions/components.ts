import type Stripe from 'stripe';
import * as v from 'valibot';
import { flag } from '../../kernel/http/params.js';

type Components = Stripe.AccountSession.Components;

const PAYMENT = [
  'capture_payments',
  'destination_on_behalf_of_charge_management',
  'dispute_management',
  'refund_management',
  'smart_disputes_management',
] as const;

const BALANCE = [
  'disable_stripe_user_authentication',
  'edit_payout_schedule',
  'external_account_collection',
  'instant_payouts',
  'standard_payouts',
] as const;

const HOLDER = ['disable_stripe_user_authentication', 'external_account_collection'] as const;

const CARD = ['card_management', 'card_spend_dispute_management', 'cardholder_management'] as const;

/** The embedded components of the public API, each with its features. */
const FEATURES = {
  account_management: HOLDER,
  account_onboarding: HOLDER,
  balance_report: [],
  balances: BALANCE,
  disputes_list: PAYMENT,
  documents: [],
  financial_account: [...HOLDER, 'send_money', 'transfer_balance'],
  financial_account_transactions: ['card_spend_dispute_management'],
  instant_payouts_promotion: [...HOLDER, 'instant_payouts'],
  issuing_card: [...CARD, 'spend_control_management'],
  issuing_cards_list: [...CARD, 'disable_stripe_user_authentication', 'spend_control_management'],
  notification_banner: HOLDER,
  payment_details: PAYMENT,
  payment_disputes: PAYMENT.slice(1),
  payment_method_settings: ['disable_stripe_user_authentication'],
  payments: PAYMENT,
  payout_details: [],
  payout_reconciliation_report: [],
  payouts: BALANCE,
  payouts_list: [],
  reporting_chart: [],
  tax_registrations: [],
  tax_settings: [],
  terminal_hardware_orders: [],
  terminal_hardware_shop: [],
} as const satisfies Record<keyof Components, readonly string[]>;

type Name = keyof typeof FEATURES;

/** The features that are on where nothing is said of them. */
const ON: ReadonlySet<string> = new Set([
  'capture_payments',
  'dispute_management',
  'external_account_collection',
  'refund_management',
]);

type Flags = Record<string, boolean>;

const component = (features: readonly string[]) =>
  v.optional(
    v.strictObject({
      enabled: flag,
      features: v.optional(v.strictObject(flags(features)), {}),
    }),
  );

const flags = (features: readonly string[]) =>
  Object.fromEntries(features.map((name) => [name, v.optional(flag)]));

const schemas = Object.fromEntries(
  Object.entries(FEATURES).map(([name, features]) => [name, component(features)]),
) as Record<Name, ReturnType<typeof component>>;

export const componentsParams = v.strictObject(schemas);

/** Returns all components as the public API shows them, with what was sent of each. */
export const componentsWith = (sent: v.InferOutput<typeof componentsParams>): Components =>
  Object.fromEntries(
    Object.entries(FEATURES).map(([name, features]) => {
      const { enabled = false, features: chosen = {} } = sent[name as Name] ?? {};
      return [name, { enabled, features: featuresWith(features, chosen as Flags) }];
    }),
  ) as unknown as Components;

const featuresWith = (features: readonly string[], chosen: Flags): Flags =>
  Object.fromEntries(features.map((name) => [name, chosen[name] ?? ON.has(name)]));
