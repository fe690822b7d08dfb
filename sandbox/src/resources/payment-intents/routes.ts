import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  captureMethod,
  checkMethod,
  configurationIn,
  customerGone,
  isKept,
  OPEN,
  ownerCheck,
  paymentParams,
  readConfirmation,
  refuseConfirmOnly,
  refuseForCheckout,
  refuseFromBrowser,
  secretParams,
  sharedRoutes,
} from '../../intents/index.js';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/http/caller.js';
import { text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { searchRoute } from '../../kernel/search/search.js';
import { createdParam, listParams, whereGiven } from '../../kernel/store/list.js';
import { checkAmount } from '../charges/index.js';
import { checkShares } from '../charging/index.js';
import { defaultChoice, defaultFor } from '../customer-sessions/index.js';
import { findCustomer, holdCustomer, isCustomerGone } from '../customers/index.js';
import { lockSource, type PaymentMethodRow } from '../payment-methods/index.js';
import { paymentWaits } from './authentication.js';
import { cancel, cancelPaymentParams } from './cancel.js';
import { changedBy, confirm } from './confirm.js';
import { payment, paymentIntents } from './kind.js';
import { type CreateParams, createParams, paymentIntentObject } from './object.js';
import { paymentIntents as table } from './table.js';
import { update, updateParams } from './update.js';

type PaymentIntent = Stripe.PaymentIntent;

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

async function confirmPaymentIntent(call: Call<ConfirmParams>): Promise<object | ApiError> {
  const { key } = call;
  const { body: before } = await paymentIntents.lock(call, call.id, 'intent');
  payment.checkSecret(call, before);
  refuseUnconfirmable(before, key);
  refuseForCheckout(payment, before, 'confirmed', key);
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
