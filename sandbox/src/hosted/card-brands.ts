const BRANDS = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

/** Returns the brand of a card as its holder knows it; `undefined` for no brand, or one without a name of its own. */
export const brandName = (brand = ''): string | undefined =>
  Object.hasOwn(BRANDS, brand) ? BRANDS[brand as keyof typeof BRANDS] : undefined;
