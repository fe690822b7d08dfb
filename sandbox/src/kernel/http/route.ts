import type * as v from 'valibot';
import type { ApiError } from '../errors.js';
import type { Work } from '../scope.js';
import type { ApiKey } from './caller.js';

/** One endpoint of the API: everything about it that the pipeline, the documentation or a test wants to know. */
export interface Route<Params = unknown> {
  method: 'GET' | 'POST' | 'DELETE';
  /** With hono's names for what varies: `/v1/tokens/:id`. */
  path: string;
  /** What a key needs permission for: to read it with a GET, to write it otherwise. */
  resource: string;
  /** Which kinds of key may call it; a restricted key where a secret one may, if it has permission. */
  keys: readonly ('publishable' | 'secret')[];
  params: v.GenericSchema<unknown, Params>;
  /**
   * Of an object that a publishable key may read with its client secret: refuses whoever may not see it, before anything is
   * said of parameters that are wrong. `handle` checks it again, in its transaction.
   */
  checkOwner?(call: Call<Record<string, unknown>>): Promise<void>;
  /**
   * Answers with the object. An `ApiError` that is thrown undoes what was done, one that is returned does not. All but a
   * GET runs in one transaction.
   */
  handle(call: Call<Params>): Promise<object | ApiError>;
}

/** A request that has been authenticated and checked. */
export interface Call<Params = unknown> extends Work {
  key: ApiKey;
  params: Params;
  path: string;
  /** What `:id` of the route's path was, where there is one. */
  id: string;
  /** What `:subId` was: the second object of a path such as `/v1/customers/:id/payment_methods/:subId`. */
  subId: string;
  headers: Headers;
  /** Of the platform itself, as the client reached it: `http://127.0.0.1:4242`. */
  origin: string;
  clientIp: string | null;
}

/** A route as its resource defines it: what it takes permission for is the resource's own, unless it says so. */
export interface RouteDefinition<Params = unknown> extends Omit<Route<Params>, 'resource'> {
  resource?: string;
}

/** Infers the type of a route's parameters from its schema. */
export const route = <Params>(definition: RouteDefinition<Params>): RouteDefinition =>
  definition as RouteDefinition;
