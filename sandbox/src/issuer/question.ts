import type { Scope } from '../kernel/scope.js';

/** One question of the issuer to the cardholder: the facts that the bank's page shows and decides on. */
export interface Authentication extends Scope {
  id: string;
  /** Name of the merchant, as the cardholder knows it; `null` where the account has no name. */
  merchant: string | null;
  /** Amount in the currency's smallest unit; `null` where a card is saved and nothing is paid. */
  amount: number | null;
  currency: string | null;
  /** Type of the payment method, in everyday words: `card`. */
  noun: string;
  /** Digits or letters by which the holder knows the payment method. */
  paidWith: string;
  kind: 'payment_intent' | 'setup_intent';
  intentId: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** Address that the person is led back to, outside of a frame. */
  returnUrl: string | null;
}

export type AuthenticationOutcome = 'succeeded' | 'failed';
