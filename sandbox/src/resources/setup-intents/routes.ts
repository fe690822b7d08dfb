import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  attemptParams,
  customerGone,
  methodIn,
  methodOptions,
  methodTypes,
  refuseFromBrowser,
  refuseTwoLists,
  setUpOptionsParams,
} from '../../intents/index.js';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import {
  changedText,
  clearable,
  common,
  flag,
  merged,
  metadata,
  metadataChange,
  optionalText,
  sent,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, listParams } from '../../kernel/store/list.js';
import { methods } from '../../methods/index.js';
import { spendConfirmationToken } from '../confirmation-tokens/index.js';
import { holdCustomer, isCustomerGone } from '../customers/index.js';
import { checkClientSecret, clientSecretIn } from '../payment-intents/index.js';
import { type PaymentMethodRow, refuseConsumed } from '../payment-methods/index.js';
import { cancelAuthentication } from './authentication.js';
import { type ConfirmOptions, confirm } from './confirm.js';
import { giveUp } from './finish.js';
import { checkMethod, checkTypes, offeredTypes } from './method-types.js';
import { setupIntents as table } from './table.js';
import { answerOf, setupIntents, unexpectedState, viewOf } from './view.js';

type SetupIntent = Stripe.SetupIntent;

const methodOptionsParams = v.optional(setUpOptionsParams);

const types = v.optional(methodTypes);

const confirmed = {
  ...attemptParams,
  allowed_payment_method_types: types,
  payment_method_options: methodOptionsParams,
};

const createParams = v.strictObject({
  ...confirmed,
  expand: common.expand,
  automatic_payment_methods: v.optional(
    v.strictObject({ enabled: flag, allow_redirects: v.optional(v.picklist(['always', 'never']), 'always') }),
  ),
  confirm: v.optional(flag, 'false'),
  customer: v.optional(text()),
  description: optionalText(1000),
  excluded_payment_method_types: types,
  metadata,
  on_behalf_of: v.optional(text()),
  payment_method_types: types,
  usage: v.optional(v.picklist(['off_session', 'on_session']), 'off_session'),
});

const updateParams = v.strictObject({
  expand: common.expand,
  allowed_payment_method_types: v.optional(clearable(methodTypes)),
  customer: v.optional(text()),
  description: changedText(1000),
  excluded_payment_method_types: v.optional(clearable(methodTypes)),
  metadata: metadataChange,
  payment_method: attemptParams.payment_method,
  payment_method_data: attemptParams.payment_method_data,
  payment_method_options: methodOptionsParams,
  payment_method_types: types,
});

const withSecret = { ...common, client_secret: v.optional(text()) };
const retrieveParams = v.strictObject(withSecret);
const confirmParams = v.strictObject({ ...confirmed, ...withSecret });
const sourceCancelParams = v.strictObject({ ...withSecret, source: text() });

const cancelParams = v.strictObject({
  expand: common.expand,
  cancellation_reason: v.optional(v.picklist(['abandoned', 'duplicate', 'requested_by_customer'])),
});

const listedParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  payment_method: v.optional(text()),
});

type CreateParams = v.InferOutput<typeof createParams>;
type UpdateParams = v.InferOutput<typeof updateParams>;
type Attempt = Pick<
  CreateParams,
  | 'confirmation_token'
  | 'mandate_data'
  | 'payment_method'
  | 'payment_method_data'
  | 'payment_method_options'
  | 'return_url'
  | 'use_stripe_sdk'
>;

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/setup_intents',
    keys: ['secret'],
    params: createParams,
    handle: createSetupIntent,
  }),
  route({
    method: 'GET',
    path: '/v1/setup_intents',
    keys: ['secret'],
    params: listedParams,
    handle: listSetupIntents,
  }),
  route({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    keys: ['publishable', 'secret'],
    params: retrieveParams,
    checkOwner,
    handle: retrieveSetupIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateSetupIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    keys: ['publishable', 'secret'],
    params: confirmParams,
    checkOwner,
    handle: confirmSetupIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    keys: ['secret'],
    params: cancelParams,
    handle: cancelSetupIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/source_cancel',
    keys: ['publishable', 'secret'],
    params: sourceCancelParams,
    checkOwner,
    handle: cancelSource,
  }),
];

async function createSetupIntent(call: Call<CreateParams>): Promise<object | ApiError> {
  const { params } = call;
  refuseConfirmOnly(params);
  if (params.customer) await holdCustomer(call, params.customer);
  const id = newId('seti');
  const brought = await broughtBy(call, id, params);
  const created = newSetupIntent(call, id, brought.method);
  checkTypes(created.payment_method_types);
  if (brought.method) checkUsable(created, brought.method);
  call.outbox.emit('setup_intent.created', created);
  const body = params.confirm ? await confirm(call, created, brought.method, brought.options) : created;
  await setupIntents.insert(call, { id, body, ...columnsOf(body) });
  return answerOf(body, call.key);
}

const CONFIRM_ONLY = ['confirmation_token', 'mandate_data', 'return_url'] as const;

function refuseConfirmOnly(params: CreateParams): void {
  const param = params.confirm ? undefined : CONFIRM_ONLY.find((name) => params[name]);
  if (param) throw invalidRequest(`The parameter ${param} can only be used with confirm=true.`, { param });
}

/** What a SetupIntent is confirmed with, however it was sent. */
async function broughtBy(
  call: Call,
  id: string,
  params: Attempt,
): Promise<{ method: PaymentMethodRow | undefined; options: ConfirmOptions }> {
  const { confirmation_token: tokenId, mandate_data: mandate, payment_method_options: options } = params;
  const spent = tokenId ? await spendToken(call, id, tokenId, params) : undefined;
  return {
    method: spent?.method ?? (await methodIn(call, params)),
    options: {
      mandate: mandate ?? spent?.token.mandate_data,
      consented: spent !== undefined || call.key.kind === 'publishable',
      methodOptions: options ?? {},
      useSdk: params.use_stripe_sdk,
      returnUrl: params.return_url ?? spent?.token.return_url ?? null,
    },
  };
}

function spendToken(call: Call, setup_intent: string, tokenId: string, params: Attempt) {
  const other = (['payment_method', 'payment_method_data'] as const).find((name) => params[name]);
  if (!other) return spendConfirmationToken(call, tokenId, { setup_intent });
  throw invalidRequest(`You may only specify one of these parameters: confirmation_token, ${other}.`, {
    code: 'parameters_exclusive',
    param: other,
  });
}

function checkUsable(intent: SetupIntent, method: PaymentMethodRow): void {
  refuseConsumed(method);
  checkMethod(intent, method);
}

const columnsOf = ({ customer, payment_method }: SetupIntent) => ({
  customerId: customer && String(customer),
  paymentMethodId: payment_method && String(payment_method),
});

function newSetupIntent(call: Call<CreateParams>, id: string, method?: PaymentMethodRow): SetupIntent {
  const { params, now, livemode } = call;
  const { payment_method_types: listed, automatic_payment_methods: automatic } = params;
  const { allowed_payment_method_types: allowed = null, excluded_payment_method_types: excluded = null } =
    params;
  refuseTwoLists(params);
  const offered =
    listed ?? (automatic?.enabled === false ? [methods.defaultType] : offeredTypes({ allowed, excluded }));
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: allowed,
    application: null,
    automatic_payment_methods: listed ? null : (automatic ?? { allow_redirects: 'always', enabled: true }),
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomBase62(25)}`,
    created: seconds(now),
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description,
    excluded_payment_method_types: excluded,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode,
    managed_payments: null,
    mandate: null,
    metadata: params.metadata,
    next_action: null,
    on_behalf_of: params.on_behalf_of ?? null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: methodOptions(offered, null, params.payment_method_options ?? {}, 'setUp'),
    payment_method_types: offered,
    single_use_mandate: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: params.usage,
  };
}

async function listSetupIntents(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<SetupIntent>> {
  const { customer, payment_method: method } = call.params;
  return setupIntents.list(
    call,
    customer ? eq(table.customerId, customer) : undefined,
    method ? eq(table.paymentMethodId, method) : undefined,
  );
}

async function retrieveSetupIntent(call: Call<v.InferOutput<typeof retrieveParams>>): Promise<object> {
  const { body } = await setupIntents.find(call, call.id, 'intent');
  checkSecret(call, body);
  return viewOf(body, call.key);
}

function checkSecret(call: Call<{ client_secret?: unknown }>, intent: SetupIntent): void {
  checkClientSecret(intent, clientSecretIn(call), call.key, 'setup_intent');
}

async function checkOwner(call: Call<{ client_secret?: unknown }>): Promise<void> {
  checkSecret(call, (await setupIntents.find(call, call.id, 'intent')).body);
}

async function confirmSetupIntent(
  call: Call<v.InferOutput<typeof confirmParams>>,
): Promise<object | ApiError> {
  const { body: before } = await setupIntents.lock(call, call.id, 'intent');
  checkSecret(call, before);
  refuseUnconfirmable(call, before);
  refuseFromBrowser(call.params, call.key);
  if (await isCustomerGone(call, before.customer)) throw customerGone('SetupIntent');
  const { method, options } = await broughtBy(call, before.id, call.params);
  const draft = withTypes(before, call.params);
  const body = await confirm(call, draft, method, options);
  await setupIntents.replace(call, body.id, { body, ...columnsOf(body) });
  return answerOf(body, call.key);
}

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

function refuseUnconfirmable({ key }: Call, intent: SetupIntent): void {
  const { status } = intent;
  if (OPEN.includes(status)) return;
  throw unexpectedState(
    status === 'succeeded'
      ? 'You cannot confirm this SetupIntent because it has already succeeded.'
      : `You cannot confirm this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the ` +
          `following statuses may be confirmed: ${OPEN.join(', ')}.`,
    intent,
    key,
  );
}

async function updateSetupIntent(call: Call<UpdateParams>): Promise<SetupIntent> {
  const { params } = call;
  const { body: before } = await setupIntents.lock(call, call.id, 'intent');
  refuseClosed(call, before);
  if (params.customer) await holdCustomer(call, params.customer);
  const method = await methodIn(call, params);
  const after = changed(before, params, method);
  checkTypes(after.payment_method_types);
  if (method) checkUsable(after, method);
  if (after.status !== before.status) await giveUp(call, before);
  await setupIntents.replace(call, after.id, { body: after, ...columnsOf(after) });
  return after;
}

// What says nothing of the set-up may be changed at any time.
function refuseClosed({ params }: Call<UpdateParams>, intent: SetupIntent): void {
  const { expand, description, metadata: pairs, ...given } = params;
  const [param] = Object.keys(sent(given));
  if (!param || OPEN.includes(intent.status)) return;
  throw unexpectedState(
    `This SetupIntent's ${param} could not be updated because it has a status of ${intent.status}. You may only update the ` +
      `${param} of a SetupIntent with one of the following statuses: ${OPEN.join(', ')}.`,
    intent,
    undefined,
    param,
  );
}

function changed(before: SetupIntent, params: UpdateParams, method?: PaymentMethodRow): SetupIntent {
  const { customer, description } = params;
  const isChosenAnew = Boolean(method) || (customer !== undefined && customer !== before.customer);
  const payment_method = method?.id ?? before.payment_method;
  return {
    ...withTypes(before, params),
    ...sent({ customer, description }),
    metadata: merged(before.metadata ?? {}, params.metadata),
    payment_method,
    ...(isChosenAnew && {
      next_action: null,
      status: payment_method ? 'requires_confirmation' : 'requires_payment_method',
    }),
  };
}

type TypeChange = Pick<
  UpdateParams,
  | 'allowed_payment_method_types'
  | 'excluded_payment_method_types'
  | 'payment_method_options'
  | 'payment_method_types'
>;

/** An intent with other types of payment method, and their options. */
function withTypes(before: SetupIntent, change: Partial<TypeChange>): SetupIntent {
  const { payment_method_types: listed, payment_method_options: options } = change;
  const {
    allowed_payment_method_types: allowed = before.allowed_payment_method_types,
    excluded_payment_method_types: excluded = before.excluded_payment_method_types,
  } = change;
  const isSame =
    allowed === before.allowed_payment_method_types && excluded === before.excluded_payment_method_types;
  const offered = listed ?? (isSame ? before.payment_method_types : offeredTypes({ allowed, excluded }));
  return {
    ...before,
    allowed_payment_method_types: allowed,
    ...(listed && { automatic_payment_methods: null }),
    excluded_payment_method_types: excluded,
    payment_method_options: methodOptions(offered, before.payment_method_options, options ?? {}, 'setUp'),
    payment_method_types: offered,
  };
}

async function cancelSetupIntent(call: Call<v.InferOutput<typeof cancelParams>>): Promise<SetupIntent> {
  const { body: before } = await setupIntents.lock(call, call.id, 'intent');
  if (!OPEN.includes(before.status)) {
    throw unexpectedState(
      `You cannot cancel this SetupIntent because it has a status of ${before.status}. Only a SetupIntent with one of the ` +
        `following statuses may be canceled: ${OPEN.join(', ')}.`,
      before,
    );
  }
  await giveUp(call, before);
  const after: SetupIntent = {
    ...before,
    cancellation_reason: call.params.cancellation_reason ?? null,
    next_action: null,
    status: 'canceled',
  };
  await setupIntents.replace(call, after.id, { body: after });
  call.outbox.emit('setup_intent.canceled', after);
  return after;
}

/** The cardholder closed the bank's page. */
async function cancelSource(call: Call<v.InferOutput<typeof sourceCancelParams>>): Promise<object> {
  const { body } = await setupIntents.lock(call, call.id, 'intent');
  checkSecret(call, body);
  return viewOf(await cancelAuthentication(call, body, call.params.source), call.key);
}
