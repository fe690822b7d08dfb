import type { WireError } from '../wire/index.js';

export type PayframeErrorType =
  | 'api_connection_error'
  | 'api_error'
  | 'authentication_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'rate_limit_error'
  | 'validation_error';

/**
 * What went wrong, with the fields of the public API's error object. Results carry it as `error`; it is a real `Error`,
 * and its `message` is enumerable, so that it survives a spread and `JSON.stringify`.
 */
export class PayframeError extends Error {
  readonly type: PayframeErrorType;
  readonly code?: string;
  /** The option, parameter or field that is wrong. */
  readonly param?: string;
  readonly decline_code?: string;
  readonly doc_url?: string;
  declare message: string;

  constructor({ message, ...fields }: WireError) {
    super();
    define(this, 'message', { value: message, enumerable: true });
    define(this, 'name', { value: 'PayframeError', writable: true });
    this.type = fields.type as PayframeErrorType;
    Object.assign(this, fields);
  }
}

/** The SDK was used in a way that can never work: thrown, or the reason of a rejected promise. */
export class IntegrationError extends PayframeError {
  constructor(message: string, code: string, param?: string) {
    super({ type: 'invalid_request_error', message, code, ...(param && { param }) });
    this.name = 'IntegrationError';
  }
}

/** Without a prototype, which a page's script may have given a `get`. */
const define = (error: Error, name: string, property: PropertyDescriptor) =>
  Object.defineProperty(error, name, Object.assign(Object.create(null), property));
