import type { JsonObject } from '../../wire/index.js';
import type { Answer } from './answer.js';
import { withReturnPage } from './return-page.js';

/** Details of the actions that a page can do, as far as an answer of the API that was filtered has them. */
interface ActionDetails {
  stripe_js?: string;
  source?: string;
  hosted_voucher_url?: string;
  url?: string;
}

/**
 * Adds what the page has to do next to the answer of a call about an intent: to show the page of the bank or of a voucher,
 * to go to a page where the customer acts, or to go to its `return_url`. It is an error if the bank's page has to be shown
 * in a cross-origin isolated page, where browsers show none; a voucher can be paid without its page.
 *
 * @param params The page's parameters. `acts`: the page does what the intent asks of the customer. `isolated`: it is
 * cross-origin isolated. `return_to`: the page that it goes to once nothing is asked of the customer.
 */
export function withNextStep(
  answer: Answer,
  { acts, isolated, client_secret, return_to }: JsonObject,
): Answer | Promise<Answer> {
  if ('error' in answer || !acts) return answer;
  const { value } = answer;
  const action = value.next_action as Record<string, ActionDetails> | null;
  const {
    stripe_js,
    source,
    hosted_voucher_url: url = stripe_js,
    url: leave,
  } = (value.status === 'requires_action' && action?.[`${action.type}`]) || {};
  if (leave) return { value, leave };
  if (!url) return withReturnPage(value, return_to);
  // Few pages are isolated. Without this file, the page gets the intent as it is.
  if (isolated)
    return import('./isolated-page.js').then(
      (page) => page.withoutDialog(value),
      () => answer,
    );
  return { value, challenge: { client_secret, url, source } as JsonObject };
}
