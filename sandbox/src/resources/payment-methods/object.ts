import type { PaymentMethod as BrowserPaymentMethod } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { CardNetwork } from '../../../../src/contract/card-brands.js';
import { behaviourOf } from '../../../../src/contract/test-cards.js';
import type { NewRow } from '../../kernel/db/statement.js';
import { SERVER, type Viewer } from '../../kernel/http/caller.js';
import { seconds } from '../../kernel/seconds.js';
import { checksOf } from '../../methods/card/checks.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import type { StoredAccount } from '../../methods/sepa-debit/stored-account.js';
import type { BillingDetails } from './billing-details.js';
import type { paymentMethods } from './table.js';

export type PaymentMethodRow = NewRow<typeof paymentMethods>;

export type PaymentMethodObject = BrowserPaymentMethod & Stripe.PaymentMethod;
type PaymentMethodCard = NonNullable<BrowserPaymentMethod['card']> & Stripe.PaymentMethod.Card;
type SepaDebit = NonNullable<BrowserPaymentMethod['sepa_debit']> & Stripe.PaymentMethod.SepaDebit;

export function paymentMethodObject(row: PaymentMethodRow, viewer = SERVER): PaymentMethodObject {
  return {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: row.allowRedisplay,
    billing_details: row.billingDetails,
    ...(row.card && { card: paymentMethodCard(row.card, row.billingDetails, viewer) }),
    created: seconds(row.createdAt),
    customer: row.customerId,
    customer_account: null,
    livemode: row.livemode,
    metadata: row.metadata,
    ...(row.bankAccount && { sepa_debit: sepaDebit(row.bankAccount, viewer) }),
    type: row.card ? 'card' : 'sepa_debit',
  };
}

function sepaDebit(account: StoredAccount, viewer: Viewer): SepaDebit {
  return {
    bank_code: account.bankCode,
    branch_code: account.branchCode,
    country: account.country,
    // As with a card's: not for a browser to know.
    fingerprint: viewer.kind === 'publishable' ? null : account.fingerprint,
    generated_from: null,
    last4: account.last4,
  };
}

function paymentMethodCard(
  card: StoredCard,
  billingDetails: BillingDetails,
  viewer: Viewer,
): PaymentMethodCard {
  return {
    brand: card.brand,
    checks: checksOf(card, billingDetails.address),
    country: card.country,
    display_brand: DISPLAY_BRANDS[card.preferredNetwork ?? card.networks[0] ?? card.brand],
    exp_month: card.expMonth,
    exp_year: card.expYear,
    // What tells one card from another across payments is not for a browser to know.
    ...(viewer.kind !== 'publishable' && { fingerprint: card.fingerprint }),
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: card.networks, preferred: card.preferredNetwork },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: behaviourOf(card.testCard).threeDSecure !== 'not_supported' },
    wallet: null,
  };
}

const DISPLAY_BRANDS: Record<CardNetwork, string> = {
  amex: 'american_express',
  cartes_bancaires: 'cartes_bancaires',
  diners: 'diners_club',
  discover: 'discover',
  eftpos_au: 'eftpos_australia',
  jcb: 'jcb',
  mastercard: 'mastercard',
  unionpay: 'union_pay',
  visa: 'visa',
  unknown: 'other',
};
