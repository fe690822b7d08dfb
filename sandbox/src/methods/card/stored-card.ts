import type { CardBrand, CardFunding, CardNetwork } from '../../../../src/contract/test-cards.js';

/** All that is ever kept of a card: what a receipt shows, a keyed fingerprint, and how a test card behaves. */
export interface StoredCard {
  brand: CardBrand;
  /** Every network that can take the card, the international one first. */
  networks: CardNetwork[];
  /** The network that the cardholder chose on a co-branded card. */
  preferredNetwork: CardNetwork | null;
  last4: string;
  /** 1 to 12. */
  expMonth: number;
  /** Four digits. */
  expYear: number;
  funding: CardFunding;
  /** The issuer's country, ISO 3166-1 alpha-2. */
  country: string;
  /** The same number has the same fingerprint within one account, and another one in every other account. */
  fingerprint: string;
  /** The `name` of the test card that it is: what later decides how a payment with it goes. */
  testCard: string;
  /** Whether a security code came along; the code itself is gone by then. */
  cvcProvided: boolean;
  /** Whether the issuer was asked: by a payment, or as the card was saved. */
  checked?: boolean;
}
