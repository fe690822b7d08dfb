import { numberSearches } from './number-searches.js';
import { readingsOf, type Span } from './readings.js';

// Matches digits with a card number's length, or grouped as on a card. A number with a typing error matches
// too, although no card has it.
const DIGITS = /\d(?:[ -]?\d){11,}/g;
const GROUPED =
  /\d{4}(?:[^\p{L}\p{N}]{1,9}\d{4}){2,}(?:[^\p{L}\p{N}]{1,9}\d{1,3})?|\d{4}[^\p{L}\p{N}]{1,9}\d{6}[^\p{L}\p{N}]{1,9}\d{4,5}/gu;
// Matches up to 34 letters and digits, ISO 13616-1: together, or in groups of four.
const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?\b/gi;
/** Fewest digits of a reading: an IBAN has two check digits. */
const FEWEST_DIGITS = 2;
const KEY = /\b((?:pk|sk|rk|ek)_(?:test|live|prod|org)_|whsec_)[A-Za-z0-9_]+/gi;

/** Removes everything that could be a card number, an IBAN or a key from text for an answer or the log. */
export const redact = (text: string): string =>
  without(text, [...numbersIn(text), ...shapesIn(text)]).replace(KEY, '$1[redacted]');

const numbersIn = (text: string): Span[] => numberSearches().flatMap(({ find }) => find(text));

const shapesIn = (text: string): Span[] =>
  readingsOf(text, FEWEST_DIGITS).flatMap(({ text: reading, origin }) =>
    [IBAN, DIGITS, GROUPED].flatMap((shape) =>
      [...reading.matchAll(shape)].map(({ 0: match, index }) => origin(index, index + match.length)),
    ),
  );

/** Returns the text without these spans, which may overlap. */
function without(text: string, spans: Span[]): string {
  let [kept, at] = ['', 0];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (start >= at) kept += `${text.slice(at, start)}[redacted]`;
    at = Math.max(at, end);
  }
  return kept + text.slice(at);
}
