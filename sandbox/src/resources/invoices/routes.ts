import type Stripe from 'stripe';
import type * as v from 'valibot';
import { onClock } from '../../kernel/clocks/clock.js';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { searchRoute } from '../../kernel/search/search.js';
import { type List, whereGiven, within } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { lockCustomer } from '../customers/index.js';
import { collect, methodIn, payElsewhere } from './collect.js';
import { insertDraft, scheduleFinalizing } from './drafts.js';
import { finalize } from './finalize.js';
import { currencyOf, putOn, waitingItems } from './items.js';
import {
  advance,
  deleteDraft,
  markUncollectible,
  requireDraft,
  requireStatus,
  sendInvoice,
  voidInvoice,
} from './lifecycle.js';
import { checkMethods } from './methods.js';
import { changedInvoice, newInvoice } from './object.js';
import {
  bareParams,
  createParams,
  DRAFT_ONLY,
  finalizeParams,
  invoiceListParams,
  payParams,
  updateParams,
} from './params.js';
import { holdInvoice, invoices, recounted, updateInvoice } from './store.js';
import { invoices as table } from './table.js';
import { inheritedDiscounts, readTerms } from './terms.js';

type Invoice = Stripe.Invoice;

export const routes: RouteDefinition[] = [
  searchRoute({
    resource: 'invoices',
    table,
    fields: {
      created: 'numeric',
      currency: 'token',
      customer: 'token',
      number: 'string',
      receipt_number: 'string',
      status: 'string',
      subscription: 'string',
      total: 'numeric',
    },
  }),
  route({
    method: 'POST',
    path: '/v1/invoices',
    keys: ['secret'],
    params: createParams,
    handle: createInvoice,
  }),
  route({
    method: 'GET',
    path: '/v1/invoices',
    keys: ['secret'],
    params: invoiceListParams,
    handle: listInvoices,
  }),
  retrieveRoute('/v1/invoices', invoices, 'id'),
  route({
    method: 'POST',
    path: '/v1/invoices/:id',
    keys: ['secret'],
    params: updateParams,
    handle: changeInvoice,
  }),
  route({
    method: 'DELETE',
    path: '/v1/invoices/:id',
    keys: ['secret'],
    params: bareParams,
    handle: async (call) => deleteDraft(await holdInvoice(call, call.id, 'id')),
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/finalize',
    keys: ['secret'],
    params: finalizeParams,
    handle: finalizeInvoice,
  }),
  route({
    method: 'POST',
    path: '/v1/invoices/:id/pay',
    keys: ['secret'],
    params: payParams,
    handle: payInvoice,
  }),
  ...(
    [
      ['void', voidInvoice],
      ['mark_uncollectible', markUncollectible],
      ['send', sendInvoice],
    ] as const
  ).map(([action, handle]) =>
    route({
      method: 'POST',
      path: `/v1/invoices/:id/${action}`,
      keys: ['secret'],
      params: bareParams,
      handle: async (call) => handle(await holdInvoice(call, call.id, 'id')),
    }),
  ),
];

async function createInvoice(request: Call<v.InferOutput<typeof createParams>>): Promise<Invoice> {
  const {
    customer: id,
    currency: given,
    expand: _,
    pending_invoice_items_behavior: pending,
    ...change
  } = request.params;
  const customer = await lockCustomer(request, id);
  const call = await onClock(request, customer.test_clock);
  const currency = given ?? currencyOf(customer);
  await checkMethods(call, customer, change);
  const empty = await newInvoice(call, customer, { currency, reason: 'manual' });
  const waiting = pending === 'include' ? await waitingItems(call, customer.id, currency) : [];
  if (pending === 'include' && waiting.length === 0) throw nothingToBill(customer);
  await putOn(call, empty.id, waiting);
  const subtotal = waiting.reduce((sum, item) => sum + item.body.amount, 0);
  const terms = {
    discounts: change.discounts === undefined ? await inheritedDiscounts(call, customer) : [],
    ...(await readTerms(call, { ...empty, subtotal }, change)),
  };
  const { invoice, daysUntilDue } = changedInvoice(call, { ...empty, ...terms }, change, null);
  const body = await recounted(call, invoice, customer);
  await insertDraft(call, body, customer, daysUntilDue);
  return body;
}

const nothingToBill = ({ id }: Stripe.Customer) =>
  invalidRequest(
    `Nothing to invoice for customer ${id}: create an invoice item first, or leave out pending_invoice_items_behavior.`,
    { code: 'invoice_no_customer_line_items', param: 'customer' },
  );

function listInvoices(call: Call<v.InferOutput<typeof invoiceListParams>>): Promise<List<Invoice>> {
  const { collection_method: method, customer, due_date: due, status, subscription } = call.params;
  return invoices.list(
    call,
    whereGiven(table.collectionMethod, method),
    whereGiven(table.customerId, customer),
    whereGiven(table.status, status),
    whereGiven(table.subscriptionId, subscription),
    within(table.dueAt, due),
  );
}

async function changeInvoice(request: Call<v.InferOutput<typeof updateParams>>): Promise<Invoice> {
  const held = await holdInvoice(request, request.id, 'id');
  const { work: call, invoice: before, customer } = held;
  const { expand: _, ...change } = call.params;
  if (DRAFT_ONLY.some((name) => change[name] !== undefined)) requireDraft(before);
  await checkMethods(call, customer, change);
  const terms = await readTerms(call, before, change);
  const { invoice, daysUntilDue } = changedInvoice(call, { ...before, ...terms }, change, held.daysUntilDue);
  const after = invoice.status === 'draft' ? await recounted(call, invoice, customer) : invoice;
  await updateInvoice(call, before, after, { daysUntilDue });
  if (after.automatically_finalizes_at !== before.automatically_finalizes_at) scheduleFinalizing(call, after);
  return after;
}

async function finalizeInvoice(call: Call<v.InferOutput<typeof finalizeParams>>): Promise<Invoice> {
  const held = await holdInvoice(call, call.id, 'id');
  const { invoice: before } = held;
  if (before.status !== 'draft') {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    });
  }
  const auto_advance = call.params.auto_advance ?? before.auto_advance ?? false;
  return (await advance({ ...held, invoice: { ...before, auto_advance } }, call.origin)).invoice;
}

async function payInvoice(call: Call<v.InferOutput<typeof payParams>>): Promise<Invoice | ApiError> {
  const { params, origin } = call;
  const found = await holdInvoice(call, call.id, 'id');
  if (found.invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  requireStatus(found.invoice, ['draft', 'open', 'uncollectible'], 'paid');
  const held = found.invoice.status === 'draft' ? await finalize(found) : found;
  if (held.invoice.status === 'paid') return held.invoice;
  if (params.paid_out_of_band) return (await payElsewhere(held)).invoice;
  const method = await methodIn(held, params);
  const { held: after, refusal } = await collect(held, {
    isAutomatic: false,
    method,
    offSession: params.off_session,
    origin,
  });
  return refusal ?? after.invoice;
}
