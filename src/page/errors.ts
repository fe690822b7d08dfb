import type { WireError } from '../wire/index.js';
import type { PaymentMethod } from './types/api-objects.js';
import type { PaymentIntent, SetupIntent } from './types/intents.js';

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
  declare readonly type: PayframeErrorType;
  declare readonly code?: string;
  /** The option, parameter or field that is wrong. */
  declare readonly param?: string;
  declare readonly decline_code?: string;
  declare readonly doc_url?: string;
  /** The charge that failed. */
  declare readonly charge?: string;
  /** The intent as it is now; its `client_secret` goes on working. */
  declare readonly payment_intent?: PaymentIntent;
  declare readonly setup_intent?: SetupIntent;
  /** What was refused. */
  declare readonly payment_method?: PaymentMethod;
  /** How often a script was tried that could not be loaded. */
  declare readonly attempts?: number;
  /** Where that script should be. */
  declare readonly url?: string;
  /** What became of the last try. */
  declare readonly cause?: unknown;
  declare message: string;

  constructor({ message, ...fields }: WireError) {
    super();
    define(this, 'message', { value: message, enumerable: true });
    define(this, 'name', { value: 'PayframeError', writable: true });
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
