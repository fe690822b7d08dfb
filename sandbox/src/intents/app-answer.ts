import { endAuthentication, findPending, noteQuestion, placeOf } from '../issuer/index.js';
import type { JobType, Work } from '../kernel/scope.js';
import { methods, type PaymentResult } from '../methods/index.js';
import type { PaymentMethodRow } from '../resources/payment-methods/index.js';
import { askedMethod, type Waits } from './authentication.js';
import type { Intent, IntentKind } from './kind.js';

// The job's name: its definition needs the intents' own steps, which an attempt to pay comes before.
const APP_ANSWER = { name: 'answer_in_app' };

type Waiting = Extract<PaymentResult, { end: 'waits' }>;

/** The circumstances of a step that a holder takes elsewhere. */
interface Place {
  /** Properties of the payment method's details that are true only of this attempt. */
  forPayment: object;
  /** The platform's origin, which has the page that shows the step. */
  origin: string;
}

/** Lets a holder pay elsewhere, such as in the app of their bank, and emits the event. The caller saves the returned intent. */
export async function payElsewhere<One extends Intent>(
  work: Work,
  { object }: IntentKind<One>,
  intent: One,
  { id: paymentMethodId }: PaymentMethodRow,
  { action, answersAfterSeconds, details }: Waiting,
  { forPayment, origin }: Place,
): Promise<One> {
  const id = await noteQuestion(work, {
    intent: object,
    intentId: intent.id,
    paymentMethodId,
    forPayment: { ...forPayment, ...details },
    returnUrl: null,
  });
  const after: One = { ...intent, next_action: action(placeOf(origin, id)), status: 'requires_action' };
  work.outbox.emit(`${object}.requires_action`, after);
  work.outbox.later(APP_ANSWER, id, answersAfterSeconds);
  return after;
}

/** Creates the job that ends the wait for a holder who pays elsewhere. */
export const appAnswer = <One extends Intent>({ kind, goOn, fail }: Waits<One>): JobType => ({
  ...APP_ANSWER,
  async run(work, id) {
    const asked = await findPending(work, id);
    if (!asked) return;
    const { body: before } = await kind.store.lock(work, asked.intentId);
    // The intent may have been canceled, or confirmed again, before it was locked.
    if (!(await findPending(work, id))) return;
    const method = await askedMethod(work, asked);
    const refusal = methods.of(method.type).answer?.(method);
    const after = refusal
      ? await fail(work, before, method, { error: { ...refusal, type: 'card_error' }, passed: false })
      : await goOn(work, { ...before, next_action: null }, method);
    await kind.store.replace(work, after.id, { body: after });
    await endAuthentication(work, id, refusal ? 'failed' : 'succeeded');
  },
});
