import type Stripe from 'stripe';
import type * as v from 'valibot';
import { merged, sent } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { previousAttributes } from '../../kernel/previous-attributes.js';
import { type List, whereGiven } from '../../kernel/store/list.js';
import { pageOf } from '../../kernel/store/page.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { holdInvoice, invoices } from '../invoices/index.js';
import { issueNote, voidNote } from './issue.js';
import { creditNotes } from './notes.js';
import {
  bareParams,
  lineListParams,
  noteListParams,
  noteParams,
  previewLinesParams,
  updateParams,
} from './params.js';
import { readNote } from './read.js';
import { creditNotes as table } from './table.js';

type Note = Stripe.CreditNote;

const PATH = '/v1/credit_notes';

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: PATH,
    keys: ['secret'],
    params: noteParams,
    handle: async (call) => issueNote(await holdInvoice(call, call.params.invoice), call.params),
  }),
  route({
    method: 'GET',
    path: PATH,
    keys: ['secret'],
    params: noteListParams,
    handle: (call) =>
      creditNotes.list(
        call,
        whereGiven(table.customerId, call.params.customer),
        whereGiven(table.invoiceId, call.params.invoice),
      ),
  }),
  route({
    method: 'GET',
    path: `${PATH}/preview`,
    keys: ['secret'],
    params: noteParams,
    handle: async (call) => (await preview(call)).body,
  }),
  route({
    method: 'GET',
    path: `${PATH}/preview/lines`,
    keys: ['secret'],
    params: previewLinesParams,
    handle: async (call) => pageOf(call, 'credit_note_line_item', oldestFirst((await preview(call)).lines)),
  }),
  retrieveRoute(PATH, creditNotes, 'id'),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: updateParams,
    handle: update,
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/void`,
    keys: ['secret'],
    params: bareParams,
    handle: async (call) => {
      const { invoiceId } = await creditNotes.find(call, call.id, 'id');
      const held = await holdInvoice(call, invoiceId);
      return voidNote(held, await creditNotes.lock(call, call.id, 'id'));
    },
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id/lines`,
    keys: ['secret'],
    params: lineListParams,
    handle: listLines,
  }),
];

async function preview(call: Call<v.InferOutput<typeof noteParams>>) {
  const { body: invoice } = await invoices.find(call, call.params.invoice);
  return readNote(call, invoice, call.params);
}

async function update(call: Call<v.InferOutput<typeof updateParams>>): Promise<Note> {
  const { memo, metadata } = call.params;
  const { body: before } = await creditNotes.lock(call, call.id, 'id');
  const after: Note = { ...before, ...sent({ memo }), metadata: merged(before.metadata ?? {}, metadata) };
  await creditNotes.replace(call, after.id, { body: after });
  call.outbox.emit('credit_note.updated', after, previousAttributes(before, after));
  return after;
}

async function listLines(
  call: Call<v.InferOutput<typeof lineListParams>>,
): Promise<List<Stripe.CreditNoteLineItem>> {
  const { lines } = await creditNotes.find(call, call.id, 'id');
  return pageOf(call, 'credit_note_line_item', oldestFirst(lines));
}

/** The lines are shown in their own order, the first one first, where other lists begin with the newest. */
const oldestFirst = (lines: readonly Stripe.CreditNoteLineItem[]) => [...lines].reverse();
