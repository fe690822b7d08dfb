import type { ElementsSession } from '../../../../src/contract/elements-session.js';
import { type Occasion, sessionMethod } from '../../../../src/contract/offered-methods.js';
import { invalidRequest } from '../../kernel/errors.js';
import { type Call, type RouteDefinition, route } from '../../kernel/http/route.js';
import { obstaclesOf, offeredMethods } from '../../methods/index.js';
import { loadAccount } from '../accounts/index.js';
import { type SessionParams, sessionParams } from './params.js';
import { subjectOf } from './subject.js';

/** The route that tells a Payment Element which methods it has. */
export const routes: RouteDefinition[] = [
  route({
    method: 'POST',
    path: '/v1/elements/sessions',
    keys: ['publishable'],
    params: sessionParams,
    handle: createElementsSession,
  }),
];

async function createElementsSession(call: Call<SessionParams>): Promise<ElementsSession> {
  const { occasion, ...subject } = await subjectOf(call);
  const offered = offeredMethods(occasion);
  if (offered.length === 0) throw noneLeft(occasion);
  return {
    object: 'elements.session',
    livemode: call.livemode,
    ...subject,
    account: await accountOf(call),
    payment_methods: offered.map((method) => sessionMethod(method, occasion)),
    customer: null,
  };
}

const noneLeft = (occasion: Occasion) =>
  invalidRequest(`No payment method is left for this Payment Element: ${obstaclesOf(occasion)}.`, {
    code: 'payment_method_types_empty',
  });

/** Returns the account that is paid, as its payers may know it. */
async function accountOf(call: Call): Promise<ElementsSession['account']> {
  const account = await loadAccount(call, call.accountId);
  return { name: account?.business_profile?.name ?? null, country: account?.country ?? 'US' };
}
