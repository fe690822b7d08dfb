import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode, ErrorType } from '../../../src/contract/errors.js';
import { redact } from './redact.js';

/** The body of every answer that is not a success, in the shape of the public API. */
export interface ErrorBody {
  error: {
    type: ErrorType;
    message: string;
    code?: ErrorCode;
    param?: string;
    decline_code?: string;
    doc_url?: string;
    charge?: string;
    payment_intent?: object;
    payment_method?: object;
    setup_intent?: object;
  };
}

interface Details {
  code?: ErrorCode;
  /** The parameter at fault, in bracket notation. */
  param?: string;
  declineCode?: string;
  /** Objects that the error is about, as the public API names them. */
  about?: Pick<ErrorBody['error'], 'charge' | 'payment_intent' | 'payment_method' | 'setup_intent'>;
  headers?: Record<string, string>;
}

/**
 * An error that the client sees. Text of a request that it repeats contains no card number and no key.
 *
 * When it is thrown, it undoes everything that was done. When a route returns it, it is the answer and the
 * changes stay: a declined payment leaves a trace.
 */
export class ApiError extends Error {
  readonly body: ErrorBody;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: ContentfulStatusCode,
    type: ErrorType,
    message: string,
    { code, param, declineCode, about, headers = {} }: Details = {},
  ) {
    super(redact(message));
    this.headers = headers;
    this.body = {
      error: {
        type,
        message: this.message,
        ...(code && { code }),
        ...(param && { param: redact(param) }),
        ...(declineCode && { decline_code: declineCode }),
        ...about,
      },
    };
  }
}

export const invalidRequest = (message: string, details?: Details, status: ContentfulStatusCode = 400) =>
  new ApiError(status, 'invalid_request_error', message, details);

/** Creates the error for a card that can't be used: 402, as the public API answers. */
export const cardError = (message: string, details: Details) =>
  new ApiError(402, 'card_error', message, details);

export const unauthenticated = (message: string, code?: ErrorCode) =>
  invalidRequest(
    message,
    { ...(code && { code }), headers: { 'WWW-Authenticate': 'Bearer realm="Payframe"' } },
    401,
  );

export const forbidden = (message: string, code?: ErrorCode) =>
  invalidRequest(message, code ? { code } : {}, 403);

export const unrecognizedUrl = (method: string, path: string) =>
  invalidRequest(`Unrecognized request URL (${method}: ${path}).`, {}, 404);

export const idempotencyError = (status: 400 | 409, message: string, code?: ErrorCode) =>
  new ApiError(status, 'idempotency_error', message, code ? { code } : {});

export const rateLimited = () =>
  invalidRequest(
    'Too many requests hit the API too quickly. We recommend an exponential backoff of your requests.',
    { code: 'rate_limit', headers: { 'Retry-After': '1' } },
    429,
  );

/** Creates the error for an object that another request holds for longer than this one can wait. */
export const lockTimeout = () =>
  invalidRequest(
    'This object cannot be accessed right now because another API request is currently accessing it. Try again.',
    { code: 'lock_timeout', headers: { 'Retry-After': '1' } },
    429,
  );

/**
 * Creates the error for a fault of ours. It says nothing of its cause, which is in the log under the same
 * request id.
 */
export const internalError = (requestId: string) =>
  new ApiError(
    500,
    'api_error',
    `An error occurred on our side while processing the request (${requestId}).`,
  );

/** Creates the error for a database that is being restarted, or cannot be reached. */
export const databaseUnavailable = () =>
  new ApiError(
    503,
    'api_error',
    'The database cannot be reached at the moment. Send the same request again, under the same idempotency key.',
    { code: 'database_unavailable', headers: { 'Retry-After': '2' } },
  );

export const liveModeUnavailable = () =>
  invalidRequest(
    'Live mode is not available: no upstream processor is configured to send live cards and payments to. Set ' +
      'PAYFRAME_UPSTREAM_URL and PAYFRAME_UPSTREAM_SECRET_KEY, or use your test mode keys.',
    { code: 'live_mode_unavailable' },
  );

/** An error for an id that names no object of the key. */
export class MissingError extends ApiError {
  constructor(
    readonly kind: string,
    readonly id: string,
    readonly param: string,
    existsIn?: 'live' | 'test',
  ) {
    const used = existsIn === 'live' ? 'test' : 'live';
    const hint = `; a similar object exists in ${existsIn} mode, but a ${used} mode key was used to make this request.`;
    super(404, 'invalid_request_error', `No such ${kind}: '${id}'${existsIn ? hint : ''}`, {
      code: 'resource_missing',
      param,
    });
  }
}

/**
 * Creates the error for an object that does not exist for this key. `existsIn` is the other mode, where an
 * object of this id was found.
 */
export const missing = (kind: string, id: string, param: string, existsIn?: 'live' | 'test'): MissingError =>
  new MissingError(kind, id, param, existsIn);
