import type { KeptCard } from '../../../../src/contract/kept-card.js';

/** All data that is stored of a card. */
export interface StoredCard extends KeptCard {
  /**
   * Keyed hash: the same number has the same fingerprint within one account, and a different one in every
   * other account.
   */
  fingerprint: string;
}
