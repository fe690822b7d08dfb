import * as v from 'valibot';
import { type ApiError, invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { open, progressOf, withLinks } from './links.js';
import {
  bare,
  createParams,
  reportListParams,
  sessionListParams,
  submitParams,
  updateParams,
} from './params.js';
import { personOf } from './person.js';
import { beginRedaction } from './redact.js';
import { reports } from './report.js';
import { cancelSession, createSession, sessions, updateSession } from './sessions.js';
import { DOCUMENT_TYPES, type DocumentType } from './submission.js';
import { submit } from './submit.js';
import { verificationReports, verificationSessions } from './table.js';

const SESSIONS = '/v1/identity/verification_sessions';
const REPORTS = '/v1/identity/verification_reports';

const ofSession: RouteDefinition[] = [
  route({
    method: 'POST',
    path: SESSIONS,
    keys: ['secret'],
    params: createParams,
    isSealed: true,
    handle: async (call) => withLinks(call, await createSession(call)),
  }),
  route({
    method: 'GET',
    path: SESSIONS,
    keys: ['secret'],
    params: sessionListParams,
    handle: (call) =>
      sessions.list(
        call,
        whereGiven(verificationSessions.clientReferenceId, call.params.client_reference_id),
        whereGiven(verificationSessions.relatedCustomer, call.params.related_customer),
        whereGiven(verificationSessions.status, call.params.status),
      ),
  }),
  route({
    method: 'GET',
    path: `${SESSIONS}/:id`,
    keys: ['secret'],
    params: bare,
    handle: async (call) => withLinks(call, await sessions.find(call, call.id)),
  }),
  route({
    method: 'POST',
    path: `${SESSIONS}/:id`,
    keys: ['secret'],
    params: updateParams,
    isSealed: true,
    handle: async (call) => withLinks(call, await updateSession(call)),
  }),
  route({
    method: 'POST',
    path: `${SESSIONS}/:id/cancel`,
    keys: ['secret'],
    params: bare,
    handle: (call) => cancelSession(call, call.id),
  }),
  route({
    method: 'POST',
    path: `${SESSIONS}/:id/redact`,
    keys: ['secret'],
    params: bare,
    handle: (call) => beginRedaction(call, call.id),
  }),
];

const ofReport: RouteDefinition[] = [
  route({
    method: 'GET',
    path: REPORTS,
    keys: ['secret'],
    params: reportListParams,
    handle: (call) =>
      reports.list(
        call,
        whereGiven(verificationReports.clientReferenceId, call.params.client_reference_id),
        whereGiven(verificationReports.type, call.params.type),
        whereGiven(verificationReports.sessionId, call.params.verification_session),
      ),
  }),
  retrieveRoute(REPORTS, reports),
];

/** The requests of the frame that shows a session's page in a dialog. */
const ofDialog: RouteDefinition[] = [
  route({
    method: 'POST',
    path: `${SESSIONS}/:id/open`,
    keys: ['publishable'],
    params: v.strictObject({ ...common, client_secret: text() }),
    isSealed: true,
    handle: (call) => open(call, call.params.client_secret),
    live: onlyInTestMode,
  }),
  route({
    method: 'POST',
    path: `${SESSIONS}/:id/progress`,
    keys: ['publishable'],
    params: v.strictObject({ ...common, client_secret: text() }),
    onlyReads: true,
    handle: (call) => progressOf(call, call.params.client_secret),
    live: onlyInTestMode,
  }),
];

/** A route for tests, which takes the place of the person at the page. */
const submission: RouteDefinition = route({
  method: 'POST',
  path: '/v1/test_helpers/identity/verification_sessions/:id/submit',
  keys: ['secret'],
  params: submitParams,
  handle: submitFor,
  live: onlyInTestMode,
});

async function submitFor(call: Call<v.InferOutput<typeof submitParams>>): Promise<object> {
  const { outcome, verified_outputs: outputs } = call.params;
  if (outputs && outcome !== 'verified')
    throw invalidRequest('verified_outputs goes only with the outcome verified: nothing else is found out.', {
      param: 'verified_outputs',
    });
  const { body } = await sessions.find(call, call.id);
  const [documentType = DOCUMENT_TYPES[0]] = (body.options?.document?.allowed_types ?? []) as DocumentType[];
  return submit(call, call.id, { country: 'US', documentType, outcome, person: personOf(outputs) });
}

async function onlyInTestMode(): Promise<never> {
  throw notInLiveMode();
}

const notInLiveMode = (): ApiError =>
  invalidRequest(
    'This works only in test mode. In live mode, lead the person to the url of the VerificationSession, which is a page of your ' +
      'upstream processor.',
    { code: 'method_not_available' },
  );

export const routes: RouteDefinition[] = [...ofSession, ...ofReport, ...ofDialog, submission];
