import type { MethodFlow } from '../../../src/contract/elements-session.js';
import type { Scope } from '../kernel/scope.js';

/** One question of a bank to the holder of a payment method: the facts that its page shows and decides on. */
export interface Authentication extends Scope {
  id: string;
  /** Name of the merchant, as the holder knows it; `null` where the account has no name. */
  merchant: string | null;
  /** Amount in the currency's smallest unit; `null` where a card is saved and nothing is paid. */
  amount: number | null;
  currency: string | null;
  /** How a holder of its type agrees to a payment. */
  flow: MethodFlow;
  /** The answers that the page takes, in the order of its buttons. */
  answers: readonly HolderAnswer[];
  /** The details of a voucher, by their names. */
  voucher: Readonly<Record<string, string>>;
  /** Type of the payment method, in everyday words: `card`. */
  noun: string;
  /** Digits or letters by which the holder knows the payment method. */
  paidWith: string;
  /** Keyed hash of the card, by which the bank knows its passkeys; `null` for what is no card. */
  cardFingerprint: string | null;
  /** Origin of the shop's page, where it is known. */
  payeeOrigin: string | null;
  kind: 'payment_intent' | 'setup_intent';
  intentId: string;
  intentStatus: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** Address that the person is led back to, outside of a frame. */
  returnUrl: string | null;
}

export type AuthenticationOutcome = 'succeeded' | 'failed';

/**
 * An answer of a holder: they agree, do not, or let the time pass. With `succeed_later` and `fail_later` they agree, and
 * their bank decides after a while.
 */
export type HolderAnswer = 'complete' | 'expire' | 'fail' | 'fail_later' | 'succeed_later';
