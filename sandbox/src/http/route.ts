import type * as v from 'valibot';
import type { Database } from '../db/database.js';
import type { ApiKey } from '../keys/keyring.js';
import type { Secrets } from '../secrets.js';

/** One endpoint of the API: everything about it that the pipeline, the documentation or a test wants to know. */
export interface Route<Params = unknown> {
  method: 'GET' | 'POST';
  /** With hono's names for what varies: `/v1/tokens/:id`. */
  path: string;
  /** Which kinds of key may call it. */
  keys: readonly ApiKey['kind'][];
  params: v.GenericSchema<unknown, Params>;
  /** Answers with the object, or throws an `ApiError`. A POST runs in one transaction. */
  handle(call: Call<Params>): Promise<object>;
}

/** A request that has been authenticated and checked. */
export interface Call<Params = unknown> {
  db: Database;
  key: ApiKey;
  secrets: Secrets;
  params: Params;
  /** What `:id` of the path was, where there is one. */
  id: string;
  clientIp: string | null;
  now: Date;
}

/** Infers the type of a route's parameters from its schema. */
export const route = <Params>(definition: Route<Params>): Route => definition as Route;
