import { describeKey } from '../../../../src/keys/index.js';
import { API_VERSION, requireVersion, versionIn } from '../api-version.js';
import type { Database } from '../db/database.js';
import { ApiError, invalidRequest, MissingError, missing, rateLimited } from '../errors.js';
import type { JobQueue } from '../jobs/queue.js';
import { createOutbox } from '../outbox.js';
import type { Objects } from '../registry.js';
import type { Scope } from '../scope.js';
import type { Secrets } from '../secrets.js';
import type { Versions } from '../versions.js';
import { scopeOf } from './account.js';
import { refuseAccountNumberIn, refuseAccountNumbers } from './account-numbers.js';
import { type Answer, refusal, success } from './answer.js';
import { authorize } from './authorize.js';
import { fromBrowser, refuseForeignPages } from './browser.js';
import type { ApiKey } from './caller.js';
import { type ClientAddress, callerOf } from './client-address.js';
import { invalidKey, keyInBody, keyInHeader, plausibleKey } from './credentials.js';
import { expand } from './expand.js';
import { type Params, parseForm, readForm, readUpload } from './form.js';
import { once } from './idempotency.js';
import type { Keyring } from './keyring.js';
import { parseParams } from './params.js';
import type { RateLimiter } from './rate-limit.js';
import type { Call, Route } from './route.js';

/** The services that the API is built on. */
export interface Platform {
  db: Database;
  secrets: Secrets;
  keyring: Keyring;
  /** Returns the address that a request came from. */
  clientAddress: ClientAddress;
  /** Limits the objects that a publishable key creates from one address. */
  allows: RateLimiter;
  /** Limits the attempts of an address with keys that do not exist. */
  allowsWrongKey: RateLimiter;
  jobs: JobQueue;
  objects: Objects;
  versions: Versions;
  live: LiveMode;
}

/** The part of the platform that answers live keys. */
export interface LiveMode {
  /**
   * Answers a request.
   *
   * @param params As they arrived, after they were checked.
   */
  answer(route: Route, call: Call, params: Params): Promise<object>;
  /** Tells whether the account has a live object of this id. */
  has(scope: Pick<Scope, 'accountId'>, id: string): Promise<boolean>;
}

/** One request to a route, as the server received it. */
export interface Incoming {
  request: Request;
  path: string;
  id: string;
  subId: string;
  origin: string;
  requestId: string;
  clientIp: string | null;
  now: Date;
  /** Called with the key as soon as it is known, for the log. */
  identified(key: ApiKey, params: Params): void;
  /** Called with the connected account that a header names, once the key may act for it. */
  actsFor(connected: string): void;
}

/**
 * Handles a request from start to end: where it comes from, whose key it has, what it asks for, and the
 * answer.
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
  const key = await identify(platform, headerKey ?? bodyKey, incoming);
  incoming.identified(key, params);
  authorize(route, key, { ...incoming, headers: request.headers });
  slowDown(platform, route, key, incoming);
  const version = versionFor(key, request.headers);
  const scope = await scopeOf(platform.db, route, key, request.headers);
  if (scope.accountId !== key.accountId) incoming.actsFor(scope.accountId);
  const attempt = attemptOf(route, incoming, scope, params);
  const outbox = createOutbox(scope, incoming.now, attempt, platform.jobs);
  const { secrets, keyring } = platform;
  const caller = { key, keyring, secrets, outbox, headers: request.headers, version };
  const of = { ...incoming, ...scope, ...caller, clock: null };
  const asked = { ...of, params: platform.versions.params(version, `${route.method} ${route.path}`, params) };
  const checked = await checkedParams(route, { ...asked, db: platform.db });
  const call = { ...asked, params: checked };
  if (key.livemode) return success(await platform.live.answer(route, { ...call, db: platform.db }, params));
  if (route.method === 'GET' || route.onlyReads)
    return handle(platform, route, { ...call, db: platform.db }).catch(inOtherMode(platform, scope));
  let due = false;
  const answer = await once(platform.db, secrets, attempt, async (tx) => {
    const first = await handle(platform, route, { ...call, db: tx });
    due = await outbox.flush(tx);
    return first;
  }).catch(inOtherMode(platform, scope));
  if (due) platform.jobs.wake();
  return answer;
}

/**
 * Returns the version whose shapes the caller gets. The frames of a page know only the newest, whatever
 * version the page names.
 *
 * @throws ApiError 400 for a header that is no version.
 */
function versionFor({ kind }: ApiKey, headers: Headers): string {
  const version = requireVersion(versionIn(headers), 'Stripe-Version');
  return kind === 'publishable' ? API_VERSION : version;
}

/** Adds to the error for a missing object that the other mode has it, if it does. */
const inOtherMode =
  ({ live }: Platform, scope: Scope) =>
  async (error: unknown): Promise<never> => {
    if (!(error instanceof MissingError) || !(await live.has(scope, error.id))) throw error;
    throw missing(error.kind, error.id, error.param, 'live');
  };

/**
 * Returns the parameters as the route takes them. A caller that may not see the object learns of no faults in
 * its parameters.
 */
async function checkedParams(route: Route, call: Call<Params>): Promise<unknown> {
  try {
    refuseAccountNumberIn(call.headers.get('idempotency-key') ?? '', 'Idempotency-Key');
    refuseAccountNumbers(call.params);
    return parseParams(route.params, call.params);
  } catch (error) {
    if (!call.key.livemode) await route.checkOwner?.(call);
    throw error;
  }
}

async function handle(platform: Platform, route: Route, call: Call): Promise<Answer> {
  const { objects, versions } = platform;
  const result = await route.handle(call).catch(async (error: unknown) => {
    throw error instanceof ApiError ? await inVersion(versions, error, call) : error;
  });
  if (result instanceof ApiError) return refusal(await inVersion(versions, result, call), call.origin);
  const whole = await versions.include(call.version, result, call);
  const expanded = await expand(whole, call.params as { expand?: string[] }, { call, objects, versions });
  return success(await versions.answer(call.version, expanded, call));
}

/** Returns an error with its objects in the shapes of the caller's version. */
async function inVersion(versions: Versions, error: ApiError, call: Call): Promise<ApiError> {
  error.body.error = await versions.answer(call.version, error.body.error, call);
  return error;
}

function paramsOf(route: Route, request: Request): Params | Promise<Params> {
  const query = parseForm(new URL(request.url).search.slice(1));
  if (route.method !== 'POST') return query;
  // URLs end up in logs and histories.
  if (Object.keys(query).length > 0) throw invalidRequest('The parameters of a POST belong in its body.');
  return route.takesFile ? readUpload(request) : readForm(request);
}

// It slows down callers that test stolen cards with a publishable key.
function slowDown({ allows }: Platform, route: Route, key: ApiKey, { clientIp, now }: Incoming): void {
  if (route.method === 'GET' || key.kind !== 'publishable') return;
  if (!allows(`${key.id} ${callerOf(clientIp)}`, now.getTime())) throw rateLimited();
}

async function identify(platform: Platform, key: string | undefined, incoming: Incoming): Promise<ApiKey> {
  const { clientIp, now } = incoming;
  const plausible = plausibleKey(key);
  const found = await platform.keyring.find(plausible, now);
  if (found) return found;
  // It slows down callers that guess keys, but does not shut out the address of a shop that has one wrong
  // key.
  if (!platform.allowsWrongKey(callerOf(clientIp), now.getTime())) throw rateLimited();
  throw invalidKey(describeKey(plausible));
}

const attemptOf = (
  route: Route,
  { request, path, origin, requestId, now }: Incoming,
  scope: Scope,
  params: Params,
) => ({
  ...scope,
  idempotencyKey: request.headers.get('idempotency-key'),
  isSealed: route.isSealed === true,
  method: route.method,
  path,
  origin,
  params,
  requestId,
  now,
});
