import { cardDecline, type DeclineCode } from '../../contract/declines.js';
import type { WireError } from '../../wire/index.js';

/** Error with which the in-memory API refuses a request. */
export class Refusal extends Error {
  constructor(readonly error: WireError) {
    super(error.message);
  }
}

export const invalidRequest = (message: string, details: Partial<WireError> = {}): Refusal =>
  new Refusal({ type: 'invalid_request_error', message, ...details });

export const cardError = (message: string, details: Partial<WireError>): Refusal =>
  new Refusal({ type: 'card_error', message, ...details });

/** Returns the error for a card that was refused. */
export const declineError = (code: DeclineCode): WireError => ({ type: 'card_error', ...cardDecline(code) });
