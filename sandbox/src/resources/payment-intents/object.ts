import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  automaticMethods,
  captureMethod,
  checkTypes,
  configurationDetails,
  methodTypes,
  paymentParams,
  typesIn,
} from '../../intents/index.js';
import { common, currency, flag, integer, metadata, text } from '../../kernel/http/params.js';
import { randomBase62 } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { sharingParams } from '../charging/index.js';
import type { Configuration } from '../payment-method-configurations/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { changedBy } from './confirm.js';
import { payment } from './kind.js';
import { checkCurrency, occasionOf } from './method-types.js';

type PaymentIntent = Stripe.PaymentIntent;

const positive = integer({ minimum: 1 });

/** Parameters of a new intent. */
export const createParams = v.strictObject({
  ...paymentParams,
  ...sharingParams,
  expand: common.expand,
  amount: positive,
  automatic_payment_methods: automaticMethods,
  allowed_payment_method_types: v.optional(methodTypes),
  excluded_payment_method_types: v.optional(methodTypes),
  capture_method: v.optional(captureMethod, 'automatic_async'),
  confirm: v.optional(flag, 'false'),
  confirmation_method: v.optional(v.picklist(['automatic', 'manual']), 'automatic'),
  currency,
  customer: v.optional(text()),
  description: v.optional(text(1000)),
  metadata,
  payment_method_configuration: v.optional(text()),
  payment_method_types: v.optional(methodTypes),
  statement_descriptor: v.optional(text(22)),
  statement_descriptor_suffix: v.optional(text(22)),
});

export type CreateParams = v.InferOutput<typeof createParams>;

/** Returns a new intent. The caller saves it. */
export function paymentIntentObject(
  { params, now, livemode }: { params: CreateParams } & Pick<Work, 'livemode' | 'now'>,
  id: string,
  { configuration, method }: { configuration: Configuration | null; method: PaymentMethodRow | undefined },
): PaymentIntent {
  const { payment_method_types: listed, automatic_payment_methods: automatic } = params;
  const types = typesIn(payment, params, { ...occasionOf(params), switchedOn: configuration?.on ?? null });
  checkTypes(payment, types);
  checkCurrency(types, params.currency);
  const bare: PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: params.application_fee_amount ?? null,
    automatic_payment_methods: listed ? null : (automatic ?? { allow_redirects: 'always', enabled: true }),
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method,
    client_secret: `${id}_secret_${randomBase62(25)}`,
    confirmation_method: params.confirmation_method,
    created: seconds(now),
    currency: params.currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode,
    managed_payments: null,
    metadata: params.metadata,
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: configurationDetails(configuration),
    payment_method_options: null,
    payment_method_types: types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: (params.transfer_data as PaymentIntent['transfer_data'] | undefined) ?? null,
    transfer_group: params.transfer_group ?? null,
  };
  return changedBy(bare, params);
}
