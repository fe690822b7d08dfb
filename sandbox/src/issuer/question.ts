import type { Scope } from '../kernel/scope.js';

/** One question of a bank to the holder of a payment method: the facts that its page shows and decides on. */
export interface Authentication extends Scope {
  id: string;
  /** Name of the merchant, as the holder knows it; `null` where the account has no name. */
  merchant: string | null;
  /** Amount in the currency's smallest unit; `null` where a card is saved and nothing is paid. */
  amount: number | null;
  currency: string | null;
  /**
   * Whether the holder agrees to the payment itself here, instead of proving that the payment method is theirs.
   */
  authorises: boolean;
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
