import { digitsOf, toAscii } from './digits.js';
import { type FieldErrorCode, textRule } from './text-rule.js';

/** Longest email address that can be delivered to (RFC 5321, section 4.5.3.1.3). */
const LONGEST_EMAIL = 254;
/** Longest phone number with its country's code (E.164), and the shortest that a country has without it. */
const LONGEST_PHONE = 15;
const SHORTEST_PHONE = 5;
/** Greatest number of characters of a phone number, with the signs between its digits. */
const LONGEST_WRITTEN_PHONE = 24;

/** Rule for email addresses, which have no spaces. */
export const emailRule = textRule(LONGEST_EMAIL, /\s/g);

/**
 * Returns the error of an email address, if any. It checks only the form that every address of the internet has:
 * whether mail arrives there is known only to the server behind it.
 */
export function emailError(email: string): FieldErrorCode | undefined {
  const [local = '', domain, ...more] = email.split('@');
  if (more.length > 0 || /^@|^\.|\.\.|\.@|@[.-]/.test(email)) return 'invalid_email';
  if (!(local && domain && /.\.[^.]{2,}$/.test(domain))) return 'incomplete_email';
  return /^[\p{L}\p{N}.-]+$/u.test(domain) ? undefined : 'invalid_email';
}

/** Rule for phone numbers: digits and the signs that people write between them. */
export const phoneRule = textRule(LONGEST_WRITTEN_PHONE, /[^\d+ ()./-]/g, toAscii);

/** Returns the error of a phone number, if any. Which numbers a country has is not checked. */
export function phoneError(phone: string): FieldErrorCode | undefined {
  const { length } = digitsOf(phone);
  if (length < SHORTEST_PHONE) return 'incomplete_phone';
  return length > LONGEST_PHONE || /.\+/.test(phone.trim()) ? 'invalid_phone' : undefined;
}

/** Errors of what a person has left out: the payment method, and the billing details by their paths. */
export const MISSING = {
  payment_method: 'incomplete_method',
  name: 'incomplete_name',
  email: 'incomplete_email',
  phone: 'incomplete_phone',
  'address.country': 'incomplete_country',
  'address.line1': 'incomplete_line1',
  'address.city': 'incomplete_city',
  'address.state': 'incomplete_state',
  'address.postal_code': 'incomplete_zip',
} as const satisfies Record<string, FieldErrorCode>;

/** Creates the check of a field that may hold any text except an empty one. */
export const required =
  (code: FieldErrorCode = 'incomplete_field') =>
  (text: string): FieldErrorCode | undefined =>
    text.trim() ? undefined : code;
