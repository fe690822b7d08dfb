import type { FoundAddress, Providers } from '../../kernel/http/route.js';

/** Longest time that a person who is typing waits for a suggestion, in ms. */
const TIMEOUT_MS = 2_000;

/** Countries whose streets are written after the number of the house. */
const NUMBER_FIRST = new Set('AU CA FR GB GG IE IM IN JE LU MC MT MY NZ PH SG TH US VN ZA'.split(' '));

/**
 * Finds addresses at a provider that the host has chosen, and at no other. It answers with GeoJSON, as Photon and Pelias do.
 *
 * @param template Its address, with `{query}` in the place of what is typed, and `{country}` in that of the chosen country.
 * @throws Error where that is no such address.
 */
export function createAddressProvider(template: string): NonNullable<Providers['findAddresses']> {
  if (!/^https?:\/\/[^{}]+\{query\}/.test(template) || !URL.canParse(template))
    throw new Error(
      'PAYFRAME_ADDRESS_URL takes an address that begins with https:// or http:// and has {query} in it, such as ' +
        `https://photon.example/api?q={query}, not '${template}'.`,
    );
  return async (query, country = '') => {
    const url = template
      .replaceAll('{query}', encodeURIComponent(query))
      .replaceAll('{country}', encodeURIComponent(country));
    const found = (await ask(url)).flatMap((feature) => addressOf(feature) ?? []);
    return found.filter((address) => !country || address.country === country.toUpperCase());
  };
}

/** Returns the features of an answer. A provider that fails suggests nothing. */
async function ask(url: string): Promise<unknown[]> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { features } = (await response.json()) as { features?: unknown };
    return response.ok && Array.isArray(features) ? features : [];
  } catch {
    return [];
  }
}

/** Reads an address from a feature of Photon or Pelias, whose properties have different names; none where it has no street. */
function addressOf(feature: unknown): FoundAddress | undefined {
  const properties = Object((feature as { properties?: unknown } | null)?.properties) as Record<
    string,
    unknown
  >;
  const first = (...names: string[]) =>
    names.map((name) => properties[name]).find((value) => typeof value === 'string' && value) as
      | string
      | undefined;
  const country = first('countrycode', 'country_code')?.toUpperCase() ?? '';
  const isStreet = first('type', 'layer') === 'street';
  const street = first('street') ?? (isStreet ? first('name') : undefined);
  if (!street || !/^[A-Z]{2}$/.test(country)) return undefined;
  const line = [first('housenumber') ?? '', street];
  return {
    line1: (NUMBER_FIRST.has(country) ? line : line.reverse()).join(' ').trim(),
    line2: '',
    city: first('city', 'locality', 'localadmin') ?? '',
    state: first('region_a', 'state', 'region') ?? '',
    postal_code: first('postcode', 'postalcode') ?? '',
    country,
  };
}
