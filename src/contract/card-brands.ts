/** Brand of a card, by its name in the public API. */
export type CardBrand =
  | 'amex'
  | 'diners'
  | 'discover'
  | 'jcb'
  | 'mastercard'
  | 'unionpay'
  | 'visa'
  | 'unknown';

/** Network that can process a card: its brand, or the national network of a co-branded card. */
export type CardNetwork = CardBrand | 'cartes_bancaires' | 'eftpos_au';

/** Kind of account that pays for what the card buys. */
export type CardFunding = 'credit' | 'debit' | 'prepaid';

/** Brand names in words. A token's card uses them; the card of a payment method has the short names. */
export const BRAND_NAMES: Record<CardBrand, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
  unknown: 'Unknown',
};

/** Names that `display_brand` of a payment method uses for the networks. */
export const DISPLAY_BRANDS: Record<CardNetwork, string> = {
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
