import type { ElementsSession, SessionCustomer } from '../../../../src/contract/elements-session.js';
import { type Occasion, sessionMethod } from '../../../../src/contract/offered-methods.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { type Method, obstaclesOf, offeredMethods } from '../../methods/index.js';
import { openSession, sessionCustomer } from '../customer-sessions/index.js';
import { type SessionParams, sessionParams } from './params.js';
import { atUpstream, inTables, type Source } from './source.js';
import { type Subject, subjectOf } from './subject.js';

/** The route that tells a Payment Element which methods it has. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/elements/sessions',
    keys: ['publishable'],
    params: sessionParams,
    onlyReads: true,
    handle: (call) => createElementsSession(call, inTables(call)),
    live: async (call, read, { wallets }) => {
      if (call.params.customer_session_client_secret) throw savedInTestModeOnly();
      const session = await createElementsSession(call, atUpstream(call, read));
      return wallets ? { ...session, wallets } : session;
    },
  }),
];

const savedInTestModeOnly = () =>
  invalidRequest('Customer sessions are not available in live mode: leave out the one of this page.', {
    code: 'live_mode_unavailable',
    param: 'customer_session_client_secret',
  });

async function createElementsSession(call: Call<SessionParams>, source: Source): Promise<ElementsSession> {
  const { occasion, customer, merchant, options, ...subject } = await subjectOf(call, source);
  const payee = await source.findPayee(merchant, merchantParam(call));
  const offered = offeredMethods(occasion);
  if (offered.length === 0) throw noneLeft(occasion);
  return {
    object: 'elements.session',
    livemode: call.livemode,
    ...subject,
    account: { name: payee?.business_profile?.name ?? null, country: payee?.country ?? 'US' },
    payment_methods: offered.map((method) => sessionMethod(method, occasion, options[method.type])),
    customer: await customerIn(call, offered, { customer, options }),
  };
}

/** Returns the customer whose session the page has, if it has one. */
async function customerIn(
  call: Call<SessionParams>,
  offered: Method[],
  { customer, options }: Pick<Subject, 'customer' | 'options'>,
): Promise<SessionCustomer | null> {
  const { customer_session_client_secret: secret } = call.params;
  if (!secret) return null;
  const session = await openSession(call, secret);
  if (customer !== undefined && customer !== session.customer.id) throw otherCustomer();
  return {
    ...(await sessionCustomer(
      call,
      session,
      offered.map(({ type }) => type),
    )),
    require_cvc_recollection: offered.some(({ type, provenBy }) => provenBy?.(options[type] ?? {})),
  };
}

const otherCustomer = () =>
  invalidRequest(
    'The customer session is of another customer than the intent, or the intent has none: create both for the same customer.',
    { code: 'customer_session_mismatch', param: 'customer_session_client_secret' },
  );

const noneLeft = (occasion: Occasion) =>
  invalidRequest(`No payment method is left for this Payment Element: ${obstaclesOf(occasion)}.`, {
    code: 'payment_method_types_empty',
  });

const merchantParam = ({ params: { deferred_intent: deferred } }: Call<SessionParams>) =>
  deferred ? 'deferred_intent[on_behalf_of]' : 'on_behalf_of';
