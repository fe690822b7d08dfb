import * as v from 'valibot';
import { type Cardholder, tokenCardObject } from '../../../../src/contract/kept-card.js';
import { findNamedCard } from '../../../../src/contract/test-cards.js';
import { cardError } from '../../kernel/errors.js';
import { clearable, currency, optionalText } from '../../kernel/http/params.js';
import { newId } from '../../kernel/ids.js';
import type { ReadScope, TokenKind } from '../token-kind.js';
import { cardholderOf } from './object.js';
import { cardNumberParams, networks, wallet } from './params.js';
import { namedTestCard, readTestCard } from './read-card.js';
import type { StoredCard } from './stored-card.js';

/** A card's token, as it is stored. */
export interface TokenCard {
  id: string;
  card: StoredCard;
  cardholder: Cardholder;
}

const params = v.strictObject({
  ...cardNumberParams,
  networks,
  wallet,
  name: optionalText(),
  address_line1: optionalText(),
  address_line2: optionalText(),
  address_city: optionalText(),
  address_state: optionalText(),
  address_zip: optionalText(),
  address_country: optionalText(),
  currency: v.optional(clearable(currency), ''),
});

export const cardToken: TokenKind<TokenCard, v.InferOutput<typeof params>> = {
  type: 'card',
  prefix: 'tok',
  params,
  read({ number, exp_month, exp_year, cvc, networks: chosen, wallet, ...cardholder }, scope: ReadScope) {
    const typed = { number, exp_month, exp_year, cvc, wallet };
    const card = readTestCard(typed, chosen?.preferred ?? null, scope.accountId, scope);
    return { id: newId('card'), card, cardholder };
  },
  object: ({ id, card, cardholder }, viewer) => ({
    ...tokenCardObject(id, card, cardholder),
    ...(viewer.kind !== 'publishable' && { fingerprint: card.fingerprint }),
  }),
  payee: ({ id, card, cardholder }) => ({
    id,
    testCard: card.testCard,
    currency: cardholder.currency,
    isDebit: card.funding === 'debit',
    shown: { ...tokenCardObject(id, card, cardholder), fingerprint: card.fingerprint },
  }),
  named(id, scope) {
    const named = findNamedCard(id, 'tok_');
    const card = named && namedTestCard(named, scope.accountId, scope);
    return card && { id: newId('card'), card, cardholder: NOBODY };
  },
  saved: (card: StoredCard, billingDetails) => ({
    id: newId('card'),
    card,
    cardholder: cardholderOf(billingDetails),
  }),
};

/** The holder of a card that a constant names. */
const NOBODY: Cardholder = {
  name: null,
  address_line1: null,
  address_line2: null,
  address_city: null,
  address_state: null,
  address_zip: null,
  address_country: null,
  currency: null,
};

const cvcParams = v.strictObject({ cvc: v.pipe(v.string(), v.trim()) });

/**
 * The token of a security code, for a card that is already saved. Its use shows which card it belongs to: any
 * code that could be one is accepted, and none is stored.
 */
export const cvcToken: TokenKind<object, v.InferOutput<typeof cvcParams>> = {
  type: 'cvc_update',
  prefix: 'cvctok',
  params: cvcParams,
  read({ cvc }) {
    if (/^\d{3,4}$/.test(cvc)) return {};
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  },
};
