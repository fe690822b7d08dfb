import * as v from 'valibot';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { ownRow } from '../../kernel/store/owner.js';
import {
  makePaymentMethod,
  makeTestPaymentMethod,
  type PaymentMethodParams,
  paymentMethodParams,
} from './create.js';
import { type PaymentMethodObject, paymentMethodObject } from './object.js';
import { type ShareParams, shareParams, sharePaymentMethod } from './share.js';
import { findOrMakePaymentMethod, findPaymentMethod } from './store.js';
import { paymentMethods } from './table.js';
import { paymentMethodChange, updatePaymentMethod } from './update.js';

const bare = v.strictObject({ expand: common.expand });

const updateParams = v.strictObject({ expand: common.expand, ...paymentMethodChange });

/** Reads a new payment method, or the one of the platform that it is a copy of. */
const newParams = v.lazy((params) =>
  Object.hasOwn(params as object, 'payment_method') ? shareParams : paymentMethodParams,
) as v.GenericSchema<unknown, PaymentMethodParams | ShareParams>;

const createPaymentMethod = (call: Call, params: PaymentMethodParams | ShareParams) =>
  'payment_method' in params ? sharePaymentMethod(call, params) : makePaymentMethod(call, params);

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    keys: ['publishable', 'secret'],
    params: newParams,
    handle: async (call) => paymentMethodObject(await createPaymentMethod(call, call.params), call.key),
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
    handle: async (call) => {
      const row = await findOrMakePaymentMethod(call, call.id);
      return paymentMethodObject(await updatePaymentMethod(call, row, call.params));
    },
  }),
];

/** Loads the payment method of an id, as the caller may see it. */
export async function loadPaymentMethod(call: Call, id: string): Promise<PaymentMethodObject | undefined> {
  const [row] = await call.db
    .select()
    .from(paymentMethods)
    .where(ownRow(call, paymentMethods, id));
  return row && paymentMethodObject(row, call.key);
}

async function retrievePaymentMethod(call: Call): Promise<object> {
  const made = await makeTestPaymentMethod(call, call.id);
  return paymentMethodObject(made ?? (await findPaymentMethod(call, call.id)));
}
