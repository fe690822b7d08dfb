import {
  BRAND_NAMES,
  type CardBrand,
  type CardFunding,
  type CardNetwork,
  DISPLAY_BRANDS,
} from './card-brands.js';
import { behaviourOf, type TestCard } from './test-cards.js';

/**
 * All data that is kept of a card that was typed or named: the data that a receipt shows, and which test card
 * it is.
 */
export interface KeptCard {
  brand: CardBrand;
  /** Every network that can process the card, in the order in which the API lists them. */
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
  /** The `name` of the test card, which later decides how a payment with it goes. */
  testCard: string;
  /** Whether a security code was sent with the card. The code itself is not kept. */
  cvcProvided: boolean;
  /** The wallet that the card was chosen in, if it was. */
  wallet?: CardWallet | undefined;
  /** Whether the issuer has checked the card: at a payment, or when the card was saved. */
  checked?: boolean;
}

/** Wallets whose cards are cards to the API. */
export const CARD_WALLETS = ['apple_pay', 'google_pay'] as const;
export type CardWallet = (typeof CARD_WALLETS)[number];

/** Data that is typed together with a card's number. */
export interface TypedCard {
  expMonth: number;
  expYear: number;
  cvcProvided: boolean;
  preferredNetwork: string | null;
  wallet?: CardWallet | undefined;
}

/**
 * Returns the data that may be kept of a test card. A preferred network that the card does not have is
 * dropped, as the public API does.
 */
export const keepCard = (
  { name, number, brand, networks, funding, country }: TestCard,
  { preferredNetwork, ...typed }: TypedCard,
): KeptCard => ({
  brand,
  networks,
  preferredNetwork: networks.find((network) => network === preferredNetwork) ?? null,
  last4: number.slice(-4),
  funding,
  country,
  testCard: name,
  ...typed,
});

/**
 * Keeps a test card that was named instead of typed. It is valid for a year, and counts as sent with its
 * security code.
 */
export const keepNamedCard = (testCard: TestCard, now: Date): KeptCard =>
  keepCard(testCard, {
    expMonth: now.getUTCMonth() + 1,
    expYear: now.getUTCFullYear() + 1,
    cvcProvided: true,
    preferredNetwork: null,
  });

export type Check = 'fail' | 'pass' | 'unavailable' | 'unchecked';

export interface Checks {
  address_line1_check: Check | null;
  address_postal_code_check: Check | null;
  cvc_check: Check | null;
}

/** Parts of a billing address that an issuer checks. */
export interface CheckedAddress {
  line1: string | null;
  postal_code: string | null;
}

/**
 * Returns the issuer's verdict on the data that was typed beside the number: `unchecked` until the issuer is
 * asked, and `null` for data that was left out.
 */
export function checksOf(card: KeptCard, address: CheckedAddress): Checks {
  const { cvc = 'pass', postalCode = 'pass', line1 = 'pass' } = behaviourOf(card.testCard).checks ?? {};
  const answer = (given: unknown, answered: Check) =>
    given ? (card.checked ? answered : 'unchecked') : null;
  return {
    address_line1_check: answer(address.line1, line1),
    address_postal_code_check: answer(address.postal_code, postalCode),
    cvc_check: answer(card.cvcProvided, cvc),
  };
}

/** Returns `card` of a PaymentMethod, as a publishable key sees it. */
export const cardObject = (card: KeptCard, checks: Checks) => ({
  brand: card.brand,
  checks,
  country: card.country,
  display_brand: DISPLAY_BRANDS[card.preferredNetwork ?? card.networks[0] ?? card.brand],
  exp_month: card.expMonth,
  exp_year: card.expYear,
  funding: card.funding,
  generated_from: null,
  last4: card.last4,
  networks: { available: card.networks, preferred: card.preferredNetwork },
  regulated_status: 'unregulated' as const,
  three_d_secure_usage: { supported: behaviourOf(card.testCard).threeDSecure !== 'not_supported' },
  wallet: walletObject(card),
});

/** Returns `wallet` of a card, in which the wallet has an object of its own. */
export const walletObject = ({ wallet, last4 }: KeptCard) =>
  wallet ? { dynamic_last4: last4, [wallet]: {}, type: wallet } : null;

/** Names of wallets in tokens, where Google Pay has the name that it had first. */
const TOKENIZATION = { apple_pay: 'apple_pay', google_pay: 'android_pay' } as const;

/** Holder of a token's card. */
export interface Cardholder {
  name: string | null;
  address_line1: string | null;
  address_line2: string | null;
  address_city: string | null;
  address_state: string | null;
  address_zip: string | null;
  address_country: string | null;
  currency: string | null;
}

/** Returns `card` of a token, as a publishable key sees it. */
export const tokenCardObject = (id: string, card: KeptCard, { currency, ...cardholder }: Cardholder) => ({
  id,
  object: 'card' as const,
  ...cardholder,
  address_line1_check: cardholder.address_line1 && 'unchecked',
  address_zip_check: cardholder.address_zip && 'unchecked',
  brand: BRAND_NAMES[card.brand],
  country: card.country,
  ...(currency && { currency }),
  cvc_check: card.cvcProvided ? 'unchecked' : null,
  dynamic_last4: card.wallet ? card.last4 : null,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  funding: card.funding,
  last4: card.last4,
  metadata: {},
  networks: { preferred: card.preferredNetwork },
  regulated_status: 'unregulated' as const,
  tokenization_method: card.wallet ? TOKENIZATION[card.wallet] : null,
});
