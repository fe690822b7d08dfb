import * as v from 'valibot';
import { common, text } from '../../../../sandbox/src/kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../../../sandbox/src/kernel/http/route.js';
import { newId } from '../../../../sandbox/src/kernel/ids.js';
import { seconds } from '../../../../sandbox/src/kernel/seconds.js';
import { documents } from '../../../../sandbox/src/kernel/store/documents.js';
import { createdParam, listParams } from '../../../../sandbox/src/kernel/store/list.js';
import { findCustomer } from '../../../../sandbox/src/resources/customers/index.js';
import { type Note, notes as table } from './table.js';

export const notes = documents(table, 'note');

const createParams = v.strictObject({
  expand: common.expand,
  customer: text(),
  reply_to: v.optional(text()),
  text: text(500),
});

export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/notes',
    keys: ['secret'],
    params: createParams,
    handle: createNote,
  }),
  route({
    method: 'GET',
    path: '/v1/notes',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam }),
    handle: (call) => notes.list(call),
  }),
  route({
    method: 'GET',
    path: '/v1/notes/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => (await notes.find(call, call.id, 'id')).body,
  }),
];

async function createNote(call: Call<v.InferOutput<typeof createParams>>): Promise<Note> {
  const { customer, reply_to = null, text } = call.params;
  await findCustomer(call, customer);
  const body: Note = {
    id: newId('note'),
    object: 'note',
    created: seconds(call.now),
    customer,
    livemode: call.livemode,
    reply_to,
    text,
  };
  await notes.insert(call, { id: body.id, body });
  return body;
}
