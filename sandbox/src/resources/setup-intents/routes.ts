import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  checkTypes,
  configurationIn,
  customerGone,
  OPEN,
  ownerCheck,
  readConfirmation,
  refuseConfirmOnly,
  refuseFromBrowser,
  secretParams,
  sharedRoutes,
} from '../../intents/index.js';
import type { ApiError } from '../../kernel/errors.js';
import { text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { createdParam, type List, listParams } from '../../kernel/store/list.js';
import { merchantOf } from '../charging/index.js';
import { defaultChoice, defaultFor } from '../customer-sessions/index.js';
import { holdCustomer, isCustomerGone } from '../customers/index.js';
import { setupWaits } from './authentication.js';
import { cancel, cancelSetupParams } from './cancel.js';
import { confirm } from './confirm.js';
import { setup, setupIntents } from './kind.js';
import { type CreateParams, confirmedParams, createParams, setupIntentObject } from './object.js';
import { setupIntents as table } from './table.js';
import { checkUsable, columnsOf, update, updateParams, withTypes } from './update.js';

type SetupIntent = Stripe.SetupIntent;

const confirmParams = v.strictObject({ ...confirmedParams, ...secretParams, ...defaultChoice });

const listedParams = v.strictObject({
  ...listParams,
  created: createdParam,
  customer: v.optional(text()),
  payment_method: v.optional(text()),
});

export const routes: RouteDefinition[] = [
  ...sharedRoutes(setupWaits),
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
    method: 'POST',
    path: '/v1/setup_intents/:id',
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    keys: ['publishable', 'secret'],
    params: confirmParams,
    checkOwner: ownerCheck(setup),
    handle: confirmSetupIntent,
  }),
  route({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    keys: ['secret'],
    params: cancelSetupParams,
    handle: cancel,
  }),
];

async function createSetupIntent(call: Call<CreateParams>): Promise<object | ApiError> {
  refuseConfirmOnly(call.params, ['confirmation_token', 'mandate_data', 'return_url']);
  if (call.params.on_behalf_of) await merchantOf(call, call.params.on_behalf_of);
  if (call.params.customer) await holdCustomer(call, call.params.customer);
  const id = newId('seti');
  const { method, params } = await readConfirmation(call, setup, id, call.params);
  const configuration = await configurationIn(call, call.params);
  const created = setupIntentObject(call, id, { configuration, method });
  checkTypes(setup, created.payment_method_types);
  if (method) checkUsable(created, method, call.key);
  call.outbox.emit('setup_intent.created', created);
  const body = params.confirm ? await confirm({ ...call, params }, created, method) : created;
  await setupIntents.insert(call, { id, body, ...columnsOf(body) });
  return setup.answerOf(body, call.key);
}

async function listSetupIntents(call: Call<v.InferOutput<typeof listedParams>>): Promise<List<SetupIntent>> {
  const { customer, payment_method: method } = call.params;
  return setupIntents.list(
    call,
    customer ? eq(table.customerId, customer) : undefined,
    method ? eq(table.paymentMethodId, method) : undefined,
  );
}

async function confirmSetupIntent(
  call: Call<v.InferOutput<typeof confirmParams>>,
): Promise<object | ApiError> {
  const { body: before } = await setupIntents.lock(call, call.id, 'intent');
  setup.checkSecret(call, before);
  refuseUnconfirmable(call, before);
  refuseFromBrowser(call.params, call.key);
  if (await isCustomerGone(call, before.customer)) throw customerGone('SetupIntent');
  const { method, params } = await readConfirmation(call, setup, before.id, call.params, {
    defaultFor: () => defaultFor(call, call.params),
  });
  const draft = await withTypes(call, before, params);
  const body = await confirm({ ...call, params }, draft, method);
  await setupIntents.replace(call, body.id, { body, ...columnsOf(body) });
  return setup.answerOf(body, call.key);
}

function refuseUnconfirmable({ key }: Call, intent: SetupIntent): void {
  const { status } = intent;
  if (OPEN.includes(status)) return;
  throw setup.unexpectedState(
    status === 'succeeded'
      ? 'You cannot confirm this SetupIntent because it has already succeeded.'
      : `You cannot confirm this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the ` +
          `following statuses may be confirmed: ${OPEN.join(', ')}.`,
    intent,
    key,
  );
}
