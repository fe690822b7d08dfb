import { eq, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type Reader, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { type List, listParams } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { findCustomer, lockCustomer } from '../customers/index.js';
import { taxIds as table } from './table.js';
import { createTaxId, deleteTaxId, type TaxIdStart, taxIds } from './tax-ids.js';
import { TAX_ID_TYPES } from './types.js';

type TaxId = Stripe.TaxId;

const OF_CUSTOMER = '/v1/customers/:id/tax_ids';
const PATH = '/v1/tax_ids';

/** A tax id, as it is sent. */
export const taxIdParams = { type: v.picklist(TAX_ID_TYPES), value: text(100) };

const createParams = v.strictObject({ ...taxIdParams, expand: common.expand });

/** Whose a tax id is: a customer's, or the account's own. */
const owner = v.optional(
  v.strictObject({ customer: v.optional(text()), type: v.picklist(['customer', 'self']) }),
  { type: 'self' },
);

const bare = v.strictObject({ expand: common.expand });

/** Routes of the tax ids of customers, and of the account's own. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: OF_CUSTOMER,
    keys: ['secret'],
    params: createParams,
    handle: (call) => createFor(call, call.id, call.params),
  }),
  route({
    method: 'GET',
    path: OF_CUSTOMER,
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: async (call) => {
      await findCustomer(call, call.id, 'id');
      return taxIds.list(call, eq(table.customerId, call.id));
    },
  }),
  route({
    method: 'GET',
    path: `${OF_CUSTOMER}/:subId`,
    keys: ['secret'],
    params: bare,
    handle: async (call) => ofCustomer(call, await taxIds.find(call, call.subId, 'id')).body,
  }),
  route({
    method: 'DELETE',
    path: `${OF_CUSTOMER}/:subId`,
    keys: ['secret'],
    params: v.strictObject({}),
    handle: async (call) => deleteTaxId(call, ofCustomer(call, await taxIds.lock(call, call.subId, 'id'))),
  }),
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject({ ...createParams.entries, owner }),
    handle: (call) => {
      const customer = customerIn(call.params.owner);
      return customer ? createFor(call, customer, call.params) : createTaxId(call, null, call.params);
    },
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: v.strictObject({ ...listParams, owner }),
    handle: (call) => {
      const customer = customerIn(call.params.owner);
      return taxIds.list(call, customer ? eq(table.customerId, customer) : isNull(table.customerId));
    },
  }),
  retrieveRoute(PATH, taxIds, 'id'),
  route({
    method: 'DELETE',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: v.strictObject({}),
    handle: async (call) => deleteTaxId(call, await taxIds.lock(call, call.id, 'id')),
  }),
];

/** @throws ApiError 400 for a customer's tax id without the customer, and for the account's own with one. */
function customerIn({ customer, type }: v.InferOutput<typeof owner>): string | undefined {
  if ((type === 'customer') === (customer !== undefined)) return customer;
  throw invalidRequest(
    type === 'customer'
      ? 'Missing required param: owner[customer]. It says whose tax id it is.'
      : 'Only a tax id with owner[type]=customer has owner[customer].',
    { ...(type === 'customer' && { code: 'parameter_missing' }), param: 'owner[customer]' },
  );
}

async function createFor(request: Work, id: string, start: TaxIdStart): Promise<TaxId> {
  const customer = await lockCustomer(request, id);
  return createTaxId(await onClock(request, customer.test_clock), id, start);
}

/** @throws ApiError 404 for a tax id of somebody else. */
function ofCustomer<Row extends { customerId: string | null; id: string }>(
  { id }: Call<unknown>,
  row: Row,
): Row {
  if (row.customerId === id) return row;
  throw missing('tax_id', row.id, 'id');
}

/** Lists the tax ids of a customer, as the customer shows them where that is asked for. */
export const taxIdsOfCustomer = (reader: Reader, customer: string): Promise<List<TaxId>> =>
  taxIds.list(
    { ...reader, path: `/v1/customers/${customer}/tax_ids`, params: { limit: 10 } },
    eq(table.customerId, customer),
  );
