import type Stripe from 'stripe';
import type { CardNetwork } from '../../../../src/contract/card-brands.js';
import {
  type Cardholder,
  type Checks,
  checksOf,
  cardObject as publicCard,
  tokenCardObject,
  walletObject,
} from '../../../../src/contract/kept-card.js';
import type { BillingDetails } from '../billing-details.js';
import type { Held } from '../method.js';
import type { ThreeDSecure } from './issuer-answer.js';
import type { StoredCard } from './stored-card.js';

/** Returns a card as a payment method shows it. */
export const cardObject = ({ details: card, billingDetails }: Held<StoredCard>) => ({
  ...publicCard(card, checksOf(card, billingDetails.address)),
  fingerprint: card.fingerprint,
});

/** Returns billing details as a token and a source show them. */
export const cardholderOf = ({ address, name }: BillingDetails): Cardholder => ({
  name,
  address_line1: address.line1,
  address_line2: address.line2,
  address_city: address.city,
  address_state: address.state,
  address_zip: address.postal_code,
  address_country: address.country,
  currency: null,
});

/** Returns a card in its older form, as a source shows it. */
export function sourceObject({ details: card, billingDetails }: Held<StoredCard>): object {
  const { address } = billingDetails;
  const { id, object, metadata, ...shown } = tokenCardObject('', card, cardholderOf(billingDetails));
  const { address_postal_code_check, ...checks } = checksOf(card, address);
  return { ...shown, ...checks, address_zip_check: address_postal_code_check, fingerprint: card.fingerprint };
}

/** Returns a card's object without the property that identifies the card across payments. */
export function withoutFingerprint(object: object): object {
  const { fingerprint, ...rest } = object as { fingerprint?: unknown };
  return rest;
}

/** Returns the network that takes a card: the one that its holder chose, or the first one that it is on. */
export const networkOf = ({ brand, networks, preferredNetwork }: StoredCard): CardNetwork =>
  preferredNetwork ?? networks[0] ?? brand;

/** The result of an attempt to pay. */
interface Attempted {
  checks: Checks;
  threeDSecure: ThreeDSecure | null;
  approved: boolean;
}

/** Returns the card of an attempt as the charge shows it. */
export const chargeDetails = (
  card: StoredCard,
  amount: number,
  { checks, threeDSecure, approved }: Attempted,
): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: approved ? amount : null,
  authorization_code: null,
  brand: card.brand,
  checks,
  country: card.country,
  electronic_commerce_indicator: threeDSecure?.electronic_commerce_indicator ?? null,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  extended_authorization: { status: 'disabled' },
  fingerprint: card.fingerprint,
  funding: card.funding,
  incremental_authorization: { status: 'unavailable' },
  installments: null,
  last4: card.last4,
  mandate: null,
  multicapture: { status: 'unavailable' },
  network: networkOf(card),
  network_token: { used: false },
  network_transaction_id: null,
  overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
  regulated_status: 'unregulated',
  three_d_secure: threeDSecure,
  transaction_link_id: null,
  wallet: walletObject(card) as Stripe.Charge.PaymentMethodDetails.Card['wallet'],
});

/** Returns a card as a SetupAttempt shows it. */
export const setUpDetails = (
  { details: card, billingDetails }: Held<StoredCard>,
  threeDSecure: ThreeDSecure | null,
): Stripe.SetupAttempt.PaymentMethodDetails.Card => ({
  brand: card.brand,
  checks: checksOf(card, billingDetails.address),
  country: card.country,
  exp_month: card.expMonth,
  exp_year: card.expYear,
  fingerprint: card.fingerprint,
  funding: card.funding,
  last4: card.last4,
  network: networkOf(card),
  three_d_secure: threeDSecure,
  wallet: walletObject(card) as Stripe.SetupAttempt.PaymentMethodDetails.Card['wallet'],
});
