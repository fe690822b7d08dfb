import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { recount } from './item-routes.js';
import { changeItem, createItem, deleteItem, itemOfLine, putOn, takeOff } from './items.js';
import { requireDraft } from './lifecycle.js';
import {
  addLinesParams,
  lineListParams,
  removeLinesParams,
  updateLineParams,
  updateLinesParams,
} from './params.js';
import { type Held, holdInvoice, invoices, items, lines } from './store.js';
import { invoiceLines as table } from './table.js';

type Invoice = Stripe.Invoice;
type Change = Call<{ invoice_metadata?: Parameters<typeof merged>[1] }>;

const PATH = '/v1/invoices/:id';

/** Routes of the lines of an invoice. They change in a draft only. */
export const lineRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    path: `${PATH}/lines`,
    keys: ['secret'],
    params: lineListParams,
    handle: async (call) => {
      await invoices.find(call, call.id, 'id');
      return lines.list(call, eq(table.invoiceId, call.id));
    },
  }),
  route({
    method: 'POST',
    path: `${PATH}/lines/:subId`,
    keys: ['secret'],
    params: updateLineParams,
    handle: updateLine,
  }),
  route({
    method: 'POST',
    path: `${PATH}/add_lines`,
    keys: ['secret'],
    params: addLinesParams,
    handle: (call) => changeDraft(call, (held) => add(held, call.params.lines)),
  }),
  route({
    method: 'POST',
    path: `${PATH}/update_lines`,
    keys: ['secret'],
    params: updateLinesParams,
    handle: (call) => changeDraft(call, (held) => update(held, call.params.lines)),
  }),
  route({
    method: 'POST',
    path: `${PATH}/remove_lines`,
    keys: ['secret'],
    params: removeLinesParams,
    handle: (call) => changeDraft(call, (held) => remove(held, call.params.lines)),
  }),
];

async function changeDraft(call: Change, change: (held: Held) => Promise<void>): Promise<Invoice> {
  const held = await holdInvoice(call, call.id, 'id');
  requireDraft(held.invoice);
  await change(held);
  return recount(held, { metadata: merged(held.invoice.metadata ?? {}, call.params.invoice_metadata) });
}

async function add(
  { work, customer, invoice }: Held,
  added: v.InferOutput<typeof addLinesParams>['lines'],
): Promise<void> {
  for (const [index, { invoice_item: item, metadata, ...given }] of added.entries()) {
    const at = `lines[${index}]`;
    if (item) {
      const row = await items.lock(work, item, `${at}[invoice_item]`);
      if (row.invoiceId || row.customerId !== customer.id || row.body.currency !== invoice.currency) {
        throw invalidRequest(
          `Invoice item ${item} does not wait for an invoice of this customer in ${invoice.currency}.`,
          { param: `${at}[invoice_item]` },
        );
      }
      await putOn(work, invoice.id, [row]);
    } else {
      const start = {
        given,
        currency: invoice.currency,
        metadata: merged({}, metadata),
        invoice: invoice.id,
      };
      await createItem(work, customer, { ...start, at });
    }
  }
}

async function update(
  { work, invoice }: Held,
  changed: v.InferOutput<typeof updateLinesParams>['lines'],
): Promise<void> {
  for (const [index, { id, ...change }] of changed.entries()) {
    const at = `lines[${index}]`;
    await changeItem(work, await itemOfLine(work, invoice.id, id, `${at}[id]`), change, at);
  }
}

async function remove(
  { work, invoice }: Held,
  removed: v.InferOutput<typeof removeLinesParams>['lines'],
): Promise<void> {
  for (const [index, { behavior, id }] of removed.entries()) {
    const row = await itemOfLine(work, invoice.id, id, `lines[${index}][id]`);
    await (behavior === 'delete' ? deleteItem : takeOff)(work, row);
  }
}

async function updateLine(
  call: Call<v.InferOutput<typeof updateLineParams>>,
): Promise<Stripe.InvoiceLineItem> {
  const { expand: _, ...change } = call.params;
  const held = await holdInvoice(call, call.id, 'id');
  requireDraft(held.invoice);
  const row = await itemOfLine(held.work, call.id, call.subId, 'line_item');
  await changeItem(held.work, row, change);
  await recount(held);
  return (await lines.find(call, call.subId, 'line_item')).body;
}
