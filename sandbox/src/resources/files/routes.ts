import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { FILE_TYPES } from '../../kernel/http/form.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, type ListParams, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { files } from './files.js';
import { files as table } from './table.js';

/** What a file is uploaded for. */
const purpose = v.picklist([
  'account_requirement',
  'additional_verification',
  'business_icon',
  'business_logo',
  'customer_signature',
  'dispute_evidence',
  'identity_document',
  'pci_document',
  'tax_document_user_upload',
]);

const createParams = v.strictObject({
  expand: common.expand,
  file: v.strictObject({ filename: text(500), size: v.number(), type: v.nullable(v.picklist(FILE_TYPES)) }),
  purpose,
});

/** Routes of files, such as the photo of an identity document. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/files',
    keys: ['publishable', 'secret'],
    takesFile: true,
    params: createParams,
    handle: createFile,
  }),
  route({
    method: 'GET',
    path: '/v1/files',
    keys: ['secret'],
    params: v.strictObject({ ...listParams, created: createdParam, purpose: v.optional(purpose) }),
    handle: listFiles,
  }),
  retrieveRoute('/v1/files', files),
];

/** Notes that a file was uploaded. Its contents are gone when the request ends. */
async function createFile(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.File> {
  const { file, purpose: use } = call.params;
  if (file.type === null) {
    throw invalidRequest(`Invalid file: its contents have to be one of ${FILE_TYPES.join(', ')}.`, {
      param: 'file',
    });
  }
  const id = newId('file');
  const body: Stripe.File = {
    id,
    object: 'file',
    created: seconds(call.now),
    expires_at: null,
    filename: file.filename,
    links: null,
    purpose: use,
    size: file.size,
    title: null,
    type: file.type,
    url: null,
  };
  await files.insert(call, { id, body, purpose: use });
  call.outbox.emit('file.created', body);
  return body;
}

function listFiles(call: Call<ListParams & { purpose?: string | undefined }>): Promise<List<Stripe.File>> {
  return files.list(call, whereGiven(table.purpose, call.params.purpose));
}
