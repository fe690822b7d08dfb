// Currencies whose smallest unit is not a hundredth in the public API. `Intl` follows the cash in use: for
// it, a forint has no smaller unit.
const WITHOUT_DECIMALS = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const WITH_THREE = 'bhd jod kwd omr tnd'.split(' ');

/** Returns the number of decimal digits of a currency's smallest unit: 2 for usd, 0 for jpy, 3 for kwd. */
export function exponentOf(currency: string): number {
  if (WITHOUT_DECIMALS.includes(currency)) return 0;
  return WITH_THREE.includes(currency) ? 3 : 2;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Returns an amount as a person reads it: `$10.00` for 1000 usd, `¥1,000` for 1000 jpy, `$0.0025` for a quarter of a cent. */
export function money(amount: number, currency: string, locale = 'en-US'): string {
  const digits = exponentOf(currency);
  const name = `${locale} ${currency}`;
  const format = formats.get(name) ?? formatOf(locale, currency, digits);
  formats.set(name, format);
  return format.format(amount / 10 ** digits);
}

/** Largest number of digits after the point of what one unit costs. */
const MOST_DECIMALS = 12;

const formatOf = (locale: string, currency: string, digits: number) =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + MOST_DECIMALS,
  });
