import type { KeptCard } from '../../../../src/contract/kept-card.js';

/** All that is stored of a card. */
export interface StoredCard extends KeptCard {
  /** Keyed: the same number has the same fingerprint within one account, and another one in every other account. */
  fingerprint: string;
}
