import { describeKey } from '../../../src/keys/index.js';
import type { Database } from '../db/database.js';
import { invalidRequest, liveModeUnavailable, rateLimited, unauthenticated } from '../errors.js';
import type { ApiKey, Keyring } from '../keys/keyring.js';
import type { Secrets } from '../secrets.js';
import { type Answer, success } from './answer.js';
import { fromBrowser, refuseForeignPages } from './browser.js';
import { invalidKey, keyInBody, keyInHeader, plausibleKey } from './credentials.js';
import { type Params, parseForm, readForm } from './form.js';
import { once } from './idempotency.js';
import { parseParams } from './params.js';
import type { RateLimiter } from './rate-limit.js';
import type { Call, Route } from './route.js';

/** What the API stands on. */
export interface Platform {
  db: Database;
  secrets: Secrets;
  keyring: Keyring;
  allows: RateLimiter;
}

/** One request to a route, as the server received it. */
export interface Incoming {
  request: Request;
  path: string;
  id: string;
  requestId: string;
  clientIp: string | null;
  now: Date;
  /** Told who is asking as soon as that is known, for the log. */
  identified(key: ApiKey): void;
}

/**
 * Takes a request the whole way: who may call from where, whose key it is, what it asks for, and the answer.
 *
 * @throws ApiError at the first of these that is not in order.
 */
export async function answer(platform: Platform, route: Route, incoming: Incoming): Promise<Answer> {
  const { request } = incoming;
  const isBrowser = fromBrowser(request.headers);
  const headerKey = keyInHeader(request.headers.get('authorization'), isBrowser);
  refuseForeignPages(request.headers);
  const params = await paramsOf(route, request);
  const bodyKey = keyInBody(params.key, isBrowser);
  const key = await identify(platform, headerKey ?? bodyKey);
  incoming.identified(key);
  authorize(platform, route, key, incoming);
  const checked = parseParams(route.params, params);
  const call = { key, secrets: platform.secrets, params: checked, ...incoming };
  if (route.method === 'GET') return success(await route.handle({ ...call, db: platform.db }));
  return once(platform.db, platform.secrets, attemptOf(route, incoming, key, params), async (tx) =>
    success(await route.handle({ ...call, db: tx } satisfies Call)),
  );
}

function paramsOf(route: Route, request: Request): Params | Promise<Params> {
  const query = parseForm(new URL(request.url).search.slice(1));
  if (route.method === 'GET') return query;
  // An address ends up in logs and histories.
  if (Object.keys(query).length > 0) throw invalidRequest('The parameters of a POST belong in its body.');
  return readForm(request);
}

async function identify(platform: Platform, key: string | undefined): Promise<ApiKey> {
  const plausible = plausibleKey(key);
  const found = await platform.keyring.find(plausible);
  if (!found) throw invalidKey(describeKey(plausible));
  return found;
}

function authorize({ allows }: Platform, route: Route, key: ApiKey, { clientIp, now }: Incoming): void {
  if (!route.keys.includes(key.kind)) {
    throw unauthenticated(
      'This API call cannot be made with a publishable API key. Please use a secret API key.',
      'secret_key_required',
    );
  }
  if (route.method === 'GET') return;
  if (key.kind === 'publishable' && !allows(`${key.id} ${clientIp}`, now.getTime())) throw rateLimited();
  if (key.livemode) throw liveModeUnavailable();
}

const attemptOf = (
  route: Route,
  { request, path, requestId, now }: Incoming,
  key: ApiKey,
  params: Params,
) => ({
  key,
  idempotencyKey: request.headers.get('idempotency-key'),
  method: route.method,
  path,
  params,
  requestId,
  now,
});
