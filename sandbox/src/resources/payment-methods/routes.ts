import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import {
  addressChange,
  changedAddress,
  changedText,
  common,
  merged,
  metadataChange,
  NO_ADDRESS,
  sent,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { type List, list, listParams } from '../../kernel/store/list.js';
import { methods } from '../../methods/registry.js';
import { customers, findCustomer, holdCustomer } from '../customers/routes.js';
import { makeTestPaymentMethod } from './constants.js';
import { type PaymentMethodObject, type PaymentMethodRow, paymentMethodObject } from './object.js';
import { allowRedisplay, makePaymentMethod, paymentMethodParams } from './params.js';
import {
  changePaymentMethod,
  detachPaymentMethod,
  findOrMakePaymentMethod,
  findPaymentMethod,
  lockPaymentMethod,
  savePaymentMethod,
} from './store.js';
import { paymentMethods } from './table.js';

const bare = v.strictObject({ expand: common.expand });

const attachParams = v.strictObject({ expand: common.expand, customer: text() });

const updateParams = v.strictObject({
  expand: common.expand,
  allow_redisplay: v.optional(allowRedisplay),
  billing_details: v.optional(
    v.strictObject({
      address: addressChange,
      email: changedText(512),
      name: changedText(),
      phone: changedText(),
      tax_id: changedText(),
    }),
    {},
  ),
  // The types' own are read by `changedDetails`.
  ...(methods.byType(({ change }) => change && v.optional(change.params)) as Record<never, never>),
  metadata: metadataChange,
});

const ofCustomerParams = v.strictObject({
  ...listParams,
  type: v.optional(v.picklist(methods.types)),
  allow_redisplay: v.optional(allowRedisplay),
});

const listedParams = v.strictObject({ ...ofCustomerParams.entries, customer: v.optional(text()) });

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    keys: ['publishable', 'secret'],
    params: paymentMethodParams,
    handle: async (call) => paymentMethodObject(await makePaymentMethod(call, call.params), call.key),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods',
    keys: ['secret'],
    params: listedParams,
    handle: listPaymentMethods,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    keys: ['secret'],
    params: bare,
    handle: retrievePaymentMethod,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updatePaymentMethod,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/attach',
    keys: ['secret'],
    params: attachParams,
    handle: attach,
  }),
  route({
    method: 'POST',
    path: '/v1/payment_methods/:id/detach',
    keys: ['secret'],
    params: bare,
    handle: detach,
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    resource: 'customers',
    keys: ['secret'],
    params: ofCustomerParams,
    handle: async (call) => {
      await findCustomer(call, call.id);
      return page(call, call.id);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/payment_methods/:subId',
    resource: 'customers',
    keys: ['secret'],
    params: bare,
    handle: paymentMethodOfCustomer,
  }),
];

/** The payment method of an id, as the caller may see it. */
export async function loadPaymentMethod(call: Call, id: string): Promise<PaymentMethodObject | undefined> {
  const [row] = await call.db.select().from(paymentMethods).where(eq(paymentMethods.id, id));
  const isMine = row?.accountId === call.accountId && row.livemode === call.livemode;
  return isMine ? paymentMethodObject(row, call.key) : undefined;
}

async function retrievePaymentMethod(call: Call): Promise<object> {
  const made = await makeTestPaymentMethod(call, call.id);
  return paymentMethodObject(made ?? (await findPaymentMethod(call, call.id)));
}

async function listPaymentMethods(call: Call<v.InferOutput<typeof listedParams>>): Promise<object> {
  const { customer } = call.params;
  if (customer) await findCustomer(call, customer);
  return page(call, customer);
}

function page(
  call: Call<v.InferOutput<typeof ofCustomerParams>>,
  customer: string | undefined,
): Promise<List<Stripe.PaymentMethod>> {
  const { type, allow_redisplay } = call.params;
  const filters = [
    customer ? eq(paymentMethods.customerId, customer) : undefined,
    type && eq(paymentMethods.type, type),
    allow_redisplay && eq(paymentMethods.allowRedisplay, allow_redisplay),
  ];
  return list(call, paymentMethods, 'payment_method', filters, (row) => paymentMethodObject(row));
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
  // As whoever deletes a customer does: first the customer, then what it has, so that neither waits for the other.
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

async function updatePaymentMethod(call: Call<v.InferOutput<typeof updateParams>>): Promise<object> {
  const { params } = call;
  const row = await findOrMakePaymentMethod(call, call.id);
  const changed = await changePaymentMethod(call, row, {
    allowRedisplay: params.allow_redisplay ?? row.allowRedisplay,
    billingDetails: changedBillingDetails(row, params.billing_details),
    details: changedDetails(row, params, call.now),
    metadata: merged(row.metadata, params.metadata),
  });
  const [before, after] = [paymentMethodObject(row), paymentMethodObject(changed)];
  call.outbox.emit('payment_method.updated', after, previousAttributes(before, after));
  return after;
}

type Update = v.InferOutput<typeof updateParams>;

function changedBillingDetails(
  { billingDetails: before }: PaymentMethodRow,
  change: Update['billing_details'],
) {
  const { address, ...rest } = change;
  return { ...before, ...sent(rest), address: changedAddress(before.address, address) ?? NO_ADDRESS };
}

/** @throws ApiError 400 for the details of another type than the payment method's. */
function changedDetails(row: PaymentMethodRow, params: Update, now: Date): object {
  const changes = methods.byType(({ type }) => (params as Record<string, unknown>)[type]);
  const foreign = methods.types.find((type) => type in changes && type !== row.type);
  if (foreign) {
    throw invalidRequest(`You can only update the ${foreign} of a PaymentMethod of the type ${foreign}.`, {
      param: foreign,
    });
  }
  const change = changes[row.type];
  return (change && methods.of(row.type).change?.apply(row.details, change, now)) ?? row.details;
}
