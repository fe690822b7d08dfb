import { testIbans } from '../../../../src/contract/test-ibans.js';
import type { FoundNumber, NumberSearch } from '../../kernel/number-searches.js';
import { placesOf, readingsOf } from '../../kernel/readings.js';

/** Finds test accounts' IBANs in a text, with anything between their letters and digits. */
export const testIbansIn = (text: string): FoundNumber[] =>
  readingsOf(text, FEWEST_DIGITS).flatMap((reading) => {
    const { characters, places } = withoutGroups(reading.text);
    return testIbans.flatMap(({ iban }) =>
      placesOf(iban, characters).map((start) => ({
        ...reading.origin(places[start] ?? 0, (places[start + iban.length - 1] ?? 0) + 1),
        isTest: true,
      })),
    );
  });

export const ibanSearch: NumberSearch = {
  name: 'an IBAN',
  params: new Set([
    'bank_account[account_number]',
    'external_account[account_number]',
    'payment_method_data[sepa_debit][iban]',
    'sepa_debit[iban]',
  ]),
  hint: 'IBANs belong only in sepa_debit[iban] or bank_account[account_number], where they are not stored.',
  find: testIbansIn,
};

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
