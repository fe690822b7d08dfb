import { and, eq } from 'drizzle-orm';
import qs from 'qs';
import { checkClientSecret } from '../intents/index.js';
import type { Database } from '../kernel/db/database.js';
import { ApiError, forbidden, invalidRequest, liveModeUnavailable, missing } from '../kernel/errors.js';
import { fromBrowser } from '../kernel/http/browser.js';
import type { ApiKey } from '../kernel/http/caller.js';
import type { Params } from '../kernel/http/form.js';
import type { LiveMode } from '../kernel/http/pipeline.js';
import type { Call, Providers, Route } from '../kernel/http/route.js';
import { methods } from '../methods/index.js';
import { registry } from '../resources/registry.js';
import { publicView } from './public-view.js';
import { liveObjects } from './table.js';
import type { Upstream } from './upstream.js';

/** Parameters that the frames send only for us; the upstream does not get them. */
const OUR_OWN = new Set([
  'key',
  'client_secret',
  'use_stripe_sdk',
  'payment_user_agent',
  'referrer',
  'time_on_page',
]);

type Fields = Record<string, unknown>;

/** Creates live mode, whose requests go to the upstream, if one is configured. */
export const createLiveMode = (
  db: Database,
  upstream: Upstream | undefined,
  providers: Providers,
): LiveMode => ({
  answer: (route, call, params) => answer(upstream, providers, route, call, params),
  async has({ accountId }, id) {
    const mine = and(eq(liveObjects.id, id), eq(liveObjects.accountId, accountId));
    return (await db.$count(liveObjects, mine)) > 0;
  },
});

/**
 * Sends a live key's request to the upstream. A card passes through this process's memory and is written
 * nowhere. Only the id of a live object is stored.
 *
 * @param params As they arrived, after they were checked.
 * @throws ApiError with the upstream's refusal; 400 where none is configured, or for a test card.
 */
async function answer(
  upstream: Upstream | undefined,
  providers: Providers,
  route: Route,
  call: Call,
  params: Params,
): Promise<object> {
  if (!upstream) throw liveModeUnavailable();
  if (!registry.isLive(route.resource)) throw notInLiveMode(route.resource);
  if (call.accountId !== call.key.accountId) throw noConnectedAccounts();
  requireHttps(call);
  refuseTestData(params);
  refuseExpanding(call);
  if (route.live) {
    const read = (path: string) => upstream.send({ method: 'GET', path });
    return seenBy(call.key, await route.live(call, read, providers).catch(asSeenBy(call.key)));
  }
  const intent = isIntentForPage(route, call) ? await intentOfPage(upstream, call, params) : undefined;
  if (call.path.endsWith('/source_cancel')) {
    return shown(intent ?? (await readIntent(upstream, call)), call, params);
  }
  const object = await upstream
    .send(forwarded(route, call, params))
    .catch(inTestMode(call))
    .catch(asSeenBy(call.key));
  if (route.method !== 'GET') await remember(call, object);
  return shown(object, call, params);
}

/** Adds to the error for an object that the upstream lacks that this is a test object, if it is. */
const inTestMode =
  (call: Call) =>
  async (error: unknown): Promise<never> => {
    const isMissing = error instanceof ApiError && error.body.error.code === 'resource_missing';
    const found = isMissing && (await registry.loaderOf(call.id)?.({ ...call, livemode: false }, call.id));
    if (!found) throw error;
    throw missing((found as { object: string }).object, call.id, error.body.error.param ?? 'id', 'test');
  };

function forwarded(route: Route, call: Call, params: Params) {
  const kept = Object.fromEntries(Object.entries(params).filter(([name]) => !OUR_OWN.has(name)));
  const { version } = call;
  if (route.method !== 'POST') {
    const query = qs.stringify(kept);
    return { method: route.method, path: query ? `${call.path}?${query}` : call.path, version };
  }
  return {
    method: 'POST',
    path: call.path,
    // The bank's page leads back to the host, where the dialog of the page that asked waits for it.
    params: { ...kept, ...(asksForDialog(params) && { return_url: returnPage(call) }) },
    idempotencyKey: call.headers.get('idempotency-key'),
    version,
  };
}

const asksForDialog = (params: Params) => String(params.use_stripe_sdk).toLowerCase() === 'true';

const returnPage = ({ headers }: Call) => `https://${headers.get('host')}/frame/v1/authenticated.html`;

/** Returns the object as its caller may see it, with its next step in the form that our frames know. */
function shown(object: Fields, call: Call, params: Params): object {
  const live = inLiveMode(object) as Fields;
  return seenBy(call.key, asksForDialog(params) ? withDialog(live) : live);
}

const seenBy = <T extends object>({ kind }: ApiKey, object: T): T =>
  kind === 'publishable' ? (publicView(object) as T) : object;

/** Rethrows an error with its objects as the caller may see them. */
const asSeenBy =
  (key: ApiKey) =>
  (error: unknown): never => {
    if (error instanceof ApiError) error.body.error = seenBy(key, inLiveMode(error.body.error) as never);
    throw error;
  };

/** Marks objects as live. The upstream may itself be in test mode, but the caller asked with a live key. */
function inLiveMode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLiveMode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === 'livemode' ? true : inLiveMode(item)]),
  );
}

function withDialog(intent: Fields): Fields {
  const redirect = (intent.next_action as { redirect_to_url?: { url: string } } | null)?.redirect_to_url;
  if (!redirect) return intent;
  const use_stripe_sdk = { type: 'three_d_secure_redirect', source: intent.id, stripe_js: redirect.url };
  return { ...intent, next_action: { type: 'use_stripe_sdk', use_stripe_sdk } };
}

const isIntentForPage = (route: Route, { key }: Call) =>
  key.kind === 'publishable' && /^\/v1\/(payment|setup)_intents\/:id/.test(route.path);

const intentPath = ({ path, id }: Call) => `${path.split(`/${id}`)[0]}/${id}`;

const readIntent = (upstream: Upstream, call: Call): Promise<Fields> =>
  upstream.send({ method: 'GET', path: intentPath(call) });

/** Reads the intent that a page asks about. The page may read it if it has the client secret. */
async function intentOfPage(upstream: Upstream, call: Call, params: Params): Promise<Fields> {
  const kind = call.path.startsWith('/v1/payment_intents') ? 'payment_intent' : 'setup_intent';
  const intent = await readIntent(upstream, call);
  const given = call.headers.get('payframe-client-secret') ?? params.client_secret;
  checkClientSecret(intent as never, given === undefined ? undefined : `${given}`, call.key, kind);
  return intent;
}

/** Refuses a live card from a page without HTTPS, because anyone on the way could change such a page. */
function requireHttps({ headers }: Call): void {
  if (!fromBrowser(headers)) return;
  for (const name of ['origin', 'payframe-page-origin']) {
    const origin = headers.get(name);
    if (origin === null || origin.startsWith('https://')) continue;
    throw forbidden(
      `Live mode needs HTTPS, and this came from ${origin}. Serve the page and the frames over https://, or use a test mode key.`,
      'https_required',
    );
  }
}

function refuseTestData(params: Params): void {
  for (const value of Object.values(params)) {
    if (typeof value !== 'object' || value === null) continue;
    for (const { refusalInLiveMode } of methods.all) {
      const refusal = refusalInLiveMode?.(value);
      if (refusal) throw refusal;
    }
    refuseTestData(value as Params);
  }
}

/**
 * Refuses to expand what a key may not read: the upstream expands objects, and does not know our key's
 * permissions.
 */
function refuseExpanding({ key, params }: Call): void {
  const { expand = [] } = params as { expand?: string[] };
  const mayRead = key.kind === 'publishable' ? ['payment_method'] : [];
  if (key.kind === 'secret' || expand.every((path) => mayRead.includes(path))) return;
  throw invalidRequest(
    `A ${key.kind} key cannot expand that in live mode. Retrieve the objects by themselves, or use a secret key.`,
    { param: 'expand' },
  );
}

const notInLiveMode = (resource: string) =>
  invalidRequest(
    `The platform keeps no ${resource} of live mode: set them up at the upstream that live payments go to.`,
    { code: 'live_mode_unavailable' },
  );

const noConnectedAccounts = () =>
  invalidRequest('Live mode is for the platform’s own account: leave out the header Payframe-Account.', {
    code: 'live_mode_unavailable',
  });

/** Notes that an object of this id is live, so that the error for a test key can say so. */
async function remember({ db, accountId, now }: Call, { id }: Fields): Promise<void> {
  if (typeof id !== 'string') return;
  await db.insert(liveObjects).values({ id, accountId, createdAt: now }).onConflictDoNothing();
}
