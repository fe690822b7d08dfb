import * as v from 'valibot';
import type { CardNetwork } from '../../../../src/contract/card-brands.js';
import type { Cardholder } from '../../../../src/contract/kept-card.js';
import { behaviourOf, findNamedCard, findTestCard } from '../../../../src/contract/test-cards.js';
import { invalidRequest } from '../../kernel/errors.js';
import { text } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { BillingDetails } from '../billing-details.js';
import { defineMethod, type NewMethod, type ReadContext, type SpendToken } from '../method.js';
import { pay, setUp } from './attempt.js';
import { cardNumberSearch } from './card-numbers-in-text.js';
import { declineError } from './declines.js';
import { disputeOf } from './disputes.js';
import { cardObject, setUpDetails, sourceObject, withoutFingerprint } from './object.js';
import {
  type CardChange,
  type CardOptions,
  type CardParams,
  cardChangeParams,
  cardParams,
  paymentOptions,
  setUpOptions,
} from './params.js';
import { namedTestCard, readExpiry, readTestCard } from './read-card.js';
import type { StoredCard } from './stored-card.js';
import { AUTHENTICATED, NOT_AUTHENTICATED } from './three-d-secure.js';
import { cardToken, cvcToken, type TokenCard } from './token.js';

const UNSET = { mandate_options: null, network: null, request_three_d_secure: 'automatic' };

export const card = defineMethod<'card', StoredCard, CardParams, CardChange>({
  type: 'card',
  name: 'Card',
  noun: 'card',
  flow: 'direct',
  currencies: 'all',
  countries: 'all',
  capturesLater: true,
  savedAs: 'itself',
  params: cardParams,
  read: readCard,
  change: { params: cardChangeParams, apply: changed },
  options: {
    payment: { params: paymentOptions, unset: { installments: null, ...UNSET } },
    setUp: { params: setUpOptions, unset: UNSET },
    once: ['cvc_token', 'moto'],
    fromBrowser: ['cvc_token', 'network'],
    inToken: ['cvc_token'],
  },
  tokens: [cardToken, cvcToken],
  numbers: cardNumberSearch,
  object: cardObject,
  forBrowser: withoutFingerprint,
  describe: ({ last4 }) => `•••• ${last4}`,
  named(id, scope) {
    const testCard = findNamedCard(id, 'pm_card_');
    return testCard && { details: namedTestCard(testCard, scope.accountId, scope) };
  },
  refusalInLiveMode(sent) {
    const { number } = sent as { number?: unknown };
    return typeof number === 'string' && findTestCard(number.replace(/\D/g, ''))
      ? declineError('live_mode_test_card')
      : undefined;
  },
  // Cards that refuse only after an authentication do not refuse here, because none is asked for.
  checkSaving({ testCard }) {
    const { decline, threeDSecure } = behaviourOf(testCard);
    if (decline && !threeDSecure) throw declineError(decline);
  },
  demands: ({ testCard }) => behaviourOf(testCard).demands,
  asked: (details) => (details.checked ? details : { ...details, checked: true }),
  forPayment: withSecurityCode,
  provenBy: (options) => ((options as CardOptions).require_cvc_recollection ? 'cvc_token' : undefined),
  pay,
  setUp,
  setUpDetails: (held, passed) =>
    setUpDetails(held, passed === undefined ? null : passed ? AUTHENTICATED : NOT_AUTHENTICATED),
  source: {
    object: 'card',
    changeParams: { exp_month: v.optional(text()), exp_year: v.optional(text()) },
    async read(token, context) {
      const { id = newId('card'), card, cardholder } = await cardOfToken(token, context, 'source');
      return { id, details: card, ...(cardholder && { holder: holderOf(cardholder) }) };
    },
    show: sourceObject,
  },
  searchedBy: ['brand', 'exp_month', 'exp_year', 'fingerprint', 'last4'],
  balanceType: 'charge',
  availableAtOnce: ({ testCard }) => behaviourOf(testCard).bypassPending === true,
  dispute: disputeOf,
  refund: ({ testCard }) => ({
    end: behaviourOf(testCard).refund,
    destination: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
  }),
});

/** Reads a card that was typed, or the card of a token, which is used up. */
async function readCard(params: CardParams, context: ReadContext): Promise<NewMethod<StoredCard>> {
  const preferred = params.networks?.preferred ?? null;
  if (!('token' in params)) {
    return { details: readTestCard(params, preferred, context.accountId, context) };
  }
  const { card, cardholder } = await cardOfToken(params.token, context, 'card[token]');
  return {
    details: { ...card, preferredNetwork: preferredOn(card, preferred) ?? card.preferredNetwork },
    ...(cardholder && { holder: holderOf(cardholder) }),
  };
}

// A constant such as `tok_visa` is a new token each time.
async function cardOfToken(
  id: string,
  context: ReadContext,
  param: string,
): Promise<Pick<TokenCard, 'card'> & Partial<TokenCard>> {
  if (id.startsWith('btok_')) throw ofBank(id, param);
  if (!id.startsWith('tok_')) throw invalidRequest(`Invalid token id: ${id}`, { param });
  const named = context.livemode ? undefined : findNamedCard(id, 'tok_');
  if (named) return { card: namedTestCard(named, context.accountId, context) };
  const { type, details } = await context.spendToken(id);
  if (type === cardToken.type) return details as TokenCard;
  throw ofBank(id, param);
}

const ofBank = (id: string, param: string) =>
  invalidRequest(`The token ${id} is of a bank account, not of a card.`, { param });

const preferredOn = ({ networks }: StoredCard, preferred: CardNetwork | null): CardNetwork | null =>
  preferred && networks.includes(preferred) ? preferred : null;

const holderOf = (cardholder: Cardholder): Partial<BillingDetails> => ({
  name: cardholder.name,
  address: {
    city: cardholder.address_city,
    country: cardholder.address_country,
    line1: cardholder.address_line1,
    line2: cardholder.address_line2,
    postal_code: cardholder.address_zip,
    state: cardholder.address_state,
  },
});

function changed(card: StoredCard, { exp_month, exp_year, networks }: CardChange, now: Date): StoredCard {
  const expiry = readExpiry(exp_month ?? `${card.expMonth}`, exp_year ?? `${card.expYear}`, now);
  return {
    ...card,
    ...(exp_month || exp_year ? expiry : {}),
    preferredNetwork: preferredOn(card, networks?.preferred ?? null) ?? card.preferredNetwork,
  };
}

/** Returns the change to a saved card whose security code was typed for this payment. */
async function withSecurityCode(options: object, spendToken: SpendToken): Promise<Partial<StoredCard>> {
  const { cvc_token: id } = options as { cvc_token?: string };
  if (!id) return {};
  const { type } = await spendToken(id);
  if (type === cvcToken.type) return { cvcProvided: true };
  throw invalidRequest(`The token ${id} is not of a security code: its type is not ${cvcToken.type}.`, {
    param: 'payment_method_options[card][cvc_token]',
  });
}
