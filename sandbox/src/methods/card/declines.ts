import { cardDecline, type DeclineCode } from '../../../../src/contract/declines.js';
import { type ApiError, cardError } from '../../kernel/errors.js';

/** Returns the error for a card that was refused. */
export function declineError(decline: DeclineCode): ApiError {
  const { code, decline_code, message, param } = cardDecline(decline);
  return cardError(message, {
    code,
    ...(decline_code && { declineCode: decline_code }),
    ...(param && { param }),
  });
}
