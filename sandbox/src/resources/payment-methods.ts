import type { PaymentMethod as BrowserPaymentMethod } from '@stripe/stripe-js';
import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { readTestIban } from '../banks/read-iban.js';
import type { StoredAccount } from '../banks/stored-account.js';
import { readTestCard } from '../cards/read-card.js';
import type { StoredCard } from '../cards/stored-card.js';
import { behaviourOf, type CardNetwork } from '../cards/test-cards.js';
import { type BillingDetails, type Cardholder, paymentMethods } from '../db/schema.js';
import { insertion, type NewRow } from '../db/statement.js';
import { invalidRequest } from '../errors.js';
import {
  addressFields,
  cardNumberParams,
  common,
  metadata,
  networks,
  optionalText,
  plainText,
  text,
} from '../http/params.js';
import { type Call, type Route, route } from '../http/route.js';
import { newId } from '../ids.js';
import type { ApiKey } from '../keys/keyring.js';
import { seconds } from '../seconds.js';
import { spendCardToken } from './tokens.js';
import { visible } from './visible.js';

type PaymentMethodRow = NewRow<typeof paymentMethods>;

const insertPaymentMethod = insertion(paymentMethods);

const typedCard = v.strictObject({ ...cardNumberParams, networks });
const tokenizedCard = v.strictObject({ token: text(), networks });

const billingDetails = {
  address: v.optional(addressFields, {}),
  email: optionalText(512),
  name: optionalText(),
  phone: optionalText(),
  tax_id: optionalText(),
};

const ofEveryType = {
  ...common,
  type: v.picklist(['card', 'sepa_debit']),
  metadata,
  allow_redisplay: v.optional(v.picklist(['always', 'limited', 'unspecified']), 'unspecified'),
};

const cardParams = v.strictObject({
  ...ofEveryType,
  card: v.lazy((card) => (hasToken(card) ? tokenizedCard : typedCard)),
  billing_details: v.optional(v.strictObject(billingDetails), {}),
});

// A direct debit needs a mandate, and a mandate says whose account it is and where the holder can be told of debits.
const sepaDebitParams = v.strictObject({
  ...ofEveryType,
  sepa_debit: v.strictObject({ iban: text(100) }),
  billing_details: v.optional(
    v.strictObject({ ...billingDetails, name: plainText(), email: plainText(512) }),
    {} as never,
  ),
});

const createParams = v.lazy((params) =>
  (params as { type?: unknown }).type === 'sepa_debit' ? sepaDebitParams : cardParams,
);

const hasToken = (card: unknown) => typeof card === 'object' && card !== null && 'token' in card;

type CardParams = v.InferOutput<typeof cardParams>;
type CreateParams = CardParams | v.InferOutput<typeof sepaDebitParams>;

export const paymentMethodRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    resource: 'payment_methods',
    keys: ['publishable', 'secret'],
    params: createParams,
    handle: createPaymentMethod,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    resource: 'payment_methods',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: retrievePaymentMethod,
  }),
];

async function createPaymentMethod(call: Call<CreateParams>): Promise<object> {
  const { card, bankAccount, cardholder } = await sourceOf(call);
  const row: PaymentMethodRow = {
    id: newId('pm'),
    accountId: call.accountId,
    livemode: call.livemode,
    createdAt: call.now,
    customerId: null,
    card,
    bankAccount,
    billingDetails: withCardholder(call.params.billing_details, cardholder),
    metadata: call.params.metadata,
    allowRedisplay: call.params.allow_redisplay,
  };
  await insertPaymentMethod(call.db, row);
  return paymentMethodObject(row, call.key);
}

async function retrievePaymentMethod(call: Call): Promise<object> {
  const { db, key, id } = call;
  const [row] = await db.select().from(paymentMethods).where(eq(paymentMethods.id, id));
  return paymentMethodObject(visible(row, call, { kind: 'PaymentMethod', id, param: 'payment_method' }), key);
}

/** What a new payment method pays with, and what is known of whose it is. */
interface Source {
  card: StoredCard | null;
  bankAccount: StoredAccount | null;
  cardholder?: Cardholder | null;
}

async function sourceOf(call: Call<CreateParams>): Promise<Source> {
  const { params, accountId } = call;
  if ('card' in params) return { ...(await cardOf(params, call)), bankAccount: null };
  const { iban } = params.sepa_debit;
  return { card: null, bankAccount: readTestIban(iban, 'sepa_debit[iban]', accountId, call) };
}

/** The card of a new payment method: typed, or that of a token, which is used up by it. */
async function cardOf(
  { card }: CardParams,
  call: Call<unknown>,
): Promise<{ card: StoredCard; cardholder?: Cardholder | null }> {
  const preferred = card.networks?.preferred ?? null;
  if (!('token' in card)) return { card: readTestCard(card, preferred, call.accountId, call) };
  if (!card.token.startsWith('tok_')) {
    throw invalidRequest(`Invalid token id: ${card.token}`, { param: 'card[token]' });
  }
  const token = await spendCardToken(call, card.token);
  return {
    card: { ...token.card, preferredNetwork: preferredOn(token.card, preferred) },
    cardholder: token.cardholder,
  };
}

const preferredOn = (card: StoredCard, preferred: CardNetwork | null) =>
  preferred && card.networks.includes(preferred) ? preferred : card.preferredNetwork;

/** Billing details given with the payment method; what they leave open is the token's cardholder. */
function withCardholder(given: BillingDetails, cardholder?: Cardholder | null): BillingDetails {
  if (!cardholder) return given;
  const { address } = given;
  return {
    ...given,
    name: given.name ?? cardholder.name,
    address: {
      city: address.city ?? cardholder.address_city,
      country: address.country ?? cardholder.address_country,
      line1: address.line1 ?? cardholder.address_line1,
      line2: address.line2 ?? cardholder.address_line2,
      postal_code: address.postal_code ?? cardholder.address_zip,
      state: address.state ?? cardholder.address_state,
    },
  };
}

type PaymentMethodObject = BrowserPaymentMethod & Stripe.PaymentMethod;
type PaymentMethodCard = NonNullable<BrowserPaymentMethod['card']> & Stripe.PaymentMethod.Card;
type SepaDebit = NonNullable<BrowserPaymentMethod['sepa_debit']> & Stripe.PaymentMethod.SepaDebit;

function paymentMethodObject(row: PaymentMethodRow, key: ApiKey): PaymentMethodObject {
  return {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: row.allowRedisplay,
    billing_details: row.billingDetails,
    ...(row.card && { card: paymentMethodCard(row.card, row.billingDetails, key) }),
    created: seconds(row.createdAt),
    customer: null,
    customer_account: null,
    livemode: row.livemode,
    metadata: row.metadata,
    ...(row.bankAccount && { sepa_debit: sepaDebit(row.bankAccount, key) }),
    type: row.card ? 'card' : 'sepa_debit',
  };
}

function sepaDebit(account: StoredAccount, key: ApiKey): SepaDebit {
  return {
    bank_code: account.bankCode,
    branch_code: account.branchCode,
    country: account.country,
    // As with a card's: not for a browser to know.
    fingerprint: key.kind === 'secret' ? account.fingerprint : null,
    generated_from: null,
    last4: account.last4,
  };
}

function paymentMethodCard(card: StoredCard, billingDetails: BillingDetails, key: ApiKey): PaymentMethodCard {
  return {
    brand: card.brand,
    checks: {
      address_line1_check: billingDetails.address.line1 && 'unchecked',
      address_postal_code_check: billingDetails.address.postal_code && 'unchecked',
      cvc_check: card.cvcProvided ? 'unchecked' : null,
    },
    country: card.country,
    display_brand: DISPLAY_BRANDS[card.preferredNetwork ?? card.networks[0] ?? card.brand],
    exp_month: card.expMonth,
    exp_year: card.expYear,
    // What tells one card from another across payments is not for a browser to know.
    ...(key.kind === 'secret' && { fingerprint: card.fingerprint }),
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
