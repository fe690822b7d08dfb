import type Stripe from 'stripe';
import * as v from 'valibot';
import { configurationIn } from '../../intents/index.js';
import type { Call } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { onWallClock } from '../../kernel/transaction.js';
import { methods } from '../../methods/index.js';
import type { PaymentMethodRow } from '../payment-methods/index.js';
import { confirm } from './confirm.js';
import { setupIntents } from './kind.js';
import { createParams, setupIntentObject } from './object.js';
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
  const configuration = await configurationIn(call, params);
  const created = setupIntentObject(call, newId('seti'), { configuration, method });
  call.outbox.emit('setup_intent.created', created);
  const body = method ? await confirm(call, created, method) : created;
  await setupIntents.insert(call, { id: body.id, body, ...columnsOf(body) });
  return body;
}
