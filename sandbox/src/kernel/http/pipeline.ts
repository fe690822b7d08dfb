import { describeKey } from '../../../../src/keys/index.js';
import type { Database } from '../db/database.js';
import { ApiError, invalidRequest, MissingError, missing, rateLimited } from '../errors.js';
import type { JobQueue } from '../jobs/queue.js';
import { createOutbox } from '../outbox.js';
import type { Objects } from '../registry.js';
import type { Scope } from '../scope.js';
import type { Secrets } from '../secrets.js';
import { scopeOf } from './account.js';
import { refuseAccountNumberIn, refuseAccountNumbers } from './account-numbers.js';
import { type Answer, refusal, success } from './answer.js';
import { authorize } from './authorize.js';
import { fromBrowser, refuseForeignPages } from './browser.js';
import type { ApiKey, Keyring } from './caller.js';
import { type ClientAddress, callerOf } from './client-address.js';
import { invalidKey, keyInBody, keyInHeader, plausibleKey } from './credentials.js';
import { expand } from './expand.js';
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
  /** From which address a request came. */
  clientAddress: ClientAddress;
  /** What a publishable key may make from one address. */
  allows: RateLimiter;
  /** How often an address may try a key that there is not. */
  allowsWrongKey: RateLimiter;
  jobs: JobQueue;
  objects: Objects;
  live: LiveMode;
}

/** What answers live keys. */
export interface LiveMode {
  /** @param params As they arrived, after they were checked. */
  answer(route: Route, call: Call, params: Params): Promise<object>;
  /** Whether the account has a live object of this id. */
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
  /** Told who is asking as soon as that is known, for the log. */
  identified(key: ApiKey, params: Params): void;
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
  const key = await identify(platform, headerKey ?? bodyKey, incoming);
  incoming.identified(key, params);
  authorize(route, key, { ...incoming, headers: request.headers });
  slowDown(platform, route, key, incoming);
  const scope = await scopeOf(platform.db, key, request.headers);
  const attempt = attemptOf(route, incoming, scope, params);
  const outbox = createOutbox(scope, incoming.now, attempt, platform.jobs);
  const { secrets } = platform;
  const asked = { ...incoming, ...scope, key, secrets, outbox, params, headers: request.headers };
  const checked = await checkedParams(route, { ...asked, db: platform.db });
  const call = { ...asked, params: checked };
  if (key.livemode) return success(await platform.live.answer(route, { ...call, db: platform.db }, params));
  if (route.method === 'GET')
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

/** Says of an object that is not there where it is, if the other mode has it. */
const inOtherMode =
  ({ live }: Platform, scope: Scope) =>
  async (error: unknown): Promise<never> => {
    if (!(error instanceof MissingError) || !(await live.has(scope, error.id))) throw error;
    throw missing(error.kind, error.id, error.param, 'live');
  };

/** What is asked for, as the route takes it. Whoever may not see the object is told nothing of the parameters' faults. */
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

async function handle({ objects }: Platform, route: Route, call: Call): Promise<Answer> {
  const result = await route.handle(call);
  if (result instanceof ApiError) return refusal(result, call.origin);
  return success(await expand(result, call.params as { expand?: string[] }, { call, objects }));
}

function paramsOf(route: Route, request: Request): Params | Promise<Params> {
  const query = parseForm(new URL(request.url).search.slice(1));
  if (route.method !== 'POST') return query;
  // An address ends up in logs and histories.
  if (Object.keys(query).length > 0) throw invalidRequest('The parameters of a POST belong in its body.');
  return readForm(request);
}

// Slows down whoever tries stolen cards with a publishable key.
function slowDown({ allows }: Platform, route: Route, key: ApiKey, { clientIp, now }: Incoming): void {
  if (route.method === 'GET' || key.kind !== 'publishable') return;
  if (!allows(`${key.id} ${callerOf(clientIp)}`, now.getTime())) throw rateLimited();
}

async function identify(platform: Platform, key: string | undefined, incoming: Incoming): Promise<ApiKey> {
  const { clientIp, now } = incoming;
  const plausible = plausibleKey(key);
  const found = await platform.keyring.find(plausible, now);
  if (found) return found;
  // Whoever guesses is slowed down; the address of a shop that has one wrong key is not shut out.
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
  method: route.method,
  path,
  origin,
  params,
  requestId,
  now,
});
