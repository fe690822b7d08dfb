import type { Scope } from '../kernel/scope.js';

/** One time that the issuer asks the cardholder: what the bank's page shows and decides. */
export interface Authentication extends Scope {
  id: string;
  /** Whom the money is for, as the cardholder knows it; nothing where the account has no name. */
  merchant: string | null;
  /** In the currency's smallest unit. Nothing where a card is saved and nothing is paid. */
  amount: number | null;
  currency: string | null;
  /** The type of the payment method as people call it: `card`. */
  noun: string;
  /** The digits or letters by which the holder knows the payment method. */
  paidWith: string;
  kind: 'payment_intent' | 'setup_intent';
  intentId: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** Where the person is led back to, outside of a frame. */
  returnUrl: string | null;
}

export type AuthenticationOutcome = 'succeeded' | 'failed';
