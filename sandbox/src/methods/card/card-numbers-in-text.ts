import { passesLuhn } from '../../../../src/contract/luhn.js';
import { testCards } from '../../../../src/contract/test-cards.js';
import type { FoundNumber, NumberSearch } from '../../kernel/number-searches.js';
import { placesOf, type Reading, readingsOf, type Span } from '../../kernel/readings.js';

/**
 * Finds card numbers in a text, with anything but letters between their digits, and with digits of any
 * script.
 *
 * A test card's number is found anywhere among other digits. Any other number counts if it begins and ends
 * with a group of digits, has a length and a beginning that some card network issues, and passes the Luhn
 * check.
 */
export const cardNumbersIn = (text: string): FoundNumber[] =>
  readingsOf(text, SHORTEST).flatMap((reading) =>
    runsIn(reading.text).flatMap((run) =>
      [...testCardsIn(run), ...cardsIn(run)].map(({ start, end, isTest }) => ({
        ...originOf(reading, run, start, end),
        isTest,
      })),
    ),
  );

export const cardNumberSearch: NumberSearch = {
  name: 'a card number',
  params: new Set(['card[number]', 'payment_method_data[card][number]']),
  hint: 'Card numbers belong only in card[number], where they are not stored.',
  find: cardNumbersIn,
};

/** A run of digits without a letter between them. */
interface Run {
  digits: string;
  /** Place of each digit in the text. */
  places: number[];
  /** Number of digits before each group, and at the end the number of all digits. */
  bounds: number[];
}

// ISO/IEC 7812-1 allows up to 19 digits; no brand in use has fewer than 12.
const [SHORTEST, LONGEST] = [12, 19];

function runsIn(text: string): Run[] {
  return [...text.matchAll(/\d+(?:[^\p{L}\p{N}]+\d+)*/gu)]
    .map(({ 0: run, index }) => runOf(run, index))
    .filter(({ digits }) => digits.length >= SHORTEST);
}

function runOf(text: string, at: number): Run {
  const run: Run = { digits: '', places: [], bounds: [0] };
  for (const { 0: group, index } of text.matchAll(/\d+/g)) {
    for (let place = 0; place < group.length; place++) run.places.push(at + index + place);
    run.digits += group;
    run.bounds.push(run.digits.length);
  }
  return run;
}

/** Finds test cards by the places of their first and last digits in a run. */
function testCardsIn({ digits }: Run): FoundNumber[] {
  return testCards.flatMap(({ number }) =>
    placesOf(number, digits).map((start) => ({ start, end: start + number.length, isTest: true })),
  );
}

function cardsIn({ digits, bounds }: Run): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const [index, start] of bounds.entries()) {
    for (let last = index + 1; last < bounds.length; last++) {
      const end = bounds[last] ?? start;
      if (end - start > LONGEST) break;
      if (couldBeCard(digits.slice(start, end))) found.push({ start, end, isTest: false });
    }
  }
  return found;
}

// Matches the ranges in which ISO/IEC 7812 numbers are issued: American Express, Diners Club and JCB; Visa;
// Mastercard, Maestro, Discover and UnionPay; Mastercard's second range and Mir; RuPay; Troy.
const ISSUED =
  /^(?:3\d{13,18}|4(?:\d{12}|\d{15}|\d{18})|[56]\d{11,18}|2[2-7]\d{14,17}|8[12]\d{14}|9792\d{12})$/;

const couldBeCard = (digits: string) => ISSUED.test(digits) && passesLuhn(digits);

function originOf(reading: Reading, { places }: Run, start: number, end: number): Span {
  return reading.origin(places[start] ?? 0, (places[end - 1] ?? 0) + 1);
}
