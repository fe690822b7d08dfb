import { testIbans } from '../../../../src/contract/test-ibans.js';
import { placesOf, readingsOf, type Span } from '../../kernel/readings.js';

/** Finds test accounts' IBANs in a text, whatever stands between their letters and digits. */
export const testIbansIn = (text: string): Span[] =>
  readingsOf(text, FEWEST_DIGITS).flatMap((reading) => {
    const { characters, places } = withoutGroups(reading.text);
    return testIbans.flatMap(({ iban }) =>
      placesOf(iban, characters).map((start) =>
        reading.origin(places[start] ?? 0, (places[start + iban.length - 1] ?? 0) + 1),
      ),
    );
  });

const FEWEST_DIGITS = Math.min(...testIbans.map(({ iban }) => iban.replace(/\D/g, '').length));

function withoutGroups(text: string): { characters: string; places: number[] } {
  const places: number[] = [];
  for (const { index } of text.matchAll(/[a-z\d]/gi)) places.push(index);
  return {
    characters: places
      .map((place) => text[place])
      .join('')
      .toUpperCase(),
    places,
  };
}
