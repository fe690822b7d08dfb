import { type IntentObject, isLost, isRecord } from '../../wire/index.js';
import { authentication_failed, text_blik_expired } from '../language/locales/en.json';
import { learn, text } from '../language/texts.js';
import type { Answer } from './answer.js';
import { isPending, outcomeOf } from './outcome.js';

learn({ authentication_failed, text_blik_expired });

/** Longest time for the payer's answer, in ms: a page gives up on a call after a minute. */
const PATIENCE_MS = 50_000;
/** Pause between two questions to the host, in ms. */
const PAUSE_MS = 1_500;

/** Shows how many seconds a payer still has; without a number, that the wait is over. */
export type ShowWait = (secondsLeft?: number) => void;

/** Returns whether the payer has to confirm in their own app, so that no page leads there. */
const isInApp = (answer: Answer) =>
  isPending(answer) &&
  'value' in answer &&
  isRecord(answer.value.next_action) &&
  answer.value.next_action.type === 'blik_authorize';

/**
 * Waits until a payer has confirmed in their own app, and returns the intent as it is then, or why it was not paid. Answers
 * about any other intent come back at once.
 *
 * @param retrieve Asks the host for the intent.
 */
export async function awaitPayer(
  answer: Answer,
  retrieve: () => Promise<Answer>,
  show: ShowWait = () => {},
): Promise<Answer> {
  if (!isInApp(answer)) return answer;
  const end = performance.now() + PATIENCE_MS;
  let last = answer;
  while (isPending(last) && performance.now() < end) {
    show(Math.ceil((end - performance.now()) / 1_000));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const next = await retrieve();
    // A question that got lost is asked again.
    if (!('error' in next && isLost(next.error))) last = next;
  }
  show();
  if ('error' in last) return last;
  const outcome = outcomeOf(last, last.value.object as IntentObject);
  const late = isPending(last) && 'error' in outcome;
  return late ? { error: { ...outcome.error, message: text('text_blik_expired') } } : outcome;
}
