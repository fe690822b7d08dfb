/** Requests of the page to its own shop's server. */

/**
 * Sends a request to the shop, and returns its answer: an object, with an `error` where it could not be done.
 */
export async function ask(path, params = {}) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
    signal: AbortSignal.timeout(20_000),
  });
  return response.json();
}

const brands = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  unknown: 'Card',
};

/** Returns a card's name on a receipt: `Visa •••• 4242`. */
export function cardName({ brand, last4 }) {
  const title = brands[brand] ?? brand[0].toUpperCase() + brand.slice(1);
  return `${title} •••• ${last4}`;
}

export const expiry = ({ exp_month, exp_year }) => `${String(exp_month).padStart(2, '0')}/${exp_year}`;

const methods = {
  au_becs_debit: 'BECS Direct Debit',
  bacs_debit: 'Bacs Direct Debit',
  bancontact: 'Bancontact',
  blik: 'BLIK',
  eps: 'EPS',
  ideal: 'iDEAL',
  klarna: 'Klarna',
  nz_bank_account: 'NZ BECS Direct Debit',
  p24: 'Przelewy24',
  paypal: 'PayPal',
  sepa_debit: 'SEPA Direct Debit',
  us_bank_account: 'US bank account',
};

/** Returns how something was paid, as a receipt says it: `Visa •••• 4242, expires 12/2034`, or `iDEAL`. */
export const methodName = ({ type, card }) =>
  card ? `${cardName(card)}, expires ${expiry(card)}` : (methods[type] ?? type);
