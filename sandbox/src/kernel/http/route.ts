import type * as v from 'valibot';
import type { SessionWallets } from '../../../../src/contract/elements-session.js';
import type { ApiError } from '../errors.js';
import type { Work } from '../scope.js';
import type { Access, ApiKey } from './caller.js';
import type { Keyring } from './keyring.js';

/**
 * One endpoint of the API, with everything that the pipeline, the documentation or a test needs to know about
 * it.
 */
export interface Route<Params = unknown> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with hono's names for its variable parts: `/v1/tokens/:id`. */
  path: string;
  /** Resource that a key needs permission for: `read` for a GET, `write` otherwise. */
  resource: string;
  /** Kinds of key that may call it. A restricted key counts as a secret one, if it has permission. */
  keys: readonly ('publishable' | 'secret')[];
  params: v.GenericSchema<unknown, Params>;
  /**
   * Whether a platform calls it only for itself, as to connect an account or to pay one. With the header of a connected
   * account it is refused.
   */
  platformOnly?: true;
  /** Whether its body may have files in it. */
  takesFile?: true;
  /**
   * Whether a command asks for it again and again. Its answers are then left out of the logs, which would
   * hold little else; refusals are not.
   */
  isPolled?: true;
  /**
   * Whether the answer has a secret that is shown only once. What is kept of it, for a request that is repeated, can
   * be read only with the request's idempotency key.
   */
  isSealed?: true;
  /**
   * Whether a POST changes nothing, and has its parameters in the body only because they are secret. It needs no transaction
   * then, and every request is answered again.
   */
  onlyReads?: true;
  /**
   * Checks the owner of an object that a publishable key may read with its client secret. It refuses a caller
   * that may not see the object before any error tells something about its parameters. `handle` checks again,
   * in its transaction.
   */
  checkOwner?(call: Call<Record<string, unknown>>): Promise<void>;
  /**
   * Answers with the object. An `ApiError` that is thrown undoes all changes; one that is returned does not.
   * Every method except GET runs in one transaction, unless it only reads.
   */
  handle(call: Call<Params>): Promise<object | ApiError>;
  /**
   * Answers in live mode where the upstream has no such endpoint, from the objects that it has. All other requests are
   * sent to the upstream as they are.
   */
  live?(call: Call<Params>, read: ReadUpstream, providers: Providers): Promise<object>;
}

/** Reads an object of the upstream by its path, such as `/v1/payment_intents/pi_…`. */
export type ReadUpstream = (path: string) => Promise<object>;

/** Services of the host's own choice, which live mode uses beside its upstream. */
export interface Providers {
  /** Finds addresses that begin with a text, in a country if one is named. */
  findAddresses?(query: string, country: string | undefined): Promise<FoundAddress[]>;
  /** Opens a session of Apple Pay for the host's merchant, at the server of Apple's that a browser has named. */
  startApplePay?(validationUrl: string, shop: { domain: string; name: string }): Promise<object>;
  /** The wallets that the host takes, as its frames tell browsers. */
  wallets?: SessionWallets;
}

/** An address that a form may be filled in with, in the parts of the public API. */
export type FoundAddress = Record<'line1' | 'line2' | 'city' | 'state' | 'postal_code' | 'country', string>;

/** A request that has been authenticated and checked. */
export interface Call<Params = unknown> extends Work {
  key: ApiKey;
  keyring: Keyring;
  /** Version of the API that the request names, or the newest. */
  version: string;
  params: Params;
  path: string;
  /** Value of `:id` in the route's path, if it has one. */
  id: string;
  /** Value of `:subId`: the second object of a path such as `/v1/customers/:id/payment_methods/:subId`. */
  subId: string;
  headers: Headers;
  /** Origin of the platform itself, as the client reached it: `http://127.0.0.1:4242`. */
  origin: string;
  clientIp: string | null;
}

/** The part of a call by which objects are only read. A webhook has it too. */
export type Reader = Pick<Call, 'accountId' | 'db' | 'livemode' | 'now'> & {
  key: Pick<ApiKey, 'kind' | 'permissions'>;
};

/** A route as its resource defines it. By default it needs permission for that resource. */
export interface RouteDefinition<Params = unknown> extends Omit<Route<Params>, 'resource'> {
  resource?: string;
}

/** Returns the access that a key needs for a call of a route. */
export const accessOf = ({ method }: Pick<Route, 'method'>): Access => (method === 'GET' ? 'read' : 'write');

/** Infers the type of a route's parameters from its schema. */
export const route = <Params>(definition: RouteDefinition<Params>): RouteDefinition =>
  definition as RouteDefinition;
