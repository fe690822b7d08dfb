/** What the order costs in the shopper's country, as the page shows it. The shop's server decides what is paid. */

const country = document.getElementById('country');

const chosen = () => country.selectedOptions[0].dataset;

/** Returns the amount of the order, in the currency's smallest unit, and the currency. */
export function price() {
  const { currency, item, shipping } = chosen();
  return { amount: Number(item) + Number(shipping), currency };
}

/** Returns an amount as a shopper reads it: `€36.00`. */
export const money = (amount, currency) =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    amount / 100,
  );

export const total = () => money(price().amount, price().currency);

export function showPrices() {
  const { currency, item, shipping } = chosen();
  const amounts = { price: item, subtotal: item, shipping, total: price().amount };
  for (const [id, amount] of Object.entries(amounts))
    document.getElementById(id).textContent = money(Number(amount), currency);
}
