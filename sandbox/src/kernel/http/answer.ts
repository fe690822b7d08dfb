import { errorDocs } from '../../../../src/contract/errors.js';
import type { ApiError } from '../errors.js';

/** An answer of the API before it is sent. An idempotency key keeps it. */
export interface Answer {
  status: number;
  /** JSON. */
  body: string;
  headers?: Record<string, string>;
}

export const success = (object: object): Answer => ({ status: 200, body: JSON.stringify(object) });

/**
 * Returns the answer for an error, with the address of the page that explains it and says what to do.
 *
 * @param origin The host's origin, which has that page; `undefined` where the request named none.
 */
export function refusal({ status, body, headers }: ApiError, origin?: string): Answer {
  const { error } = body;
  const told = origin === undefined ? error : { ...error, doc_url: origin + errorDocs(error) };
  return { status, body: JSON.stringify({ error: told }), headers };
}
