import type { Json, JsonObject, WireError } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { groupOption } from './session.js';

/**
 * Returns the error for an intent that is not the one which a group described before there was one.
 *
 * @param retrieve Reads the intent.
 */
export async function mismatch(
  group: JsonObject,
  retrieve: () => Promise<Answer>,
): Promise<WireError | undefined> {
  const answer = await retrieve();
  if ('error' in answer) return answer.error;
  const intent = answer.value;
  const isSetup = intent.object === 'setup_intent';
  if (group.mode === 'payment' && isSetup) return differs('mode', 'payment', 'setup');
  if (group.mode === 'setup' && !isSetup) return differs('mode', 'setup', 'payment');
  // The first intent of a subscription has the amount that the subscription says.
  if (group.mode !== 'payment') return undefined;
  const expected: [name: string, described: Json, actual: Json][] = [
    ['amount', group.amount ?? null, intent.amount ?? null],
    ['currency', `${group.currency}`.toLowerCase(), intent.currency ?? null],
    ['setup_future_usage', groupOption(group, 'setupFutureUsage'), intent.setup_future_usage ?? null],
    ['capture_method', captureOf(groupOption(group, 'captureMethod')), captureOf(intent.capture_method)],
  ];
  const wrong = expected.find(([, described, actual]) => described !== actual);
  return wrong && differs(...wrong);
}

/** Returns whether the amount is captured later. The two ways of an automatic capture are one to a payer. */
const captureOf = (method: Json | undefined) => (method === 'manual' ? 'manual' : 'automatic');

const differs = (param: string, described: Json, actual: Json): WireError => ({
  type: 'invalid_request_error',
  code: 'intent_mismatch',
  param,
  message: `${param} is ${JSON.stringify(described)} in elements(), and ${JSON.stringify(actual)} in the intent. Call elements.update() before elements.submit(), or create the intent with the same value.`,
});
