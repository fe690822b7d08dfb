import type { PaymentMethod as BrowserPaymentMethod } from '@stripe/stripe-js';
import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import * as v from 'valibot';
import { readTestCard } from '../cards/read-card.js';
import type { StoredCard } from '../cards/stored-card.js';
import { behaviourOf, type CardNetwork } from '../cards/test-cards.js';
import { type BillingDetails, type Cardholder, paymentMethods } from '../db/schema.js';
import { insertion } from '../db/statement.js';
import { invalidRequest } from '../errors.js';
import { cardNumberParams, common, metadata, optionalText, text } from '../http/params.js';
import { type Call, type Route, route } from '../http/route.js';
import { newId } from '../ids.js';
import type { ApiKey } from '../keys/keyring.js';
import { seconds } from '../seconds.js';
import { useToken } from './tokens.js';
import { visible } from './visible.js';

type PaymentMethodRow = typeof paymentMethods.$inferSelect;

const insertPaymentMethod = insertion(paymentMethods);

const networks = v.optional(
  v.strictObject({
    preferred: v.optional(v.picklist(['cartes_bancaires', 'eftpos_au', 'mastercard', 'visa'])),
  }),
);

const typedCard = v.strictObject({ ...cardNumberParams, networks });
const tokenizedCard = v.strictObject({ token: text(), networks });

const address = v.optional(
  v.strictObject({
    city: optionalText(),
    country: optionalText(),
    line1: optionalText(),
    line2: optionalText(),
    postal_code: optionalText(),
    state: optionalText(),
  }),
  {},
);

const createParams = v.strictObject({
  ...common,
  type: v.picklist(['card']),
  card: v.lazy((card) => (hasToken(card) ? tokenizedCard : typedCard)),
  billing_details: v.optional(
    v.strictObject({
      address,
      email: optionalText(512),
      name: optionalText(),
      phone: optionalText(),
      tax_id: optionalText(),
    }),
    {},
  ),
  metadata,
  allow_redisplay: v.optional(v.picklist(['always', 'limited', 'unspecified']), 'unspecified'),
});

const hasToken = (card: unknown) => typeof card === 'object' && card !== null && 'token' in card;

type CreateParams = v.InferOutput<typeof createParams>;

export const paymentMethodRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/v1/payment_methods',
    keys: ['publishable', 'secret'],
    params: createParams,
    handle: createPaymentMethod,
  }),
  route({
    method: 'GET',
    path: '/v1/payment_methods/:id',
    keys: ['secret'],
    params: v.strictObject({ expand: common.expand }),
    handle: retrievePaymentMethod,
  }),
];

async function createPaymentMethod(call: Call<CreateParams>): Promise<object> {
  const { card, cardholder } = await cardOf(call);
  const row: PaymentMethodRow = {
    id: newId('pm'),
    accountId: call.key.accountId,
    livemode: call.key.livemode,
    createdAt: call.now,
    card,
    billingDetails: withCardholder(call.params.billing_details, cardholder),
    metadata: call.params.metadata,
    allowRedisplay: call.params.allow_redisplay,
  };
  await insertPaymentMethod(call.db, row);
  return paymentMethodObject(row, call.key);
}

async function retrievePaymentMethod({ db, key, id }: Call): Promise<object> {
  const [row] = await db.select().from(paymentMethods).where(eq(paymentMethods.id, id));
  return paymentMethodObject(visible(row, key, { kind: 'PaymentMethod', id, param: 'payment_method' }), key);
}

/** The card of a new payment method: typed, or that of a token, which is used up by it. */
async function cardOf(call: Call<CreateParams>): Promise<{ card: StoredCard; cardholder?: Cardholder }> {
  const { card } = call.params;
  const preferred = card.networks?.preferred ?? null;
  if (!('token' in card)) return { card: readTestCard(card, preferred, call.key.accountId, call) };
  if (!card.token.startsWith('tok_')) {
    throw invalidRequest(`Invalid token id: ${card.token}`, { param: 'card[token]' });
  }
  const token = await useToken(call.db, call.key, card.token);
  return {
    card: { ...token.card, preferredNetwork: preferredOn(token.card, preferred) },
    cardholder: token.cardholder,
  };
}

const preferredOn = (card: StoredCard, preferred: CardNetwork | null) =>
  preferred && card.networks.includes(preferred) ? preferred : card.preferredNetwork;

/** Billing details given with the payment method; what they leave open is the token's cardholder. */
function withCardholder(given: BillingDetails, cardholder?: Cardholder): BillingDetails {
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

type PaymentMethodObject = BrowserPaymentMethod & Stripe.PaymentMethod & { card: PaymentMethodCard };
type PaymentMethodCard = NonNullable<BrowserPaymentMethod['card']> & Stripe.PaymentMethod.Card;

function paymentMethodObject(row: PaymentMethodRow, key: ApiKey): PaymentMethodObject {
  return {
    id: row.id,
    object: 'payment_method',
    allow_redisplay: row.allowRedisplay,
    billing_details: row.billingDetails,
    card: paymentMethodCard(row, key),
    created: seconds(row.createdAt),
    customer: null,
    customer_account: null,
    livemode: row.livemode,
    metadata: row.metadata,
    type: 'card',
  };
}

function paymentMethodCard({ card, billingDetails }: PaymentMethodRow, key: ApiKey): PaymentMethodCard {
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
