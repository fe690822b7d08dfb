const formats = new Map<string, Intl.NumberFormat>();

/** A currency's format, which takes longer to make than all else that is done with an amount. */
function formatOf(currency: string): Intl.NumberFormat {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
}

/** How many digits a currency's smallest unit is below its main one (ISO 4217): 2 for usd, 0 for jpy, 3 for kwd. */
export const exponentOf = (currency: string): number =>
  formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as a person reads it: `$10.00` for 1000 usd, `¥1,000` for 1000 jpy. */
export const money = (amount: number, currency: string): string =>
  formatOf(currency).format(amount / 10 ** exponentOf(currency));
