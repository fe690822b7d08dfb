import type { DeclineCode } from '../../contract/declines.js';
import { EXCEEDED, isExhausted } from '../../contract/microdeposits.js';
import { BLIK_CODE, type BlikAnswer, blikAnswerTo } from '../../contract/test-blik-codes.js';
import { type Behaviour, behaviourOf } from '../../contract/test-cards.js';
import { recordOf } from '../../frame/api/intent-requests.js';
import type { JsonObject } from '../../wire/index.js';
import type { BankAccount } from './bank-accounts.js';
import { objectOf } from './intents.js';
import { flowOf, type Source } from './payment-methods.js';
import { invalidRequest } from './refusals.js';

/**
 * How an attempt goes on: the holder is asked on a page of the bank or in its app, or reads a statement; or the issuer
 * declines. `undefined` where it agrees.
 */
export type Verdict =
  | { asks: 'page' }
  | { asks: 'app'; answer: BlikAnswer }
  | { asks: 'statement' }
  | { decline: DeclineCode }
  | undefined;

const CHALLENGED = /^(always|required|unless_set_up|already_set_up)$/;

/**
 * Returns how an attempt begins.
 *
 * @param options `payment_method_options[<type>]` of the intent, together with those of this attempt.
 * @throws Refusal where an option is missing or wrong.
 */
export function firstVerdict(intent: JsonObject, source: Source, options: JsonObject): Verdict {
  if (/redirect|voucher/.test(flowOf(source))) return { asks: 'page' };
  if (flowOf(source) === 'code') return { asks: 'app', answer: answerTo(options.code) };
  if ('bank' in source) return needsDeposits(source.bank, options) ? { asks: 'statement' } : undefined;
  const { threeDSecure = '', risk } = behaviourOfCard(source);
  if (CHALLENGED.test(threeDSecure) || risk === 'adaptive_3ds') return { asks: 'page' };
  if (threeDSecure === 'required_error') return { decline: 'generic_decline' };
  return lastVerdict(intent, source);
}

/** Returns how an attempt ends whose holder was not asked, or has agreed. */
export function lastVerdict(
  intent: JsonObject,
  source: Source,
): Extract<Verdict, { decline: unknown }> | undefined {
  const { decline, declineAfterAttaching, risk = '' } = behaviourOfCard(source);
  const pays = objectOf(intent) === 'payment_intent';
  if (pays && /^(blocked|highest)$/.test(risk)) return { decline: 'fraudulent' };
  const refusal = decline ?? (pays ? declineAfterAttaching : undefined);
  // A code that was not sent can't be wrong.
  const hasCvc = 'card' in source && source.card.cvcProvided;
  return refusal && (refusal !== 'incorrect_cvc' || hasCvc) ? { decline: refusal } : undefined;
}

const behaviourOfCard = (source: Source): Behaviour =>
  'card' in source ? behaviourOf(source.card.testCard) : {};

const CODE = 'payment_method_options[blik][code]';

function answerTo(code: unknown): BlikAnswer {
  if (!code) {
    throw invalidRequest(`Missing required param: ${CODE}, the six digits of the customer's banking app.`, {
      code: 'parameter_missing',
      param: CODE,
    });
  }
  if (BLIK_CODE.test(`${code}`)) return blikAnswerTo(`${code}`);
  throw invalidRequest(`Invalid value for ${CODE}`, { param: CODE });
}

/** Tells whether an account has to be verified by microdeposits first. @throws Refusal where that is not possible */
function needsDeposits(
  { verified, wrong }: BankAccount,
  { verification_method: way = 'automatic' }: JsonObject,
): boolean {
  if (verified || way === 'skip') return false;
  if (way === 'instant') {
    throw invalidRequest(
      'This intent verifies bank accounts instantly: use an account that its holder has chosen at their bank, with ' +
        'us_bank_account[financial_connections_account], in place of its numbers.',
      { code: 'bank_account_unverified', param: 'payment_method' },
    );
  }
  if (isExhausted(wrong)) throw invalidRequest(EXCEEDED.message, { code: EXCEEDED.code });
  return true;
}

/** Returns the options of an intent for a type, together with those of an attempt. */
export const optionsFor = (type: unknown, intent: JsonObject, params: JsonObject): JsonObject => ({
  ...recordOf(recordOf(intent.payment_method_options)[`${type}`]),
  ...recordOf(recordOf(params.payment_method_options)[`${type}`]),
});
