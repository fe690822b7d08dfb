import * as v from 'valibot';
import type { SavedMethod, SessionCustomer } from '../../../../src/contract/elements-session.js';
import { missing } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { detachFromCustomer, makeDefault } from '../customers/index.js';
import {
  findPaymentMethod,
  holderChange,
  lockPaymentMethod,
  type PaymentMethodRow,
  savedMethodObject,
  shownPaymentMethods,
  updatePaymentMethod,
} from '../payment-methods/index.js';
import { type OpenSession, openSession, requireFeature, showsMethod } from './sessions.js';

const session = { ...common, customer_session_client_secret: text() };
const params = v.strictObject(session);
const updateParams = v.strictObject({ ...session, ...holderChange });

type SessionCall = Call<v.InferOutput<typeof params>>;

/** Routes by which a page changes the saved payment methods of the customer whose session it has. */
export const savedMethodRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/elements/payment_methods/:id',
    keys: ['publishable'],
    params: updateParams,
    handle: updateSavedMethod,
  }),
  route({
    method: 'POST',
    path: '/v1/elements/payment_methods/:id/detach',
    keys: ['publishable'],
    params,
    handle: removeSavedMethod,
  }),
  route({
    method: 'POST',
    path: '/v1/elements/payment_methods/:id/set_as_default',
    keys: ['publishable'],
    params,
    handle: setSavedMethodAsDefault,
  }),
];

/** Corrects a method that its customer is shown: the address, or the expiry that a renewed card has. */
async function updateSavedMethod(call: Call<v.InferOutput<typeof updateParams>>): Promise<SavedMethod> {
  const open = await openSession(call, call.params.customer_session_client_secret);
  const row = shownOf(open, await lockPaymentMethod(call, call.id));
  return savedMethodObject(await updatePaymentMethod(call, row, call.params));
}

async function removeSavedMethod(call: SessionCall): Promise<SavedMethod> {
  const open = await openSession(call, call.params.customer_session_client_secret);
  requireFeature(open, 'payment_method_remove');
  const row = shownOf(open, await findPaymentMethod(call, call.id));
  return savedMethodObject(await detachFromCustomer(call, row));
}

async function setSavedMethodAsDefault(call: SessionCall): Promise<SavedMethod> {
  const open = await openSession(call, call.params.customer_session_client_secret);
  requireFeature(open, 'payment_method_set_as_default');
  const row = shownOf(open, await findPaymentMethod(call, call.id));
  await makeDefault(call, row);
  return savedMethodObject(row);
}

/** @throws ApiError 404 for a method that the page is not shown, as for one that does not exist. */
function shownOf(open: OpenSession, row: PaymentMethodRow): PaymentMethodRow {
  if (showsMethod(open, row)) return row;
  throw missing('PaymentMethod', row.id, 'payment_method');
}

/** Returns what a customer may do with saved methods, and those of these types that they are shown. */
export async function sessionCustomer(
  work: Work,
  { customer, features }: OpenSession,
  types: readonly string[],
): Promise<Omit<SessionCustomer, 'require_cvc_recollection'>> {
  const preferred = customer.invoice_settings.default_payment_method as string | null;
  const shown =
    features.payment_method_redisplay === 'enabled'
      ? await shownPaymentMethods(work, {
          customerId: customer.id,
          types,
          allowRedisplay: features.payment_method_allow_redisplay_filters,
          first: preferred,
          limit: features.payment_method_redisplay_limit,
        })
      : [];
  return {
    id: customer.id,
    payment_methods: shown.map(savedMethodObject),
    default_payment_method: shown.some(({ id }) => id === preferred) ? preferred : null,
    payment_method_save: features.payment_method_save,
    payment_method_save_usage: features.payment_method_save_usage,
    payment_method_remove: features.payment_method_remove,
    payment_method_set_as_default: features.payment_method_set_as_default,
  };
}
