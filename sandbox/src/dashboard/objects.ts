import { API_VERSION } from '../kernel/api-version.js';
import { ApiError } from '../kernel/errors.js';
import type { Params } from '../kernel/http/form.js';
import { parseParams } from '../kernel/http/params.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Call, Route } from '../kernel/http/route.js';
import type { Finder } from '../kernel/listing.js';
import type { List } from '../kernel/store/list.js';
import { inTransaction } from '../kernel/transaction.js';
import { registry } from '../resources/registry.js';
import type { View } from './layout.js';
import { currentTimeZone } from './time-zone/current.js';

const PAGE_SIZE = 25;

/** Properties that name objects whose ids have no prefix of their own. */
const WITHOUT_PREFIX = ['schedule', 'product', 'price', 'coupon'];

const OWN: View = { mode: 'test' };

/** Reads and changes an account's objects through the API's own routes, as a secret key of the platform would. */
export interface Objects {
  list<Item>(path: string, view: View, page?: Place & ListOptions): Promise<List<Item>>;
  /** Reads a page of the objects that fit what a person looks for. */
  find(
    finder: Finder,
    path: string,
    view: View,
    asked: Readonly<Record<string, string>>,
    place: Place,
  ): Promise<List<never>>;
  /** Reads what there is one of. */
  read(path: string, view: View): Promise<object>;
  /** @throws ApiError 404 */
  retrieve(path: string, id: string, view: View): Promise<object>;
  /** Finds the object of an id, of whatever kind it is; `undefined` where there is none. */
  load(id: string, view: View): Promise<Loaded | undefined>;
  /**
   * Sends what a person asks for on a page to a route of the API, in test mode.
   *
   * @throws ApiError as the route does.
   */
  post(path: string, id: string, params: Params, options?: PostOptions): Promise<object>;
  /**
   * Deletes an object, in test mode.
   *
   * @throws ApiError as the route does.
   */
  remove(path: string, id: string, options?: Pick<PostOptions, 'view'>): Promise<void>;
}

/** An object of any kind. */
export type Loaded = Record<string, unknown> & { object: string };

/** Which page of a list: the one after an object, or the one before it, by its id. */
export interface Place {
  after?: string | undefined;
  before?: string | undefined;
  limit?: number;
}

interface ListOptions {
  where?: Params;
  /** Value of `:id` in the list's path, if it has one. */
  id?: string;
}

interface PostOptions {
  /** The host's origin, for the addresses in the answer. */
  origin?: string;
  /** Whose objects it is about; by default the platform's own. */
  view?: View;
  /** Looks at the result before anything is stored. */
  check?: Check | undefined;
}

/**
 * Looks at what a request has made, in its transaction.
 *
 * @param retrieve Reads an object as it is in the transaction.
 * @throws ApiError if nothing should be stored.
 */
export type Check = (made: object, retrieve: (path: string, id: string) => Promise<object>) => Promise<void>;

export function createObjects(platform: Platform, accountId: string): Objects {
  const routeOf = (path: string, method = 'GET') => {
    const found = registry.routes.find((route) => route.method === method && route.path === path);
    if (!found) throw new Error(`The API has no ${method} ${path}.`);
    return found;
  };

  function callOf<Params>(view: View, path: string, params: Params, id = ''): Call<Params> {
    const livemode = view.mode === 'live';
    return {
      db: platform.db,
      secrets: platform.secrets,
      keyring: platform.keyring,
      accountId: view.account ?? accountId,
      livemode,
      clock: null,
      now: new Date(),
      outbox: UNUSED,
      key: { ...OWNER, accountId, livemode },
      params,
      path,
      id,
      subId: '',
      headers: new Headers(),
      origin: '',
      clientIp: null,
      version: API_VERSION,
    };
  }

  async function retrieve(path: string, id: string, view: View, db = platform.db): Promise<object> {
    const route = routeOf(`${path}/:id`);
    return (await route.handle({ ...callOf(view, path, parseParams(route.params, {}), id), db })) as object;
  }

  async function change(
    { handle, params: schema, path }: Route,
    id: string,
    params: Params,
    { check, origin = '', view = OWN }: PostOptions = {},
  ): Promise<object> {
    const call = { ...callOf(view, path, parseParams(schema, params), id), origin };
    const work = { accountId: call.accountId, livemode: false, origin };
    const made = await inTransaction(platform, work, async (tx) => {
      const result = (await handle({ ...call, ...tx, origin })) as object;
      await check?.(result, (path, id) => retrieve(path, id, view, tx.db));
      return result;
    });
    // A refusal whose trace is stored is returned.
    if (made instanceof ApiError) throw made;
    return made;
  }

  const page = ({ after, before, limit = PAGE_SIZE }: Place) => ({
    limit,
    ...(after && { starting_after: after }),
    ...(before && { ending_before: before }),
  });

  return {
    async list(path, view, { where, id, ...place } = {}) {
      const route = routeOf(path);
      const { limit, ...rest } = page(place);
      const params = parseParams(route.params, { limit: `${limit}`, ...rest, ...where });
      return (await route.handle(callOf(view, path, params, id))) as never;
    },
    async read(path, view) {
      const route = routeOf(path);
      return (await route.handle(callOf(view, path, parseParams(route.params, {})))) as object;
    },
    retrieve: (path, id, view) => retrieve(path, id, view),
    async load(id, view) {
      for (const property of [undefined, ...WITHOUT_PREFIX]) {
        const object = await registry.loaderOf(id, property)?.(callOf(view, '', {}), id);
        if (object) return object as Loaded;
      }
      return undefined;
    },
    post: (path, id, params, options) => change(routeOf(path, 'POST'), id, params, options),
    async remove(path, id, options) {
      await change(routeOf(path, 'DELETE'), id, {}, options);
    },
    async find(finder, path, view, asked, place) {
      return (await finder.find(
        { ...callOf(view, path, page(place)), timeZone: currentTimeZone() },
        asked,
      )) as List<never>;
    },
  };
}

/** The key that the dashboard reads with: a person who sees the dashboard sees everything of the account. */
const OWNER: Omit<Call['key'], 'accountId' | 'livemode'> = {
  id: 'dashboard',
  kind: 'secret',
  last4: '',
  permissions: null,
  origins: null,
  ipRanges: null,
  expiresAt: null,
};

const refuse = () => {
  throw new Error('Reading changes nothing.');
};

const UNUSED: Call['outbox'] = {
  ahead: refuse,
  emit: refuse,
  later: refuse,
  deliver: refuse,
  of: refuse,
  at: refuse,
  about: refuse,
  part: refuse,
  reachesWall: refuse,
  flush: refuse,
};
