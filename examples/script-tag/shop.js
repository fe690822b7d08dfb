/** The page's way to its own shop's server. */

/** Asks the shop for something, and gives what it answered: an object, with an `error` where it could not be done. */
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

/** A card as a receipt names it: `Visa •••• 4242`. */
export function cardName({ brand, last4 }) {
  const title = brands[brand] ?? brand[0].toUpperCase() + brand.slice(1);
  return `${title} •••• ${last4}`;
}

export const expiry = ({ exp_month, exp_year }) => `${String(exp_month).padStart(2, '0')}/${exp_year}`;
