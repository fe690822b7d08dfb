import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { KeyStore } from '../api-keys/index.js';
import { ApiError } from '../kernel/errors.js';
import { findConnected, requireConnected } from '../kernel/http/account.js';
import { refuseAccountNumbers } from '../kernel/http/account-numbers.js';
import { type Params, readForm } from '../kernel/http/form.js';
import type { Platform } from '../kernel/http/pipeline.js';
import type { RequestLog } from '../request-log/index.js';
import type { Audit } from './audit/audit.js';
import type { View } from './layout.js';
import type { Objects } from './objects.js';
import type { People } from './people/people.js';
import type { Person } from './people/roles.js';
import type { Sessions } from './session/sessions.js';
import type { Reader } from './time-zone/current.js';
import type { TwoFactor } from './two-factor/two-factor.js';

interface Variables extends Reader {
  requestId: string;
  person: Person;
  /** Whoever sends a form of the sign-in, as far as that is known. It opens no page. */
  claimed?: Claimed;
  /** Id of the object that a form has created, for the audit log. */
  createdId?: string;
}

/** A person, or somebody with an email that nobody has. */
export type Claimed = Pick<Person, 'email' | 'name'> & { id: string | null };

export type Env = { Bindings: HttpBindings; Variables: Variables };
export type Ctx = Context<Env>;
export type App = Hono<Env>;

/** What the pages of the dashboard are made from. */
export interface Dashboard {
  accountId: string;
  /** Answers a request to the API. */
  api(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  audit: Audit;
  keys: KeyStore;
  objects: Objects;
  people: People;
  platform: Platform & { requests: RequestLog };
  /** `undefined` without a password, where nobody signs in. */
  sessions: Sessions | undefined;
  twoFactor: TwoFactor;
}

/** Returns the mode that a page is asked for in, and who reads it. Keys, requests and settings are shown of the platform itself. */
export const viewOf = (c: Ctx): View => ({
  mode: c.req.query('mode') === 'live' ? 'live' : 'test',
  reader: c.get('person'),
});

/** Returns the address that a request came from. */
export const addressOf = (c: Ctx, { clientAddress }: Pick<Platform, 'clientAddress'>): string | null =>
  clientAddress({
    peer: c.env.incoming.socket.remoteAddress,
    forwardedFor: c.req.header('x-forwarded-for'),
  });

/** Tells whether a form was sent by HTTPS. The browser's own scheme counts, because a proxy in front may speak it for us. */
export const isSecure = (c: Ctx): boolean => c.req.header('origin')?.startsWith('https:') ?? false;

/**
 * Returns the objects that a page is asked for: the platform's own, or those of a connected account.
 *
 * @throws ApiError 403 for an account that is not connected to the platform.
 */
export async function objectsView(c: Ctx, { accountId, platform }: Dashboard): Promise<View> {
  const account = c.req.query('account');
  if (account === undefined) return viewOf(c);
  requireConnected(await findConnected(platform.db, accountId, account), account);
  return { ...viewOf(c), mode: 'test', account };
}

/**
 * Returns why a request was refused, for a page that asks again.
 *
 * @throws what is no refusal.
 */
export function whyRefused(error: unknown): string {
  if (error instanceof ApiError && error.status < 500) return error.message;
  throw error;
}

/** Reads a form whose values are stored in part. */
export async function readKept(c: Ctx): Promise<Params> {
  const form = await readForm(c.req.raw);
  refuseAccountNumbers(form);
  return form;
}
