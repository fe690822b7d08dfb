import type { JsonObject } from '../../wire/index.js';
import type { Answer } from './answer.js';

/** The actions that a page can do, as far as an answer of the API that was filtered has them. */
interface NextAction {
  use_stripe_sdk?: { stripe_js?: string; source?: string };
  redirect_to_url?: { url?: string };
}

/**
 * Adds what the page has to do next to the answer of a call about an intent: to show the bank's page, or to go to a page
 * where the customer acts. It is an error if the bank's page has to be shown in a cross-origin isolated page, where browsers
 * show none.
 *
 * @param params The page's parameters. `acts`: the page does what the intent asks of the customer. `isolated`: it is
 * cross-origin isolated.
 */
export function withNextStep(
  answer: Answer,
  { acts, isolated, client_secret }: JsonObject,
): Answer | Promise<Answer> {
  if ('error' in answer || !acts || answer.value.status !== 'requires_action') return answer;
  const { value } = answer;
  const { use_stripe_sdk: sdk, redirect_to_url: page } = (value.next_action ?? {}) as NextAction;
  if (!sdk?.stripe_js) return { value, leave: page?.url };
  // Few pages are isolated. Without this file, the page gets the intent as it is.
  if (isolated)
    return import('./isolated-page.js').then(
      (page) => page.withoutDialog(value),
      () => answer,
    );
  return { value, challenge: { client_secret, url: sdk.stripe_js, source: sdk.source } as JsonObject };
}
