/** A card's brand, by the names of the public API. */
export type CardBrand =
  | 'amex'
  | 'diners'
  | 'discover'
  | 'jcb'
  | 'mastercard'
  | 'unionpay'
  | 'visa'
  | 'unknown';

/** A network that can take a card: its brand, or the national one of a co-branded card. */
export type CardNetwork = CardBrand | 'cartes_bancaires' | 'eftpos_au';

/** How a card is paid for. */
export type CardFunding = 'credit' | 'debit' | 'prepaid';

/** Brands in words: a token's card has them so, unlike a payment method's. */
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

/** Networks as `display_brand` of a payment method names them. */
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
