/** How many digits a currency's smallest unit is below its main one (ISO 4217): 2 for usd, 0 for jpy, 3 for kwd. */
export const exponentOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as a person reads it: `$10.00` for 1000 usd, `¥1,000` for 1000 jpy. */
export const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 10 ** exponentOf(currency));
