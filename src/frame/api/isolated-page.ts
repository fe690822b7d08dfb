import type { JsonObject, WireError } from '../../wire/index.js';
import type { Answer } from './answer.js';

/**
 * Returns the error of an intent that waits for a dialog which its page cannot show: in a cross-origin isolated page, the
 * browser shows no page of a bank. An intent that has a `return_url` waits for a redirect instead. A voucher can be paid
 * without its dialog.
 */
export function withoutDialog(intent: JsonObject): Answer {
  const { type } = intent.next_action as { type?: string };
  return type === 'use_stripe_sdk' ? { error: notShown(intent) } : { value: intent };
}

const notShown = (intent: JsonObject): WireError => ({
  type: 'invalid_request_error',
  code: 'cross_origin_isolated',
  param: 'return_url',
  message:
    'The bank has a question, and no bank’s page can be shown on a page that is cross-origin isolated. ' +
    'Confirm with a return_url, so that the customer is led to the bank instead.',
  [`${intent.object}`]: intent,
});
