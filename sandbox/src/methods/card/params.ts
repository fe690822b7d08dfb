import * as v from 'valibot';
import { CARD_WALLETS } from '../../../../src/contract/kept-card.js';
import { flag, text } from '../../kernel/http/params.js';
import { paymentMandate, setUpMandate } from './mandate-options.js';

/** Parameters of a card that was typed. `readTestCard` says whether it can be used. */
export const cardNumberParams = {
  number: text(),
  exp_month: text(),
  exp_year: text(),
  cvc: v.optional(v.pipe(v.string(), v.trim())),
};

/** The network that a cardholder chose on a co-branded card. */
export const networks = v.optional(
  v.strictObject({
    preferred: v.optional(v.picklist(['cartes_bancaires', 'eftpos_au', 'mastercard', 'visa'])),
  }),
);

/** The wallet in which a card was chosen. A wallet passes on no security code. */
export const wallet = v.optional(v.strictObject({ type: v.picklist(CARD_WALLETS) }));

const typedCard = v.strictObject({ ...cardNumberParams, networks, wallet });
const tokenizedCard = v.strictObject({ token: text(), networks });

const hasToken = (card: unknown) => typeof card === 'object' && card !== null && 'token' in card;

export const cardParams = v.lazy((card) => (hasToken(card) ? tokenizedCard : typedCard));
export type CardParams = v.InferOutput<typeof typedCard> | v.InferOutput<typeof tokenizedCard>;

export const cardChangeParams = v.strictObject({
  exp_month: v.optional(text()),
  exp_year: v.optional(text()),
  networks,
});
export type CardChange = v.InferOutput<typeof cardChangeParams>;

const requestThreeDSecure = v.optional(v.picklist(['any', 'automatic', 'challenge']));

export const paymentOptions = {
  capture_method: v.optional(v.picklist(['', 'manual'])),
  cvc_token: v.optional(text()),
  mandate_options: paymentMandate,
  moto: v.optional(flag),
  network: v.optional(
    v.picklist([
      'amex',
      'cartes_bancaires',
      'diners',
      'discover',
      'eftpos_au',
      'jcb',
      'mastercard',
      'unionpay',
      'visa',
    ]),
  ),
  request_three_d_secure: requestThreeDSecure,
  require_cvc_recollection: v.optional(flag),
};

export const setUpOptions = {
  mandate_options: setUpMandate,
  moto: v.optional(flag),
  network: v.optional(text(20)),
  request_three_d_secure: requestThreeDSecure,
};

/** Options that decide how an attempt goes. */
export interface CardOptions {
  capture_method?: 'manual';
  /** Whether it is a mail or telephone order, where nobody can be asked. */
  moto?: boolean;
  request_three_d_secure?: 'any' | 'automatic' | 'challenge';
  /** Whether the security code of a saved card has to be typed again. */
  require_cvc_recollection?: boolean;
}
