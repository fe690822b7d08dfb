import { type IntentObject, isRecord, type JsonObject, type WireError } from '../../wire/index.js';
import { text } from '../language/texts.js';
import type { Answer } from './answer.js';
import { readError } from './api.js';

/** Returns whether the intent still waits for the cardholder, or for the bank's result. */
export const isPending = (answer: Answer): boolean =>
  'value' in answer && answer.value.status === 'requires_action';

/**
 * Returns the result of an authentication from its intent: the intent itself, or the error that it needs
 * another payment method.
 */
export function outcomeOf(answer: Answer, object: IntentObject): Answer {
  if ('error' in answer) return answer;
  const { value: intent } = answer;
  if (!/^requires_(action|payment_method)$/.test(`${intent.status}`)) return answer;
  return { error: { ...reasonOf(intent, object), [object]: intent } };
}

function reasonOf(intent: JsonObject, object: IntentObject): WireError {
  const reason = object === 'payment_intent' ? intent.last_payment_error : intent.last_setup_error;
  const error = isRecord(reason) ? readError(reason) : undefined;
  const code = `${object}_authentication_failure` as const;
  if (error && error.code !== code) return error;
  return { type: 'invalid_request_error', ...error, code, message: text('authentication_failed') };
}
