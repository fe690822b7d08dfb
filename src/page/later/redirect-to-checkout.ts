import { IntegrationError, PayframeError } from '../errors.js';
import { copyOptions } from '../input/options.js';
import { callAgent } from '../link/agent.js';
import { leave } from '../methods/redirect.js';
import type { Owner } from './owner.js';

/**
 * Leads the page to that of a Checkout Session. It resolves only where that fails.
 *
 * @throws IntegrationError for options that name no session of the server's.
 */
export async function redirectToCheckout(
  { context }: Owner,
  given: unknown,
): Promise<{ error?: PayframeError }> {
  const { sessionId, ...others } = copyOptions(given, 'options');
  const [other] = Object.keys(others);
  if (other || typeof sessionId !== 'string' || !/^cs_\w+$/.test(sessionId)) {
    throw new IntegrationError(
      `redirectToCheckout takes the id of a Checkout Session that your server has created: { sessionId: 'cs_…' }${other ? `, and no ${other}` : ''}.`,
      'invalid_option',
      other ?? 'sessionId',
    );
  }
  const { error, value } = await callAgent(
    context,
    'retrieve',
    { session: sessionId },
    undefined,
    'checkout.html',
  );
  if (error) return { error: new PayframeError(error) };
  await leave(value.url);
  return {};
}
