import type { JsonObject, NextStep, WireError } from '../../wire/index.js';
import { text } from '../language/texts.js';

/** Result of a call for the page, with what the page has to do next. */
export type Answer = ({ value: JsonObject } & NextStep) | { error: WireError };

export const unreachable = (): { error: WireError } => ({
  error: { type: 'api_connection_error', message: text('api_unreachable') },
});

/** Returns the error for a call that belongs to another frame. */
export const notHere = (): Answer => ({
  error: {
    type: 'invalid_request_error',
    code: 'method_not_available',
    message: 'This Element does not do what was asked of it.',
  },
});
