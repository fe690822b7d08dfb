import { isRecord } from '../../wire/index.js';
import type { Answer } from './answer.js';

/**
 * Answers with an error if an intent waits for a dialog that its page cannot show: in a cross-origin isolated page, the
 * browser shows no page of a bank. An intent that has a `return_url` waits for a redirect instead.
 */
export function withoutDialog(answer: Answer): Answer {
  if ('error' in answer) return answer;
  const { object, next_action } = answer.value;
  if (!isRecord(next_action) || !next_action.use_stripe_sdk) return answer;
  return {
    error: {
      type: 'invalid_request_error',
      code: 'cross_origin_isolated',
      param: 'return_url',
      message:
        'The bank has a question, and no bank’s page can be shown on a page that is cross-origin isolated. ' +
        'Confirm with a return_url, so that the customer is led to the bank instead.',
      [`${object}`]: answer.value,
    },
  };
}
