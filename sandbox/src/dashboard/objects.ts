import { API_VERSION } from '../kernel/api-version.js';
import { parseParams } from '../kernel/http/params.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { Call } from '../kernel/http/route.js';
import { type List, list } from '../kernel/store/list.js';
import { type RequestLog, type RequestRow, requests } from '../request-log/index.js';
import { registry } from '../resources/registry.js';
import type { Mode } from './layout.js';

const PAGE_SIZE = 25;

/** Reads an account's objects through the API's own routes, as a secret key of a mode would. */
export interface Objects {
  list<Item>(path: string, mode: Mode, after?: string): Promise<List<Item>>;
  /** @throws ApiError 404 */
  retrieve(path: string, id: string, mode: Mode): Promise<object>;
  requests(mode: Mode, after?: string): Promise<List<RequestRow>>;
}

export function createObjects(platform: Platform & { requests: RequestLog }, accountId: string): Objects {
  const routeOf = (path: string) => {
    const found = registry.routes.find((route) => route.method === 'GET' && route.path === path);
    if (!found) throw new Error(`The API has no GET ${path}.`);
    return found;
  };

  function callOf<Params>(mode: Mode, path: string, params: Params, id = ''): Call<Params> {
    const livemode = mode === 'live';
    return {
      db: platform.db,
      secrets: platform.secrets,
      keyring: platform.keyring,
      accountId,
      livemode,
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

  const page = (after?: string) => ({ limit: `${PAGE_SIZE}`, ...(after && { starting_after: after }) });

  return {
    async list(path, mode, after) {
      const route = routeOf(path);
      return (await route.handle(callOf(mode, path, parseParams(route.params, page(after))))) as never;
    },
    async retrieve(path, id, mode) {
      const route = routeOf(`${path}/:id`);
      return (await route.handle(callOf(mode, path, parseParams(route.params, {}), id))) as object;
    },
    async requests(mode, after) {
      await platform.requests.flush();
      const params = { limit: PAGE_SIZE, ...(after && { starting_after: after }) };
      return list(callOf(mode, '/dashboard/requests', params), requests, 'request', [], (row) => row);
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
  emit: refuse,
  later: refuse,
  deliver: refuse,
  of: refuse,
  flush: refuse,
};
