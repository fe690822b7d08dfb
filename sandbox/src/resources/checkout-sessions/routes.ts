import type Stripe from 'stripe';
import * as v from 'valibot';
import type { PaymentPage } from '../../../../src/contract/checkout-view.js';
import { invalidRequest, missing } from '../../kernel/errors.js';
import { common } from '../../kernel/http/params.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type List, listParams, whereGiven } from '../../kernel/store/list.js';
import { retrieveRoute } from '../../kernel/store/retrieve-route.js';
import { findPaymentMethod } from '../payment-methods/index.js';
import { changeByPage, updateSession } from './change.js';
import { confirmSession } from './confirm.js';
import { createSession } from './create.js';
import { expireSession } from './expire.js';
import { linesPage } from './lines-page.js';
import { addressByPage, liveAddress, openByPage } from './open-page.js';
import { checkPageSecret } from './page-secret.js';
import { pageView } from './page-view.js';
import {
  completeParams,
  confirmParams,
  createParams,
  openParams,
  type PageChange,
  pageChangeParams,
  sessionListParams,
  updateParams,
} from './params.js';
import { sessionTotals } from './priced.js';
import { savedMethodsSecret } from './saved-methods.js';
import { checkSharing } from './sharing.js';
import { type Session, type SessionRow, sessions } from './store.js';
import { checkoutSessions as table } from './table.js';
import { completeByTest } from './test-helper.js';

const PATH = '/v1/checkout/sessions';

/** The endpoints of the page, whose address has the id of the session: nobody else knows it. */
const PAGE_PATH = '/v1/payment_pages';

const onlyInTestMode = async (): Promise<never> => {
  throw invalidRequest('In live mode, the page of a session is the processor’s.', {
    code: 'live_mode_unavailable',
  });
};

export const routes: RouteDefinition[] = [
  route({ method: 'POST', path: PATH, keys: ['secret'], params: createParams, handle: create }),
  route({ method: 'GET', path: PATH, keys: ['secret'], params: sessionListParams, handle: list }),
  retrieveRoute(PATH, sessions, 'session'),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    keys: ['secret'],
    params: updateParams,
    handle: updateSession,
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/expire`,
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: (call) => expireSession(call, call.id),
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id/line_items`,
    keys: ['secret'],
    params: v.strictObject(listParams),
    handle: listLines,
  }),
  route({
    method: 'POST',
    path: `/v1/test_helpers/checkout/sessions/:id/complete`,
    keys: ['secret'],
    params: completeParams,
    handle: completeByTest,
    live: onlyInTestMode,
  }),
  route({
    method: 'POST',
    path: `${PAGE_PATH}/:id`,
    keys: ['publishable'],
    params: pageChangeParams,
    handle: change,
    live: onlyInTestMode,
  }),
  route({
    method: 'POST',
    path: `${PAGE_PATH}/:id/init`,
    keys: ['publishable'],
    params: openParams,
    onlyReads: true,
    handle: openByPage,
    live: onlyInTestMode,
  }),
  route({
    method: 'POST',
    path: `${PAGE_PATH}/:id/url`,
    keys: ['publishable'],
    params: v.strictObject(common),
    onlyReads: true,
    handle: addressByPage,
    live: liveAddress,
  }),
  route({
    method: 'POST',
    path: `${PAGE_PATH}/:id/confirm`,
    keys: ['publishable'],
    params: confirmParams,
    handle: confirm,
    live: onlyInTestMode,
  }),
];

/** Changes a session by its page, and answers with the secret for its Payment Element where the page asks for one. */
async function change(call: Call<PageChange>): Promise<PaymentPage> {
  const row = await changeByPage(call);
  const { saved_payment_methods: wanted } = call.params;
  const secret = wanted && { customer_session_client_secret: await savedMethodsSecret(call, row, wanted) };
  return { ...(await pageView(call, row)), ...secret };
}

async function create(call: Call<v.InferOutput<typeof createParams>>): Promise<Session> {
  const session = await createSession(call, call.params);
  await checkSharing(call, session, call.params);
  return session;
}

function list(call: Call<v.InferOutput<typeof sessionListParams>>): Promise<List<Session>> {
  const {
    customer,
    customer_details: details,
    payment_intent,
    payment_link,
    status,
    subscription,
  } = call.params;
  return sessions.list(
    call,
    whereGiven(table.customerId, customer),
    whereGiven(table.email, details?.email),
    whereGiven(table.paymentIntentId, payment_intent),
    whereGiven(table.paymentLinkId, payment_link),
    whereGiven(table.status, status),
    whereGiven(table.subscriptionId, subscription),
  );
}

async function listLines(
  call: Call<v.InferOutput<v.StrictObjectSchema<typeof listParams, undefined>>>,
): Promise<List<Stripe.LineItem>> {
  return linesPage(call, await sessions.find(call, call.id, 'session'));
}

/** Lists the lines of a session, as the session shows them where that is asked for. */
export const linesOfSession = async (call: Call, id: string): Promise<List<Stripe.LineItem>> =>
  linesPage(
    { path: `${PATH}/${id}/line_items`, params: { limit: 10 } },
    await sessions.find(call, id, 'session'),
  );

/** Returns the discounts and taxes of a session one by one, as it shows them where that is asked for. */
export const breakdownOf = async (call: Call, id: string) =>
  sessionTotals(await sessions.find(call, id, 'session'))?.details.breakdown;

async function confirm(call: Call<v.InferOutput<typeof confirmParams>>): Promise<object> {
  const {
    client_secret: secret,
    confirmation_token,
    expected_amount: expectedAmount,
    payment_method,
    return_url,
    ...told
  } = call.params;
  const session = await sessions.find(call, call.id, 'session');
  checkPageSecret(session, secret);
  if (payment_method) await checkSaved(call, session, payment_method);
  const method = { confirmation_token, payment_method, return_url };
  const { asking, refusal, row } = await confirmSession(call, { expectedAmount, method, told });
  return refusal ?? pageView(call, row, asking);
}

/** @throws ApiError 404 for a payment method that the session's customer has not saved. */
async function checkSaved(call: Call, { body }: SessionRow, id: string): Promise<void> {
  const method = await findPaymentMethod(call, id);
  if (!body.customer || method.customerId !== body.customer)
    throw missing('payment_method', id, 'payment_method');
}
