// 12 to 19 digits, however they are grouped: a card number is 12 to 19 digits long (ISO/IEC 7812-1).
const DIGITS = /\d(?:[ -]?\d){11,}/g;
// Up to 34 letters and digits, ISO 13616-1: together, or in groups of four.
const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?\b/gi;
const KEY = /\b((?:pk|sk|rk|ek)_(?:test|live|prod|org)_|whsec_)[A-Za-z0-9_]+/gi;

/** Takes whatever could be a card number, an IBAN or a key out of text that goes into an answer or the log. */
export const redact = (text: string): string =>
  text.replace(IBAN, '[redacted]').replace(DIGITS, '[redacted]').replace(KEY, '$1[redacted]');
