import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import {
  detachPaymentMethod,
  findPaymentMethod,
  listPaymentMethods,
  lockPaymentMethod,
  paymentMethodListParams,
  paymentMethodObject,
  savePaymentMethod,
} from '../payment-methods/index.js';
import { customers, findCustomer, holdCustomer } from './customers.js';

const bare = v.strictObject({ expand: common.expand });

const attachParams = v.strictObject({ expand: common.expand, customer: text() });

const listedParams = v.strictObject({ ...paymentMethodListParams.entries, customer: v.optional(text()) });

/** Routes that attach, detach and list the payment methods of a customer. */
export const paymentMethodRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: '/v1/payment_methods',
    resource: 'payment_methods',
    keys: ['secret'],
    params: listedParams,
    handle: listAll,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    resource: 'payment_methods',
    keys: ['secret'],
    params: attachParams,
    handle: attach,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    resource: 'payment_methods',
    keys: ['secret'],
    params: bare,
    handle: detach,
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    keys: ['secret'],
    params: paymentMethodListParams,
    handle: async (call) => {
      await findCustomer(call, call.id);
      return listPaymentMethods(call, call.id);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:subId',
    keys: ['secret'],
    params: bare,
    handle: paymentMethodOfCustomer,
  }),
];

async function listAll(call: Call<v.InferOutput<typeof listedParams>>): Promise<object> {
  const { customer } = call.params;
  if (customer) await findCustomer(call, customer);
  return listPaymentMethods(call, customer);
}

async function paymentMethodOfCustomer(call: Call): Promise<object> {
  await findCustomer(call, call.id);
  const row = await findPaymentMethod(call, call.subId);
  if (row.customerId === call.id) return paymentMethodObject(row);
  throw invalidRequest(
    `No such payment method: '${call.subId}'; it's not attached to the customer ${call.id}.`,
    { code: 'resource_missing', param: 'payment_method' },
    404,
  );
}

async function attach(call: Call<v.InferOutput<typeof attachParams>>): Promise<object> {
  const { customer } = call.params;
  await holdCustomer(call, customer);
  return paymentMethodObject(await savePaymentMethod(call, call.id, customer));
}

async function detach(call: Call): Promise<object> {
  const found = await findPaymentMethod(call, call.id);
  // The order is the same as in the deletion of a customer: first the customer, then its payment methods, so
  // that neither waits for the other.
  const owner = found.customerId === null ? undefined : await customers.lock(call, found.customerId);
  const detached = await detachPaymentMethod(call, owner ? await lockPaymentMethod(call, call.id) : found);
  if (owner) await forgetDefault(call, owner.body, detached.id);
  return paymentMethodObject(detached);
}

async function forgetDefault(work: Work, customer: Stripe.Customer, id: string): Promise<void> {
  const { invoice_settings: settings } = customer;
  if (settings.default_payment_method !== id) return;
  const changed = { ...customer, invoice_settings: { ...settings, default_payment_method: null } };
  await customers.replace(work, customer.id, { body: changed });
  work.outbox.emit('customer.updated', changed, previousAttributes(customer, changed));
}
