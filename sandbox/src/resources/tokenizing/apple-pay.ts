import * as v from 'valibot';
import { invalidRequest } from '../../kernel/errors.js';
import { common, text } from '../../kernel/http/params.js';

/** Longest payment data, in characters. Apple's have about 2,000. */
const LONGEST_DATA = 16_384;

/** The card of Apple Pay as Stripe's libraries send it: encrypted for the upstream, which is the only one that can read it. */
export const applePayParams = v.strictObject({
  ...common,
  pk_token: text(LONGEST_DATA),
  pk_token_instrument_name: v.optional(text()),
  pk_token_payment_network: v.optional(text()),
  pk_token_transaction_id: v.optional(text()),
});

/** The refusal of test mode, which can't read such a card. */
export const applePayIsLive = () =>
  invalidRequest(
    'Test mode takes no pk_token: only the upstream of live mode can read it. Pay with the simulated wallet, or send card[…].',
    { param: 'pk_token' },
  );
