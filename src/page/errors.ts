import type { ErrorCode, ErrorType } from '../contract/errors.js';
import type { WireError } from '../wire/index.js';
import type { PaymentMethod } from './objects/api-objects.js';
import type { PaymentIntent, SetupIntent } from './objects/intents.js';

export type { ErrorCode as PayframeErrorCode, ErrorType as PayframeErrorType };

/**
 * Error with the fields of the public API's error object. Results carry it as `error`. It is a real `Error`,
 * and its `message` is enumerable, so that a spread and `JSON.stringify` keep it.
 */
export class PayframeError extends Error {
  declare readonly type: ErrorType;
  /** In live mode, it may also be one that only the processor behind the host has. */
  declare readonly code?: ErrorCode | (string & {});
  /** The option, parameter or field that is wrong. */
  declare readonly param?: string;
  declare readonly decline_code?: string;
  /** The page of the host that explains the error and says what to do. It is missing while the host is unknown. */
  declare readonly doc_url?: string;
  /** The API's id of the request that failed: the host's request log has it. Only errors from the API have it. */
  declare readonly request_id?: string;
  /** True when the same call may succeed if it is made again. No intent is paid twice by it. */
  declare readonly retryable: boolean;
  /** The charge that failed. */
  declare readonly charge?: string;
  /** The intent as it is now. Its `client_secret` can still be used. */
  declare readonly payment_intent?: PaymentIntent;
  declare readonly setup_intent?: SetupIntent;
  /** The payment method that was refused. */
  declare readonly payment_method?: PaymentMethod;
  /** Number of tries in which the SDK could not load its script. */
  declare readonly attempts?: number;
  /** The URL of that script. */
  declare readonly url?: string;
  /** The error of the last try. */
  declare readonly cause?: unknown;
  declare message: string;

  static {
    PayframeError.prototype.name = 'PayframeError';
  }

  constructor(error: WireError) {
    super();
    const { type, code } = error;
    // `message` is assigned, because what `Error` makes of an argument is not enumerable.
    Object.assign(
      this,
      explaining && { doc_url: `${explaining}/docs/errors.html#${code ?? type}` },
      { retryable: /^api_(?!.*blocked)|^rate_|lock_timeout/.test(`${type} ${code}`) },
      error,
    );
  }
}

/** The host whose documentation explains errors. */
let explaining: string | undefined;

export function explainErrorsAt(host: string): void {
  explaining = host;
}

/** Error for a mistake in how the SDK is used. It is thrown, or is the reason of a rejected promise. */
export class IntegrationError extends PayframeError {
  static {
    IntegrationError.prototype.name = 'IntegrationError';
  }

  constructor(message: string, code: ErrorCode, param?: string) {
    super({ type: 'invalid_request_error', message, code, ...(param && { param }) });
  }
}
