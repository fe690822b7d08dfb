/** Range of the clocks of the Americas, in minutes behind UTC: from Newfoundland's summer time to Hawaii. */
const AMERICAN_OFFSETS = { from: 150, to: 600 };

/**
 * Guesses the country of a cardholder's postal code from the browser only: it is the region of the browser's
 * language. The United States count only where the clock agrees, because US English is the default of
 * browsers everywhere.
 *
 * @param language BCP 47 tag of the browser's language.
 * @param offset Minutes behind UTC, as `getTimezoneOffset` gives them: asking `Intl` for the zone's name
 * takes 12 ms in a new frame, before anyone could type.
 * @returns ISO 3166-1 alpha-2, or nothing if the browser does not tell.
 */
export function guessCountry(language: string, offset: number): string | undefined {
  const region = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/.exec(language)?.[1];
  const american = offset >= AMERICAN_OFFSETS.from && offset <= AMERICAN_OFFSETS.to;
  return region === 'US' && !american ? undefined : region;
}
