import type Stripe from 'stripe';
import * as v from 'valibot';
import { dateOf } from '../../kernel/api-version.js';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import { changedText } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import {
  createCustomer,
  createCustomerParams,
  lockCustomer,
  updateCustomer,
  updateCustomerParams,
} from '../customers/index.js';
import { createTaxId, taxIdParams } from '../tax-ids/index.js';
import { type CustomerDiscountChange, changeCustomerDiscount, endOfCustomer } from './of-customer.js';

/** The version since which no request sets the discount of a customer. */
const BASIL = '2025-03-31';

const ofDiscount = { coupon: changedText(), promotion_code: changedText() };

const taxIdData = v.optional(v.pipe(v.array(v.strictObject(taxIdParams)), v.maxLength(5)), []);

/** Routes of customers, so far as they have a discount: to create and to change one, and to take it away. */
export const customerRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/customers',
    keys: ['secret'],
    params: v.strictObject({ ...createCustomerParams.entries, ...ofDiscount, tax_id_data: taxIdData }),
    handle: (call) => withDiscount(call, createWithTaxIds),
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id',
    keys: ['secret'],
    params: v.strictObject({ ...updateCustomerParams.entries, ...ofDiscount }),
    handle: (call) => withDiscount(call, (request) => updateCustomer(request)),
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id/discount',
    keys: ['secret'],
    params: v.strictObject({}),
    handle: deleteDiscount,
  }),
];

type Creation = v.InferOutput<typeof createCustomerParams> & {
  tax_id_data: v.InferOutput<typeof taxIdData>;
};

async function createWithTaxIds({ params, ...call }: Call<Creation>): Promise<Stripe.Customer> {
  const { tax_id_data: all, ...rest } = params;
  const customer = await createCustomer({ ...call, params: rest });
  const work = await onClock(call, customer.test_clock);
  for (const [index, start] of all.entries())
    await createTaxId(work, customer.id, start, `tax_id_data[${index}][value]`);
  return customer;
}

async function withDiscount<Params extends CustomerDiscountChange>(
  call: Call<Params>,
  save: (call: Call<Params>) => Promise<Stripe.Customer>,
): Promise<Stripe.Customer> {
  const { coupon, promotion_code } = call.params;
  refuseSinceBasil(call.version, { coupon, promotion_code });
  const customer = await save(call);
  const work = await onClock(call, customer.test_clock);
  return changeCustomerDiscount(work, customer, { coupon, promotion_code });
}

/** @throws ApiError 400 `parameter_unknown` for what only older versions take. */
function refuseSinceBasil(version: string, change: CustomerDiscountChange): void {
  const [param] = Object.entries(change).find(([, value]) => value !== undefined) ?? [];
  if (!param || dateOf(version) < BASIL) return;
  throw invalidRequest(
    `Received unknown parameter: ${param}. Since version ${BASIL} of the API, discounts are those of subscriptions and invoices.`,
    { code: 'parameter_unknown', param },
  );
}

async function deleteDiscount(call: Call): Promise<Stripe.DeletedDiscount> {
  const customer = await lockCustomer(call, call.id);
  const { discount } = customer;
  if (!discount) {
    throw invalidRequest(
      `No active discount for customer: ${call.id}`,
      { code: 'resource_missing', param: 'id' },
      404,
    );
  }
  await endOfCustomer(await onClock(call, customer.test_clock), customer);
  const { end: _, deleted: __, ...rest } = discount;
  return { ...rest, deleted: true };
}
