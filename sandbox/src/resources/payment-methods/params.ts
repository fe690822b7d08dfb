import * as v from 'valibot';
import type { CardNetwork } from '../../../../src/contract/card-brands.js';
import { insertion } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import {
  addressFields,
  cardNumberParams,
  common,
  metadata,
  networks,
  optionalText,
  text,
} from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { Work } from '../../kernel/scope.js';
import { readTestCard } from '../../methods/card/read-card.js';
import type { StoredCard } from '../../methods/card/stored-card.js';
import { readTestIban } from '../../methods/sepa-debit/read-iban.js';
import type { StoredAccount } from '../../methods/sepa-debit/stored-account.js';
import type { Cardholder } from '../tokens/cardholder.js';
import { spendCardToken } from '../tokens/routes.js';
import type { BillingDetails } from './billing-details.js';
import type { PaymentMethodRow } from './object.js';
import type { PaymentMethodSource } from './source.js';
import { paymentMethods } from './table.js';

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

export const allowRedisplay = v.picklist(['always', 'limited', 'unspecified']);

const ofEveryType = {
  ...common,
  type: v.picklist(['card', 'sepa_debit']),
  metadata,
  allow_redisplay: v.optional(allowRedisplay, 'unspecified'),
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
    v.strictObject({ ...billingDetails, name: text(), email: text(512) }),
    {} as never,
  ),
});

/** A new payment method: the parameters of its own endpoint, and `payment_method_data` of others. */
export const paymentMethodParams = v.lazy((params) =>
  (params as { type?: unknown }).type === 'sepa_debit' ? sepaDebitParams : cardParams,
);

const hasToken = (card: unknown) => typeof card === 'object' && card !== null && 'token' in card;

type CardParams = v.InferOutput<typeof cardParams>;
export type PaymentMethodParams = CardParams | v.InferOutput<typeof sepaDebitParams>;

/** What is known of a new payment method's use. */
interface Use {
  /** It is made for one payment, which is made now and uses it up. */
  paysNow?: boolean;
}

/** Makes a payment method of a card or an account that was sent, or of a card's token. */
export const makePaymentMethod = async (
  work: Work,
  params: PaymentMethodParams,
  use?: Use,
): Promise<PaymentMethodRow> => addPaymentMethod(work, await sourceOf(work, params), use);

export async function addPaymentMethod(
  work: Work,
  { card, ...source }: PaymentMethodSource,
  { paysNow = false }: Use = {},
): Promise<PaymentMethodRow> {
  const row: PaymentMethodRow = {
    ...source,
    card: card && { ...card, ...(paysNow && { checked: true }) },
    consumed: paysNow,
    id: newId('pm'),
    accountId: work.accountId,
    livemode: work.livemode,
    createdAt: work.now,
    customerId: null,
    setUp: false,
  };
  await insertPaymentMethod(work.db, row);
  return row;
}

/** Reads what a payment method is to be made of. A token is used up by it. */
export async function sourceOf(work: Work, params: PaymentMethodParams): Promise<PaymentMethodSource> {
  const { card, bankAccount, cardholder } = await instrumentOf(work, params);
  return {
    card,
    bankAccount,
    billingDetails: withCardholder(params.billing_details, cardholder),
    metadata: params.metadata,
    allowRedisplay: params.allow_redisplay,
  };
}

interface Instrument {
  card: StoredCard | null;
  bankAccount: StoredAccount | null;
  cardholder?: Cardholder | null;
}

async function instrumentOf(work: Work, params: PaymentMethodParams): Promise<Instrument> {
  if ('card' in params) return { ...(await cardOf(params, work)), bankAccount: null };
  const { iban } = params.sepa_debit;
  return { card: null, bankAccount: readTestIban(iban, 'sepa_debit[iban]', work.accountId, work) };
}

/** The card of a new payment method: typed, or that of a token, which is used up by it. */
async function cardOf(
  { card }: CardParams,
  work: Work,
): Promise<{ card: StoredCard; cardholder?: Cardholder | null }> {
  const preferred = card.networks?.preferred ?? null;
  if (!('token' in card)) return { card: readTestCard(card, preferred, work.accountId, work) };
  if (!card.token.startsWith('tok_')) {
    throw invalidRequest(`Invalid token id: ${card.token}`, { param: 'card[token]' });
  }
  const token = await spendCardToken(work, card.token);
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
