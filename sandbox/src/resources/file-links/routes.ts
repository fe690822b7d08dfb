import { gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { invalidRequest, missing } from '../../kernel/errors.js';
import {
  clearable,
  common,
  flag,
  integer,
  merged,
  metadata,
  metadataChange,
  text,
} from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { newId } from '../../kernel/ids.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, list, listParams, whereGiven } from '../../kernel/store/list.js';
import { purposeOf } from '../files/index.js';
import { asOf, fileLinks } from './links.js';
import { fileLinks as table } from './table.js';

/** What files are uploaded for that links can lead to. Documents of identity never leave. */
const LINKED = [
  ...['business_icon', 'business_logo', 'customer_signature', 'dispute_evidence', 'pci_document'],
  'tax_document_user_upload',
];

const time = integer({ minimum: 1 });

const createParams = v.strictObject({
  expand: common.expand,
  expires_at: v.optional(time),
  file: text(),
  metadata,
});

const updateParams = v.strictObject({
  expand: common.expand,
  expires_at: v.optional(
    clearable(
      v.lazy(
        (value): v.GenericSchema<unknown, number | 'now'> => (value === 'now' ? v.literal('now') : time),
      ),
    ),
  ),
  metadata: metadataChange,
});

const linkListParams = v.strictObject({
  ...listParams,
  created: createdParam,
  expired: v.optional(flag),
  file: v.optional(text()),
});

/** Routes of links to files. Nothing is kept of what is in a file, so that a link has no address. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/file_links',
    keys: ['secret'],
    params: createParams,
    handle: createLink,
  }),
  route({
    method: 'GET',
    path: '/v1/file_links',
    keys: ['secret'],
    params: linkListParams,
    handle: listLinks,
  }),
  route({
    method: 'GET',
    path: '/v1/file_links/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: async (call) => asOf((await fileLinks.find(call, call.id)).body, call.now),
  }),
  route({
    method: 'POST',
    path: '/v1/file_links/:id',
    keys: ['secret'],
    params: updateParams,
    handle: updateLink,
  }),
];

async function createLink(call: Call<v.InferOutput<typeof createParams>>): Promise<Stripe.FileLink> {
  const { expires_at: end, file, metadata: pairs } = call.params;
  const purpose = await purposeOf(call, file);
  if (purpose === undefined) throw missing('file', file, 'file');
  if (!LINKED.includes(purpose)) {
    throw invalidRequest(`The file ${file} was uploaded as ${purpose}, and no link can lead to it.`, {
      param: 'file',
    });
  }
  const id = newId('link');
  const body: Stripe.FileLink = {
    id,
    object: 'file_link',
    created: seconds(call.now),
    expired: false,
    expires_at: endOf(call, end) ?? null,
    file,
    livemode: call.livemode,
    metadata: pairs,
    url: null,
  };
  await fileLinks.insert(call, { id, body, fileId: file, expiresAt: dateOf(body) });
  return body;
}

/** @throws ApiError 400 for an end that is over. */
function endOf<End extends number | null | undefined>({ now }: Call, end: End): End {
  if (!end || end > seconds(now)) return end;
  throw invalidRequest('expires_at has to be in the future. Send expires_at=now to let the link expire.', {
    param: 'expires_at',
  });
}

const dateOf = ({ expires_at: end }: Stripe.FileLink): Date | null =>
  end === null ? null : new Date(end * 1000);

async function updateLink(call: Call<v.InferOutput<typeof updateParams>>): Promise<Stripe.FileLink> {
  const { expires_at: end, metadata: change } = call.params;
  const before = asOf((await fileLinks.lock(call, call.id)).body, call.now);
  if (before.expired && end !== undefined) {
    throw invalidRequest(`The link ${before.id} has expired, and stays so. Create another one.`, {
      param: 'expires_at',
    });
  }
  const body: Stripe.FileLink = {
    ...before,
    ...(end !== undefined && { expires_at: end === 'now' ? seconds(call.now) : endOf(call, end) }),
    metadata: merged(before.metadata, change),
  };
  await fileLinks.replace(call, body.id, { body, expiresAt: dateOf(body) });
  return asOf(body, call.now);
}

function listLinks(call: Call<v.InferOutput<typeof linkListParams>>): Promise<List<Stripe.FileLink>> {
  const { expired, file } = call.params;
  const filters: (SQL | undefined)[] = [
    whereGiven(table.fileId, file),
    expired === undefined
      ? undefined
      : expired
        ? lte(table.expiresAt, call.now)
        : or(isNull(table.expiresAt), gt(table.expiresAt, call.now)),
  ];
  return list(call, table, 'file_link', filters, ({ body }) => asOf(body, call.now));
}
