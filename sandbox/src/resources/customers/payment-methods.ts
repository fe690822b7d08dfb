import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { JobType, Work } from '../../kernel/scope.js';
import {
  attachPaymentMethod,
  detachPaymentMethod,
  findPaymentMethod,
  isSource,
  listPaymentMethods,
  listSources,
  lockPaymentMethod,
  type PaymentMethodRow,
  paymentMethodListParams,
  paymentMethodObject,
  savePaymentMethod,
  sourceObject,
} from '../payment-methods/index.js';
import { customers, findCustomer, holdCustomer, replaceCustomer } from './customers.js';

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
    handle: async (call) =>
      paymentMethodObject(await detachFromCustomer(call, await findPaymentMethod(call, call.id))),
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

/**
 * Detaches a payment method from its customer for good. The customer forgets it as their default.
 *
 * @throws ApiError 400 for one that has no customer.
 */
export async function detachFromCustomer(work: Work, found: PaymentMethodRow): Promise<PaymentMethodRow> {
  // The order is the same as in the deletion of a customer: first the customer, then its payment methods, so
  // that neither waits for the other.
  const owner = found.customerId === null ? undefined : await customers.lock(work, found.customerId);
  const detached = await detachPaymentMethod(work, owner ? await lockPaymentMethod(work, found.id) : found);
  if (isSource(found)) work.outbox.emit('customer.source.deleted', sourceObject(found));
  if (owner) await forgetDefault(work, owner.body, detached.id);
  return detached;
}

/** Forgets a default that is gone. The newest of the other sources is the next one to be charged. */
async function forgetDefault(work: Work, customer: Stripe.Customer, id: string): Promise<void> {
  const { default_source: source, invoice_settings: settings } = customer;
  if (source !== id && settings.default_payment_method !== id) return;
  await replaceCustomer(work, customer, {
    default_source: source === id ? await newestSource(work, customer.id) : source,
    invoice_settings:
      settings.default_payment_method === id ? { ...settings, default_payment_method: null } : settings,
  });
}

async function newestSource(work: Work, customer: string): Promise<string | null> {
  const { data } = await listSources({ ...work, path: '', params: { limit: 1 } }, customer);
  return data[0]?.id ?? null;
}

/**
 * Sets the payment method that a customer pays with by default.
 *
 * @throws ApiError 404 `resource_missing` where it is not theirs any more.
 */
export async function makeDefault(work: Work, { id, customerId }: PaymentMethodRow): Promise<void> {
  const { body } = await customers.lock(work, String(customerId));
  const row = await lockPaymentMethod(work, id);
  if (row.customerId !== customerId) throw missing('PaymentMethod', id, 'payment_method');
  const settings = body.invoice_settings;
  if (settings.default_payment_method === id) return;
  await replaceCustomer(work, body, { invoice_settings: { ...settings, default_payment_method: id } });
}

/**
 * Saves a payment method with a customer after its issuer has agreed, and makes it their default where they want that. The
 * customer has to be held.
 *
 * @throws ApiError 400 for one that belongs to another customer, or that was used up.
 */
export async function attachToCustomer(
  work: Work,
  row: PaymentMethodRow,
  customerId: string,
): Promise<PaymentMethodRow> {
  const isNew = row.customerId === null;
  const attached = await attachPaymentMethod(work, row, customerId);
  // Later, because payments that hold one customer at the same time would wait for each other to change it.
  if (isNew && row.defaultFor === customerId) work.outbox.later(defaultChange, row.id, 0);
  return attached;
}

/** The job by which a saved payment method becomes the default of its customer. */
export const defaultChange: JobType = {
  name: 'make_default_payment_method',
  async run(work, id) {
    const row = await findPaymentMethod(work, id);
    // It may have been removed again.
    if (row.customerId !== null) await makeDefault(work, row);
  },
};
