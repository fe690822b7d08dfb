import qs from 'qs';
import { invalidRequest } from '../../kernel/errors.js';
import { eventAbout } from '../../kernel/event-about.js';
import { hasExpired } from '../../kernel/http/caller.js';
import { originOf } from '../../kernel/http/origin.js';
import { Refused, runFixture, type Send } from '../../kernel/run-fixture.js';
import { registry } from '../../resources/registry.js';
import type { Ctx, Dashboard } from '../dashboard.js';

/** Time that a person waits for the event, in ms. Some come later: those that the bank answers. */
const PATIENCE_MS = 3000;

/**
 * Makes an event happen, with the requests that its resource defines for it.
 *
 * @returns Its id; `undefined` where it has not happened yet.
 * @throws ApiError 400 where that can't be done.
 */
export async function makeHappen(c: Ctx, dashboard: Dashboard, type: string): Promise<string | undefined> {
  const requests = registry.triggers.get(type);
  if (!requests) throw invalidRequest(`The event '${type}' can’t be triggered.`, { param: 'type' });
  const key = await usableKey(dashboard);
  const send = sender(c, dashboard, key);
  const answers = await runFixture(requests, { send }, {}, () => {}).catch(told);
  const sendAs = (account: string) => sender(c, dashboard, key, account);
  return (await eventAbout(answers, type, { send, sendAs }, { within: PATIENCE_MS }))?.id;
}

/** Says why a request of the fixture was refused. */
function told(error: Error): never {
  throw error.cause instanceof Refused ? invalidRequest(error.message) : error;
}

/** Returns a secret key of test mode that works from here. */
async function usableKey({ keys }: Dashboard): Promise<string> {
  const now = new Date();
  const usable = (await keys.list()).find(
    (key) => key.kind === 'secret' && !key.livemode && !hasExpired(key, now) && key.ipRanges === null,
  );
  if (usable?.plaintext) return usable.plaintext;
  throw invalidRequest(
    'A test event needs a secret test key that works from any address. Create one under Keys.',
  );
}

/** Sends requests to the API as a server with this key would, so that they are in the log too. */
const sender =
  (c: Ctx, { api }: Dashboard, key: string, account?: string): Send =>
  async (method, path, params = {}, version) => {
    const headers = {
      Authorization: `Bearer ${key}`,
      ...(account && { 'Stripe-Account': account }),
      ...(version && { 'Stripe-Version': version }),
    };
    const [query, body] = method === 'post' ? ['', bodyOf(params)] : [qs.stringify(params), undefined];
    const url = `${originOf(c.req.raw)}${path}${query && (path.includes('?') ? '&' : '?')}${query}`;
    const request = new Request(url, { method: method.toUpperCase(), headers, ...(body && { body }) });
    const answer = (await (await api(request, c.env)).json()) as Record<string, unknown>;
    const { error } = answer as { error?: { type: string; message: string } };
    if (error) throw new Refused(error.message, error);
    return answer;
  };

/** The part of a fixture that is uploaded. */
interface FixtureFile {
  name: string;
  data: string;
}

function bodyOf({ file, ...params }: { file?: FixtureFile }): URLSearchParams | FormData {
  const texts = new URLSearchParams(qs.stringify(params));
  if (!file) return texts;
  const form = new FormData();
  for (const [name, value] of texts) form.append(name, value);
  form.append('file', new Blob([Buffer.from(file.data, 'base64')]), file.name);
  return form;
}
