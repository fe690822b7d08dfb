import type { JsonObject, WireError } from '../../wire/index.js';
import type { FieldErrorCode } from '../input/text-rule.js';
import { text } from '../language/texts.js';

/** The error of a field, in the person's language. */
export const fieldError = (code: FieldErrorCode): WireError => ({
  type: 'validation_error',
  code,
  message: text(code),
});

/** What a call for the page comes to. */
export type Answer = { value: JsonObject } | { error: WireError };

export const unreachable = (): { error: WireError } => ({
  error: { type: 'api_connection_error', message: text('api_unreachable') },
});

/** A call that another frame answers. */
export const notHere = (): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: 'This Element does not do what was asked of it.',
  },
});
