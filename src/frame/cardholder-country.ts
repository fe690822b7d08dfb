/**
 * The country that a cardholder's postal code is probably of, from the browser alone: the region of its language. The
 * United States are believed only where the clock agrees, since their English is the default of browsers everywhere.
 */
export function guessCountry(language: string, timeZone: string | undefined): string | undefined {
  const region = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/.exec(language)?.[1];
  if (region !== 'US') return region;
  return /^(?:America\/|Pacific\/Honolulu|US\/)/.test(timeZone ?? '') ? 'US' : undefined;
}
