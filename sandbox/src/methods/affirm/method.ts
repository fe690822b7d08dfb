import type Stripe from 'stripe';
import * as v from 'valibot';
import { text } from '../../kernel/http/params.js';
import { defineRedirectMethod, reference } from '../redirect.js';

// Not verified: the public page names no limits.
const LIMITS = { minimum: 5_000, maximum: 3_000_000 };

export const affirm = defineRedirectMethod({
  type: 'affirm',
  name: 'Affirm',
  noun: 'pay later account',
  countries: { usd: ['US'], cad: ['CA'] },
  amounts: { usd: LIMITS, cad: LIMITS },
  capturesLater: true,
  savedAs: null,
  options: { preferred_locale: v.optional(text(30)) },
  charged: () => ({ transaction_id: reference() }) satisfies Stripe.Charge.PaymentMethodDetails.Affirm,
  disputes: true,
  refundedTo: { affirm: {}, type: 'affirm' },
});
