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
