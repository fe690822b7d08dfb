import { isNotNull, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import type * as v from 'valibot';
import { onClock } from '../../kernel/clocks/clock.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import type { Work } from '../../kernel/scope.js';
import { type List, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { customers, lockCustomer } from '../customers/index.js';
import { changeItem, createItem, currencyOf, deleteItem } from './items.js';
import { requireDraft } from './lifecycle.js';
import { bareParams, createItemParams, itemListParams, updateItemParams } from './params.js';
import { type Held, holdInvoice, type ItemRow, items, recounted, updateInvoice } from './store.js';
import { invoiceItems as table } from './table.js';

type Item = Stripe.InvoiceItem;

/** Routes of what customers have to pay once. */
export const itemRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/invoiceitems',
    keys: ['secret'],
    params: createItemParams,
    handle: create,
  }),
  route({
    method: 'GET',
    path: '/v1/invoiceitems',
    keys: ['secret'],
    params: itemListParams,
    handle: list,
  }),
  retrieveRoute('/v1/invoiceitems', items, 'id'),
  route({
    method: 'POST',
    path: '/v1/invoiceitems/:id',
    keys: ['secret'],
    params: updateItemParams,
    handle: update,
  }),
  route({
    method: 'DELETE',
    path: '/v1/invoiceitems/:id',
    keys: ['secret'],
    params: bareParams,
    handle: (call) => withItem(call, deleteItem),
  }),
];

async function create(call: Call<v.InferOutput<typeof createItemParams>>): Promise<Item> {
  const { currency, customer: id, expand: _, invoice: draft, metadata, ...given } = call.params;
  if (!draft) {
    if (!id) {
      throw invalidRequest('Missing required param: customer.', {
        code: 'parameter_missing',
        param: 'customer',
      });
    }
    const customer = await lockCustomer(call, id);
    const work = await onClock(call, customer.test_clock);
    const wanted = currency ?? given.price_data?.currency ?? currencyOf(customer);
    return createItem(work, customer, { given, currency: wanted, metadata, invoice: null });
  }
  const held = await holdInvoice(call, draft);
  const { customer, invoice } = held;
  requireDraft(invoice);
  if (id && id !== customer.id) {
    throw invalidRequest(`Invoice ${draft} is not for customer ${id}.`, { param: 'customer' });
  }
  if (currency && currency !== invoice.currency) {
    throw invalidRequest(
      `The currency of invoice ${draft} is ${invoice.currency}, so that it can't bill an amount in ${currency}.`,
      { param: 'currency' },
    );
  }
  const start = { given, currency: invoice.currency, metadata, invoice: draft };
  const item = await createItem(held.work, customer, start);
  await recount(held);
  return item;
}

/** Saves a draft whose lines have changed. */
export async function recount(
  { work, invoice, customer }: Held,
  change: Partial<Stripe.Invoice> = {},
): Promise<Stripe.Invoice> {
  const after = await recounted(work, { ...invoice, ...change }, customer);
  await updateInvoice(work, invoice, after);
  return after;
}

function list(call: Call<v.InferOutput<typeof itemListParams>>): Promise<List<Item>> {
  const { customer, invoice, pending } = call.params;
  return items.list(
    call,
    whereGiven(table.customerId, customer),
    whereGiven(table.invoiceId, invoice),
    pending === undefined ? undefined : (pending ? isNull : isNotNull)(table.invoiceId),
  );
}

function update(call: Call<v.InferOutput<typeof updateItemParams>>): Promise<Item> {
  const { expand: _, ...change } = call.params;
  return withItem(call, (work, row) => changeItem(work, row, change));
}

/**
 * Changes an item that waits for an invoice, or is on a draft, whose sums follow.
 *
 * @throws ApiError 400 `invoice_not_editable` for an item of a finalized invoice.
 */
async function withItem<Result>(
  call: Call<unknown>,
  change: (work: Work, row: ItemRow) => Promise<Result>,
): Promise<Result> {
  const { customerId, invoiceId } = await items.find(call, call.id, 'id');
  if (!invoiceId) {
    const { body: customer } = await customers.lock(call, customerId);
    const work = await onClock(call, customer.test_clock);
    return change(work, await items.lock(call, call.id, 'id'));
  }
  const held = await holdInvoice(call, invoiceId);
  requireDraft(held.invoice);
  const result = await change(held.work, await items.lock(call, call.id, 'id'));
  await recount(held);
  return result;
}
