/**
 * The countries that the shop sells to, each with its currency and the prices of the order in the currency's smallest
 * unit. The page shows them, but only the server decides what is paid.
 */
export const COUNTRIES = {
  DE: { name: 'Germany', currency: 'eur', item: 3200, shipping: 400 },
  AU: { name: 'Australia', currency: 'aud', item: 5600, shipping: 1400 },
  AT: { name: 'Austria', currency: 'eur', item: 3200, shipping: 600 },
  BE: { name: 'Belgium', currency: 'eur', item: 3200, shipping: 600 },
  NL: { name: 'Netherlands', currency: 'eur', item: 3200, shipping: 600 },
  NZ: { name: 'New Zealand', currency: 'nzd', item: 5900, shipping: 1600 },
  PL: { name: 'Poland', currency: 'pln', item: 13900, shipping: 2600 },
  GB: { name: 'United Kingdom', currency: 'gbp', item: 2800, shipping: 700 },
  US: { name: 'United States', currency: 'usd', item: 3600, shipping: 1100 },
};

/** Returns what an order to a country costs; by default to the first one. */
export function priceIn(country) {
  const { currency, item, shipping } = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : COUNTRIES.DE;
  return { amount: item + shipping, currency };
}
