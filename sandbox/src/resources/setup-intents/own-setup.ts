import type Stripe from 'stripe';
import * as v from 'valibot';
import { configurationIn } from '../../intents/index.js';
import type { Call } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { onWallClock } from '../../kernel/transaction.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { confirm } from './confirm.js';
import { setupIntents } from './kind.js';
import { type CreateParams, createParams, setupIntentObject } from './object.js';
import { columnsOf } from './update.js';

/** The set-up of a payment method that a subscription will need. */
export interface OwnSetup {
  customer: string;
  /** The payment method that the customer already has; its bank is asked now. */
  method: PaymentMethodRow | undefined;
  /** Types of payment method that can be set up; `null` for those that the account offers. */
  types: string[] | null;
}

/** Tells whether a payment method can't be charged without its holder before its bank was asked. */
export const asksHolder = (method: PaymentMethodRow): boolean =>
  !method.setUp &&
  methods.of(method.type).setUp(method, { authenticated: false, options: {} }).end === 'asks';

/** Creates an intent by which the customer sets up a payment method in the merchant's page. Banks live by the wall clock. */
export async function createOwnSetup(
  onClock: Call<unknown>,
  { customer, method, types }: OwnSetup,
): Promise<Stripe.SetupIntent> {
  const params = v.parse(createParams, { customer, ...(types && { payment_method_types: types }) });
  const call = { ...onWallClock(onClock), params };
  const created = await begin(call, params, method);
  const body = method ? await confirm(call, created, method) : created;
  await setupIntents.insert(call, { id: body.id, body, ...columnsOf(body) });
  return body;
}

/** Creates the intent by which a customer sets up a payment method in a page of the host, from parameters as a request would have them. */
export async function createSetup(work: Work, given: Record<string, unknown>): Promise<Stripe.SetupIntent> {
  const body = await begin(work, v.parse(createParams, given), undefined);
  await setupIntents.insert(work, { id: body.id, body, ...columnsOf(body) });
  return body;
}

async function begin(
  work: Work,
  params: CreateParams,
  method: PaymentMethodRow | undefined,
): Promise<Stripe.SetupIntent> {
  const configuration = await configurationIn(work, params);
  const created = setupIntentObject({ ...work, params }, newId('seti'), { configuration, method });
  work.outbox.emit('setup_intent.created', created);
  return created;
}
