import type Stripe from 'stripe';
import * as v from 'valibot';
import { missing } from '../../kernel/errors.js';
import { changedText, common, metadata, metadataChange, text } from '../../kernel/http/params.js';
import { type Call, type Reader, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import type { Work } from '../../kernel/scope.js';
import { type List, listParams } from '../../kernel/store/list.js';
import {
  addSource,
  detachPaymentMethod,
  findSource,
  listSources,
  lockSource,
  type PaymentMethodRow,
  savePaymentMethod,
  sourceChangeParams,
  sourceObject,
  updatePaymentMethod,
} from '../payment-methods/index.js';
import { customers, findCustomer, refuseDeleted, replaceCustomer } from './customers.js';
import { detachFromCustomer } from './payment-methods.js';

const createParams = v.strictObject({ expand: common.expand, metadata, source: text() });

const listedParams = v.strictObject({ ...listParams, object: v.optional(text()) });

const updateParams = v.strictObject({
  ...sourceChangeParams,
  expand: common.expand,
  address_city: changedText(),
  address_country: changedText(),
  address_line1: changedText(),
  address_line2: changedText(),
  address_state: changedText(),
  address_zip: changedText(),
  metadata: metadataChange,
  name: changedText(),
});

const bare = v.strictObject({ expand: common.expand });

/** Routes of the cards that a customer keeps in their older form. */
export const sourceRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/customers/:id/sources',
    keys: ['secret'],
    params: createParams,
    handle: createSource,
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/sources',
    keys: ['secret'],
    params: listedParams,
    handle: async (call) => {
      await findCustomer(call, call.id);
      return listSources(call, call.id, call.params.object);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/:id/sources/:subId',
    keys: ['secret'],
    params: bare,
    handle: async (call) => sourceObject(await sourceOf(call)),
  }),
  route({
    method: 'POST',
    path: '/v1/customers/:id/sources/:subId',
    keys: ['secret'],
    params: updateParams,
    handle: updateSource,
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/:id/sources/:subId',
    keys: ['secret'],
    params: bare,
    handle: deleteSource,
  }),
];

/** Adds a source to a customer. The first one is charged by default. */
async function createSource(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.CustomerSource> {
  const { source, metadata: pairs } = call.params;
  const { body } = refuseDeleted(await customers.lock(call, call.id), 'customer');
  const row = await keepSource(call, await addSource(call, source, { metadata: pairs }), body.id);
  if (!body.default_source) await replaceCustomer(call, body, { default_source: row.id });
  return sourceObject(row);
}

/**
 * Saves a new source with its customer, who has to be locked or new.
 *
 * @throws ApiError 402 where its issuer refuses.
 */
export async function keepSource(
  work: Work,
  { id }: PaymentMethodRow,
  customer: string,
): Promise<PaymentMethodRow> {
  const row = await savePaymentMethod(work, id, customer, 'source');
  work.outbox.emit('customer.source.created', sourceObject(row));
  return row;
}

/** Deletes a source that another one replaces. The customer has to be locked. */
export async function dropSource(work: Work, customer: string, id: string): Promise<void> {
  const row = await lockSource(work, customer, id);
  if (!row) return;
  await detachPaymentMethod(work, row);
  work.outbox.emit('customer.source.deleted', sourceObject(row));
}

/** @throws ApiError 404 `resource_missing` for one that the customer does not have. */
async function sourceOf(call: Call): Promise<PaymentMethodRow> {
  await findCustomer(call, call.id);
  const row = await findSource(call, call.subId);
  if (row?.customerId === call.id) return row;
  throw missing('source', call.subId, 'id');
}

async function updateSource(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.CustomerSource> {
  const { expand, metadata: pairs, name, ...change } = call.params;
  const before = await lockSource(call, (await findCustomer(call, call.id)).id, call.subId);
  if (!before) throw missing('source', call.subId, 'id');
  const { address_zip: postal_code, address_line1: line1, address_line2: line2, ...rest } = change;
  const { address_city: city, address_country: country, address_state: state, ...ofType } = rest;
  const address = { city, country, line1, line2, postal_code, state };
  const row = await updatePaymentMethod(call, before, {
    billing_details: { address, name },
    metadata: pairs,
    ...(Object.keys(ofType).length > 0 && { [before.type]: ofType }),
  });
  const [was, is] = [sourceObject(before), sourceObject(row)];
  call.outbox.emit('customer.source.updated', is, previousAttributes(was, is));
  return is;
}

async function deleteSource(call: Call): Promise<{ id: string; object: string; deleted: true }> {
  const row = await sourceOf(call);
  await detachFromCustomer(call, row);
  return { id: row.id, object: sourceObject(row).object, deleted: true };
}

/** Lists the sources of a customer, as a property that is left out until `expand` asks for it. */
export const sourcesOfCustomer = (reader: Reader, customer: string): Promise<List<Stripe.CustomerSource>> =>
  listSources({ ...reader, path: `/v1/customers/${customer}/sources`, params: { limit: 10 } }, customer);

/** Loads the source of an id, for properties that name one. */
export async function loadSource(call: Call, id: string): Promise<Stripe.CustomerSource | undefined> {
  const row = await findSource(call, id);
  return row && sourceObject(row);
}
