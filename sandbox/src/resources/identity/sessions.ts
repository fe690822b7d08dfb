import type Stripe from 'stripe';
import type * as v from 'valibot';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import { merged } from '../../kernel/http/params.js';
import type { Call } from '../../kernel/http/route.js';
import { webAddress } from '../../kernel/http/web-address.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { seconds } from '../../kernel/seconds.js';
import { type Documents, documents } from '../../kernel/store/documents.js';
import { findCustomer } from '../customers/index.js';
import type { createParams, updateParams } from './params.js';
import { verificationSessions as table } from './table.js';

type Session = Stripe.Identity.VerificationSession;

export type SessionRow = typeof table.$inferSelect;

export const sessions: Documents<typeof table> = documents(table, 'verification_session');

type Create = v.InferOutput<typeof createParams>;

/** Creates a session, which waits for its person. */
export async function createSession(call: Call<Create>): Promise<SessionRow> {
  const { params } = call;
  const type = typeIn(params);
  if (params.related_customer) await findCustomer(call, params.related_customer, 'related_customer');
  const body: Session = {
    id: newId('vs'),
    object: 'identity.verification_session',
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    created: seconds(call.now),
    last_error: null,
    last_verification_report: null,
    livemode: call.livemode,
    metadata: params.metadata,
    options: optionsFor(type, params.options),
    ...(params.provided_details && { provided_details: detailsOf(params.provided_details) }),
    redaction: null,
    related_customer: params.related_customer ?? null,
    related_customer_account: null,
    status: 'requires_input',
    type,
    url: null,
  };
  const returnUrl = params.return_url === undefined ? null : webAddress(params.return_url, 'return_url');
  await sessions.insert(call, {
    ...{ id: body.id, body, status: body.status, attempt: 0, submission: null, outputs: null },
    ...{ clientReferenceId: body.client_reference_id, relatedCustomer: body.related_customer, returnUrl },
  });
  call.outbox.emit('identity.verification_session.created', body);
  return sessions.find(call, body.id);
}

/** @throws ApiError 400 where it is missing, and for a part of the public API that this version does not have. */
function typeIn(params: Create): 'document' | 'id_number' {
  for (const param of ['related_customer_account', 'related_person', 'verification_flow'] as const) {
    if (params[param] === undefined) continue;
    throw invalidRequest(`This version of Payframe does not have ${param}. ${INSTEAD[param]}`, { param });
  }
  if (params.type) return params.type;
  throw invalidRequest('Missing required param: type.', { code: 'parameter_missing', param: 'type' });
}

const INSTEAD = {
  related_customer_account: 'Send related_customer.',
  related_person: 'Send the person’s data to /v1/accounts/:id/persons.',
  verification_flow: 'Send type and options.',
};

type Options = Create['options'];

/** @throws ApiError 400 for options of another type. */
function optionsFor(type: string, options: Options): Stripe.Identity.VerificationSession.Options {
  if (type === 'document')
    return { document: { ...options?.document } as Stripe.Identity.VerificationSession.Options.Document };
  if (!options?.document) return { id_number: {} };
  throw invalidRequest('options[document] is only for sessions of the type document.', {
    param: 'options[document]',
  });
}

const detailsOf = ({
  email,
  phone,
}: NonNullable<Create['provided_details']>): Stripe.Identity.VerificationSession.ProvidedDetails => ({
  ...(email !== undefined && { email }),
  ...(phone !== undefined && { phone }),
});

/** Changes what a session asks for, while it waits for its person. */
export async function updateSession(call: Call<v.InferOutput<typeof updateParams>>): Promise<SessionRow> {
  const { metadata, options, provided_details: details, type } = call.params;
  const row = await sessions.lock(call, call.id);
  const { body } = row;
  requireInput(body, 'updated');
  const after: Session = {
    ...body,
    metadata: merged(body.metadata, metadata),
    ...((options || type) && {
      options: optionsFor(type ?? body.type, options ?? keptOptions(body, type)),
      type: type ?? body.type,
    }),
    ...(details && { provided_details: { ...body.provided_details, ...detailsOf(details) } }),
  };
  return change(call, row, { body: after });
}

/** The options stay where only other things change. Those of another type do not fit. */
const keptOptions = ({ options, type }: Session, asked = type): Options =>
  asked === type && options?.document ? ({ document: options.document } as Options) : undefined;

/** Cancels a session for good. */
export async function cancelSession(work: Work, id: string): Promise<Session> {
  const row = await sessions.lock(work, id);
  requireInput(row.body, 'canceled');
  return cancel(work, row);
}

export async function cancel(work: Work, row: SessionRow): Promise<Session> {
  const { body } = await change(work, row, { body: { ...row.body, status: 'canceled' } });
  work.outbox.emit('identity.verification_session.canceled', body);
  return body;
}

/** Stores a change of a session, which has to be locked. */
export async function change(
  work: Work,
  row: SessionRow,
  changed: Partial<Pick<SessionRow, 'attempt' | 'body' | 'outputs' | 'submission'>>,
): Promise<SessionRow> {
  const after = { ...row, ...changed };
  await sessions.replace(work, row.id, { ...changed, body: after.body, status: after.body.status });
  return after;
}

/** @throws ApiError 400 for a session that does not wait for its person. */
export function requireInput({ id, redaction, status }: Session, done: string): void {
  if (redaction) throw wasRedacted(id);
  if (status === 'requires_input') return;
  throw invalidRequest(
    `VerificationSession ${id} can't be ${done}: its status is ${status}, and only one whose status is requires_input can be.`,
  );
}

export const wasRedacted = (id: string): ApiError =>
  invalidRequest(`VerificationSession ${id} was redacted, and can no longer be used.`);
