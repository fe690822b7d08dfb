import type Stripe from 'stripe';
import * as v from 'valibot';
import {
  BLIK_CODE,
  type BlikAnswer,
  blikAnswersAfterSeconds,
  blikAnswerTo,
  blikError,
} from '../../../../src/contract/test-blik-codes.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { PaymentContext, PaymentResult } from '../attempt.js';
import type { BillingDetails } from '../billing-details.js';
import { disputeOfHolder } from '../disputed-holder.js';
import { AUTHORISED, unasked } from '../holder-answer.js';
import { defineMethod, type Held } from '../method.js';

/** All that is stored of a payer, who is known by a code that is good for one payment. */
interface Blik {
  /** How the bank answers to this attempt's code, which is not kept. */
  answer?: BlikAnswer;
}

const CODE = 'payment_method_options[blik][code]';
const code = v.pipe(v.string(), v.trim(), v.regex(BLIK_CODE, 'blik code'));

const CHARGED: Stripe.Charge.PaymentMethodDetails.Blik = { buyer_id: null };

export const blik = defineMethod<'blik', Blik, object>({
  type: 'blik',
  name: 'BLIK',
  noun: 'bank account',
  flow: 'code',
  currencies: ['pln'],
  countries: ['PL'],
  savedAs: null,
  params: v.optional(v.strictObject({}), {}),
  read: () => ({ details: {} }),
  options: {
    payment: { params: { code: v.optional(code) }, unset: {} },
    setUp: { params: {}, unset: {} },
    once: ['code'],
    fromBrowser: ['code'],
    inToken: ['code'],
  },
  forPayment: async (options) => {
    const { code: given } = options as { code?: string };
    return given ? { answer: blikAnswerTo(given) } : {};
  },
  object: () => ({}),
  forBrowser: (object) => object,
  describe: () => 'BLIK',
  named: () => undefined,
  pay,
  answer: ({ details: { answer = 'no_answer' } }) => blikError(answer),
  setUp: () => {
    throw new Error('BLIK is not saved.');
  },
  setUpDetails: () => ({}),
  balanceType: 'payment',
  dispute: (_, holder: BillingDetails) => disputeOfHolder(holder),
  refund: () => ({
    destination: {
      blik: { network_decline_code: null, reference: null, reference_status: null },
      type: 'blik',
    },
  }),
});

/** Sends the payer's bank a question, which they answer in its app. @throws ApiError 400 without a code */
function pay({ details: { answer } }: Held<Blik>, context: PaymentContext): PaymentResult {
  if (context.authenticated) return { end: 'paid', captured: true, outcome: AUTHORISED, details: CHARGED };
  if (context.offSession || context.errorOnAction) return { ...unasked('BLIK', context), details: CHARGED };
  if (!answer) {
    throw invalidRequest(`Missing required param: ${CODE}, the six digits of the customer's banking app.`, {
      code: 'parameter_missing',
      param: CODE,
    });
  }
  return {
    end: 'waits',
    action: () => ({ type: 'blik_authorize', blik_authorize: {} }),
    answersAfterSeconds: blikAnswersAfterSeconds(answer),
  };
}
