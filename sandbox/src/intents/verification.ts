import * as v from 'valibot';
import { BOUNCE_AFTER_SECONDS, BOUNCED, type DepositAnswer } from '../../../src/contract/microdeposits.js';
import {
  type AuthenticationRow,
  depositsIn,
  endAuthentication,
  findDeposits,
  sendDeposits,
  VERIFIED_WITHIN_SECONDS,
  type VerificationAnswer,
} from '../issuer/index.js';
import { type ApiError, invalidRequest } from '../kernel/errors.js';
import { integer, text } from '../kernel/http/params.js';
import type { Call } from '../kernel/http/route.js';
import type { JobType, Work } from '../kernel/scope.js';
import { type AttemptError, type Deposits, methods } from '../methods/index.js';
import { changeMandate } from '../resources/mandates/index.js';
import { changePaymentMethod, type PaymentMethodRow } from '../resources/payment-methods/index.js';
import { askedMethod, goOn, type Waits } from './authentication.js';
import type { Intent, IntentKind } from './kind.js';
import { secretParams } from './params.js';

/** The mandate of the payment or the set-up, and the place of the page on which the account is verified. */
interface Context {
  mandate: string | null;
  /** Properties of the payment method's details that are true only of this attempt. */
  forPayment: object;
  origin: string;
}

/**
 * Sends microdeposits to an account, and emits the event: the intent waits until its holder has told what they
 * read in the statement. The caller saves the returned intent.
 */
export async function awaitDeposits<One extends Intent>(
  work: Work,
  { object }: IntentKind<One>,
  intent: One,
  method: PaymentMethodRow,
  { type, bounces }: Deposits,
  { mandate, forPayment, origin }: Context,
): Promise<One> {
  const { id, action } = await sendDeposits(work, {
    intent: object,
    intentId: intent.id,
    paymentMethodId: method.id,
    forPayment: { ...forPayment, mandate },
    type,
    origin,
  });
  const after: One = { ...intent, next_action: { ...action }, status: 'requires_action' };
  work.outbox.emit(`${object}.requires_action`, after);
  work.outbox.later(endOf(object), id, bounces ? BOUNCE_AFTER_SECONDS : VERIFIED_WITHIN_SECONDS);
  return after;
}

/** Parameters of a verification: the code, or both amounts in cents. */
export const verificationParams = v.strictObject({
  ...secretParams,
  amounts: v.optional(v.array(integer())),
  descriptor_code: v.optional(text(50)),
});

type VerificationParams = v.InferOutput<typeof verificationParams>;

/**
 * Verifies an account by what its holder has read in the statement.
 *
 * @returns The intent, or the error for a wrong answer: it counts as a try, and the last one ends the attempt.
 * @throws ApiError 400 for an intent that does not wait for this, and for parameters that are no answer.
 */
export async function verifyMicrodeposits<One extends Intent>(
  call: Call<VerificationParams>,
  waits: Waits<One>,
): Promise<object | ApiError> {
  const { kind } = waits;
  const { body: before } = await kind.store.lock(call, call.id, 'intent');
  kind.checkSecret(call, before);
  const deposits = await findDeposits(call.db, depositsIn(before) ?? '');
  if (!deposits) throw notWaiting(kind, before, call);
  const answer = answerIn(call.params);
  const { intent, error } = await takeAnswer(call, waits, before, deposits, answer);
  if (!error) return kind.answerOf(intent, call.key);
  const { code, message } = error;
  const param = 'code' in answer ? 'descriptor_code' : 'amounts';
  return invalidRequest(message, { code, param, about: kind.about(intent, call.key) });
}

const notWaiting = <One extends Intent>(
  { name, unexpectedState }: IntentKind<One>,
  intent: One,
  { key }: Call,
) =>
  unexpectedState(
    `This ${name} does not wait for a verification with microdeposits: it has a status of ${intent.status}.`,
    intent,
    key,
  );

function answerIn({ amounts, descriptor_code: code }: VerificationParams): DepositAnswer {
  if (amounts && code) {
    throw invalidRequest('You may only specify one of these parameters: amounts, descriptor_code.', {
      code: 'parameters_exclusive',
      param: 'descriptor_code',
    });
  }
  if (code) return { code };
  if (!amounts) {
    throw invalidRequest('Missing required param: amounts or descriptor_code.', {
      code: 'parameter_missing',
      param: 'amounts',
    });
  }
  if (amounts.length === 2 && amounts.every((cents) => cents > 0)) return { amounts };
  throw invalidRequest('You must provide exactly two microdeposit amounts, in cents.', {
    code: 'payment_method_microdeposit_verification_amounts_invalid',
    param: 'amounts',
  });
}

/** Takes an answer that was given on the hosted page. */
export async function settleDeposits<One extends Intent>(
  work: Work,
  waits: Waits<One>,
  deposits: AuthenticationRow,
  answer: DepositAnswer,
): Promise<VerificationAnswer> {
  const { body: before } = await waits.kind.store.lock(work, deposits.intentId);
  if (depositsIn(before) !== deposits.id) return { end: 'withdrawn' };
  const { intent, error } = await takeAnswer(work, waits, before, deposits, answer);
  if (!error) return { end: 'verified' };
  const { message } = error;
  return { end: intent.status === 'requires_action' ? 'again' : 'failed', message };
}

/** An intent after an answer, and the error for a wrong one. */
interface Answered<One extends Intent> {
  intent: One;
  error?: AttemptError;
}

/** Takes an answer to the microdeposits of an intent, which has to be locked. */
async function takeAnswer<One extends Intent>(
  work: Work,
  waits: Waits<One>,
  before: One,
  deposits: AuthenticationRow,
  answer: DepositAnswer,
): Promise<Answered<One>> {
  if (isOver(work, deposits))
    return { intent: await giveUpDeposits(work, waits, before, deposits, TIMEOUT), error: TIMEOUT };
  const asked = await askedMethod(work, deposits);
  const result = methods.of(asked.type).verify?.(asked.details, answer);
  if (!result) throw new Error(`No account of the type ${asked.type} is verified by microdeposits.`);
  const method = await changePaymentMethod(work, asked, { details: result.details });
  if (result.end === 'again') return { intent: before, error: result.error };
  if (result.end === 'failed') {
    return { intent: await giveUpDeposits(work, waits, before, deposits, result.error), error: result.error };
  }
  await changeMandate(work, mandateOf(deposits), 'accepted');
  await endAuthentication(work, deposits.id, 'succeeded');
  const intent = await goOn(work, waits, before, method);
  await waits.kind.store.replace(work, intent.id, { body: intent });
  return { intent };
}

const mandateOf = ({ forPayment }: AuthenticationRow) =>
  (forPayment as { mandate?: string | null }).mandate ?? null;

const isOver = ({ now }: Work, { createdAt }: AuthenticationRow) =>
  now.getTime() >= createdAt.getTime() + VERIFIED_WITHIN_SECONDS * 1000;

/** Ends an attempt whose account can't be verified. */
async function giveUpDeposits<One extends Intent>(
  work: Work,
  { kind, fail }: Waits<One>,
  before: One,
  deposits: AuthenticationRow,
  error: AttemptError,
): Promise<One> {
  const method = await askedMethod(work, deposits);
  const intent = await fail(work, before, method, {
    error: { ...error, type: 'invalid_request_error' },
    passed: false,
  });
  await kind.store.replace(work, intent.id, { body: intent });
  await changeMandate(work, mandateOf(deposits), 'refused');
  await endAuthentication(work, deposits.id, 'failed');
  return intent;
}

const TIMEOUT: AttemptError = {
  code: 'payment_method_microdeposit_verification_timeout',
  message: 'The bank account was not verified with microdeposits within ten days.',
};

// The job's name: its definition needs the intents' own steps, which an attempt to pay comes before.
const endOf = (object: Intent['object']) => ({ name: `end_${object}_deposits` });

/** Creates the job that ends an attempt whose microdeposits have come back, or were not answered in time. */
export const depositsEnd = <One extends Intent>(waits: Waits<One>): JobType => ({
  ...endOf(waits.kind.object),
  async run(work, id) {
    const deposits = await findDeposits(work.db, id);
    if (!deposits) return;
    const { body: before } = await waits.kind.store.lock(work, deposits.intentId);
    if (depositsIn(before) !== id) return;
    await giveUpDeposits(work, waits, before, deposits, isOver(work, deposits) ? TIMEOUT : BOUNCED);
  },
});
