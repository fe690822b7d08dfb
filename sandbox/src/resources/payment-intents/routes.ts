import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  automaticMethods,
  captureMethod,
  checkMethod,
  checkTypes,
  configurationDetails,
  configurationIn,
  customerGone,
  isKept,
  methodTypes,
  OPEN,
  ownerCheck,
  paymentParams,
  readConfirmation,
  refuseConfirmOnly,
  refuseFromBrowser,
  secretParams,
  sharedRoutes,
  typesIn,
} from '../../intents/index.js';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/http/caller.js';
import { common, currency, flag, integer, metadata, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { searchRoute } from '../../kernel/search/search.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { checkAmount } from '../charges/index.js';
import { checkShares, sharingParams } from '../charging/index.js';
import { defaultChoice, defaultFor } from '../customer-sessions/index.js';
import { findCustomer, holdCustomer, isCustomerGone } from '../customers/index.js';
import type { Configuration } from '../payment-method-configurations/index.js';
import { lockSource, type PaymentMethodRow } from '../payment-methods/index.js';
import { paymentWaits } from './authentication.js';
import { cancel, cancelPaymentParams } from './cancel.js';
import { changedBy, confirm } from './confirm.js';
import { payment, paymentIntents } from './kind.js';
import { checkCurrency, occasionOf } from './method-types.js';
import { paymentIntents as table } from './table.js';
import { update, updateParams } from './update.js';

type PaymentIntent = Stripe.PaymentIntent;

const positive = integer({ minimum: 1 });

const createParams = v.strictObject({
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

type CreateParams = v.InferOutput<typeof createParams>;

const confirmParams = v.strictObject({
  ...paymentParams,
  ...secretParams,
  ...defaultChoice,
  capture_method: v.optional(captureMethod),
});

type ConfirmParams = v.InferOutput<typeof confirmParams>;

const listedParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
});

export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'payment_intents',
    table,
    fields: { amount: 'numeric', created: 'numeric', currency: 'token', customer: 'token', status: 'token' },
  }),
  ...sharedRoutes(paymentWaits),
  route({
    method: 'POST',
    path: '/v1/payment_intents',
    keys: ['secret'],
    params: createParams,
    handle: createPaymentIntent,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_intents',
    keys: ['secret'],
    params: listedParams,
    handle: (call) => {
      const { customer } = call.params;
      return paymentIntents.list(call, whereGiven(table.customerId, customer));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id',
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/confirm',
    keys: ['publishable', 'secret'],
    params: confirmParams,
    checkOwner: ownerCheck(payment),
    handle: confirmPaymentIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_intents/:id/cancel',
    keys: ['secret'],
    params: cancelPaymentParams,
    handle: cancel,
  }),
];

async function createPaymentIntent(call: Call<CreateParams>): Promise<object | ApiError> {
  refuseConfirmOnly(call.params, CONFIRM_ONLY);
  checkAmount(call.params.amount, call.params.currency);
  await checkShares(call, call.params);
  if (call.params.customer) await holdCustomer(call, call.params.customer);
  const id = newId('pi');
  const paysNow = call.params.confirm && !isKept(call.params);
  const { method: sent, params } = await readConfirmation(call, payment, id, call.params, { paysNow });
  const method = sent ?? (await defaultSourceFor(call, params));
  const configuration = await configurationIn(call, params);
  const created = paymentIntentObject({ ...call, params }, id, { configuration, method });
  if (method) checkMethod(payment, created, method, call.key);
  call.outbox.emit('payment_intent.created', created);
  const body = params.confirm ? await confirm({ ...call, params }, created, method) : created;
  await paymentIntents.insert(call, { id, body, customerId: params.customer ?? null });
  return payment.answerOf(body, call.key);
}

/**
 * Returns the source that pays where a request confirms without a payment method: the customer's default, as in
 * the public API, for integrations that have saved cards as sources.
 */
async function defaultSourceFor(
  call: Call,
  { confirm: isConfirmed, customer }: CreateParams,
): Promise<PaymentMethodRow | undefined> {
  if (!isConfirmed || customer === undefined) return undefined;
  const { default_source: id } = await findCustomer(call, customer);
  return id ? lockSource(call, customer, String(id)) : undefined;
}

const CONFIRM_ONLY = [
  'confirmation_token',
  'error_on_requires_action',
  'mandate',
  'mandate_data',
  'off_session',
  'return_url',
] as const;

function paymentIntentObject(
  { params, now, livemode }: Call<CreateParams>,
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

async function confirmPaymentIntent(call: Call<ConfirmParams>): Promise<object | ApiError> {
  const { key } = call;
  const { body: before } = await paymentIntents.lock(call, call.id, 'intent');
  payment.checkSecret(call, before);
  refuseUnconfirmable(before, key);
  refuseFromBrowser(call.params, key);
  const isGone = await isCustomerGone(call, before.customer);
  const { method, params } = await readConfirmation(call, payment, before.id, call.params, {
    current: before.payment_method,
    paysNow: !isKept(changedBy(before, call.params)),
    defaultFor: () => defaultFor(call, call.params),
  });
  if (isGone && isKept(changedBy(before, params))) throw customerGone('PaymentIntent');
  const draft = params.capture_method ? { ...before, capture_method: params.capture_method } : before;
  const body = await confirm({ ...call, params }, draft, method);
  await paymentIntents.replace(call, call.id, { body });
  return payment.answerOf(body, key);
}

function refuseUnconfirmable(intent: PaymentIntent, viewer: Viewer): void {
  const { status } = intent;
  if (status === 'succeeded' || status === 'requires_capture') {
    throw payment.unexpectedState(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      intent,
      viewer,
    );
  }
  if (!OPEN.includes(status)) {
    throw payment.unexpectedState(
      `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the ` +
        `following statuses may be confirmed: ${OPEN.join(', ')}.`,
      intent,
      viewer,
    );
  }
  if (intent.confirmation_method === 'manual' && viewer.kind === 'publishable') {
    throw invalidRequest(
      "This PaymentIntent's confirmation_method is manual: only your server can confirm it, with a secret key.",
      { code: 'payment_intent_invalid_parameter', about: payment.about(intent, viewer) },
    );
  }
}
