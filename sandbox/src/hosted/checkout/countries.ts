const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** Returns the names of countries, in the order of the alphabet. */
export const countriesOf = (codes: readonly string[]): { code: string; name: string }[] =>
  codes
    .map((code) => ({ code, name: NAMES.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
