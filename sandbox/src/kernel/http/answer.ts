import type { ApiError } from '../errors.js';

/** An answer of the API before it is sent: also what an idempotency key keeps. */
export interface Answer {
  status: number;
  /** JSON. */
  body: string;
  headers?: Record<string, string>;
}

export const success = (object: object): Answer => ({ status: 200, body: JSON.stringify(object) });

export const refusal = (error: ApiError): Answer => ({
  status: error.status,
  body: JSON.stringify(error.body),
  headers: error.headers,
});
