import { eq } from 'drizzle-orm';
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
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { methods } from '../../methods/index.js';
import { allowRedisplay, makePaymentMethod, makeTestPaymentMethod, paymentMethodParams } from './create.js';
import { type PaymentMethodObject, type PaymentMethodRow, paymentMethodObject } from './object.js';
import { changePaymentMethod, findOrMakePaymentMethod, findPaymentMethod } from './store.js';
import { paymentMethods } from './table.js';

const bare = v.strictObject({ expand: common.expand });

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
  // The parameters of the types are read by `changedDetails`.
  ...(methods.byType(({ change }) => change && v.optional(change.params)) as Record<never, never>),
  metadata: metadataChange,
});

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
];

/** Loads the payment method of an id, as the caller may see it. */
export async function loadPaymentMethod(call: Call, id: string): Promise<PaymentMethodObject | undefined> {
  const [row] = await call.db.select().from(paymentMethods).where(eq(paymentMethods.id, id));
  const isMine = row?.accountId === call.accountId && row.livemode === call.livemode;
  return isMine ? paymentMethodObject(row, call.key) : undefined;
}

async function retrievePaymentMethod(call: Call): Promise<object> {
  const made = await makeTestPaymentMethod(call, call.id);
  return paymentMethodObject(made ?? (await findPaymentMethod(call, call.id)));
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
