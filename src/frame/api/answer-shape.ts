import { isRecord, type Json, type JsonObject } from '../../wire/index.js';
import { toAscii } from '../input/digits.js';

/**
 * Filter for the API's answers. It keeps the properties that the public types of `@stripe/stripe-js` name,
 * each in its own shape. Everything else is left out, so that a host that echoes the request reveals nothing
 * to a page. No rule depends on the typed data, because a page could then send its guesses, and learn from
 * what is missing which of them is right.
 */
type Shape = (value: string, known: Set<string>) => string | undefined;

const LONGEST_TEXT = 500;
const LONGEST_URL = 4_096;
const LONGEST_LIST = 100;
const MOST_METADATA = 50;
/** Greatest depth, more than any object of the API has. */
const MAX_DEPTH = 10;
/** Greatest number, more than any amount or time in seconds. */
const MAX_NUMBER = 9_999_999_999;
const REMOVED = '[removed]';

/** Names and characters in another spelling: `%20`, `&#52;`, `&nbsp;`, `\u0034`. */
const ESCAPES = /%([\da-f]{2})|&#x([\da-f]+);|\\u([\da-f]{4})|&#(\d+);|&\w+;|\\[a-z]/gi;
/**
 * Digits, with any characters between them, that are many enough to be a card's number or nearly all of one;
 * and IBANs.
 */
const LONG_NUMBER = /\d(?:[^\p{L}\d]*\d){11,}|\b[a-z]{2}\d\d(?=(?:[a-z -]*\d){6})(?:[ -]?[a-z\d]){10,30}/giu;
/**
 * Ids, origins and amounts, which a message may contain; and any other number that is as long as a security
 * code.
 */
const NUMBERS =
  /(https?:\/\/(?:127\.0\.0\.1|(?:[a-z][a-z-]*\d{0,2}\.)*[a-z][a-z-]*)(?::\d{1,5}(?!\d))?|\b[a-z]+_(?=\d*[a-z])(?!\w*\d{9})\w{8,}|(?<![\d.,])\d{1,3}[.,]\d\d(?![\d.,]*\d))|\d(?:[^\p{L}\d]*\d){2,}/giu;

/** Returns a text in the spelling that the patterns above know. */
export function plain(text: string): string {
  const decoded = text.replace(ESCAPES, (_, percent, hex, unicode, decimal) => {
    const code = decimal ? Number(decimal) : Number.parseInt(percent ?? hex ?? unicode, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
  // A text that is escaped several times takes as many rounds.
  return decoded === text ? toAscii(text) : plain(decoded);
}

/** Removes the matches of a pattern from a text, in any spelling. A text without matches stays as it is. */
function without(pattern: RegExp, text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  const spelled = plain(short);
  const clean = spelled.replace(pattern, (_, kept?: unknown) => (typeof kept === 'string' ? kept : REMOVED));
  return clean === spelled ? short : clean.slice(0, LONGEST_TEXT);
}

const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    pattern.test(value) ? value : undefined;

const id = matching(/^(?=.*[a-z])[\w-]{1,255}$/i);
const word = matching(/^(?!.*\d(?:[^a-z]*\d){2})[a-z][\w.[\]-]{0,99}$/i);
/** The brand of a token is in words: `American Express`. */
const brand = matching(/^[a-z][a-z_ ]{0,40}$/i);
const short = matching(/^[\dA-Z-]{1,11}$/i);
const ip = matching(/^[\da-f.:]{3,45}$/i);
const message: Shape = (value) => without(NUMBERS, value);
const text: Shape = (value, known) =>
  known.has(value) ? value.slice(0, LONGEST_TEXT) : without(LONG_NUMBER, value);
/**
 * A phone number has up to 13 digits with its country's code, and up to 11 without: some cards have 12, and
 * those of old networks 14.
 */
const phone: Shape = (value, known) =>
  /^[\d ().-]{3,24}$/.test(value.replace(/^\+/, '')) &&
  value.replace(/\D/g, '').length < (value.startsWith('+') ? 14 : 12)
    ? value
    : text(value, known);
const address = matching(new RegExp(`^https?://[^\\s<>"'\`]{1,${LONGEST_URL}}$`));
/** A return URL that the page has chosen. */
const returnUrl: Shape = (value, known) =>
  address(value, known) && text(value.slice(0, LONGEST_TEXT), known) === value ? value : undefined;

const SHAPES: [Shape, string][] = [
  [
    id,
    'charge client_secret confirmation_token customer financial_connections_account fingerprint id latest_charge mandate ' +
      'payment_intent payment_method request_id setup_intent source',
  ],
  [address, 'doc_url hosted_verification_url hosted_voucher_url stripe_js url'],
  [returnUrl, 'return_url'],
  [ip, 'client_ip'],
  [message, 'message'],
  [phone, 'phone'],
  [brand, 'brand'],
  [short, 'bank_code bic branch_code bsb_number dynamic_last4 last4 routing_number sort_code suffix'],
  [
    word,
    'allow_redisplay available bank bank_account cancellation_reason card checks code currency decline_code display_brand ' +
      'funding livemode networks next_action object param payment_method_preview payment_method_types preferred ' +
      'redirect_to_url sepa_debit status supported type usage use_stripe_sdk used wallet',
  ],
  [
    text,
    'account_holder_name address address_city address_country address_line1 address_line2 address_state address_zip ' +
      'bank_name billing_details carrier city country description email line1 line2 name postal_code ' +
      'receipt_email shipping state town tracking_number',
  ],
];
/** Names of words by their ends: `cvc_check`, `capture_method`, `account_type`. */
const WORDS = /_(check|error|method|status|type|usage)$/;
const NUMERIC = new Set('amount arrival_date canceled_at created exp_month exp_year expires_at'.split(' '));
const BY_NAME = new Map(SHAPES.flatMap(([shape, names]) => names.split(' ').map((name) => [name, shape])));

/**
 * Returns whether the property of this name is an id or an address, of a page or a machine, that the host has
 * created, so that no page can choose it.
 */
export const isHostMade = (name: string): boolean => [id, address, ip].includes(BY_NAME.get(name) as Shape);

/**
 * Copies the allowed properties of an object of the API, and nothing else.
 *
 * @param known Texts of the page's own, which may come back as they are.
 */
export function shaped(object: Record<string, unknown>, known = new Set<string>(), depth = 0): JsonObject {
  const made: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    // What belongs to a type has its name: `type: 'ideal'` is beside `ideal: { … }`.
    const shape = name === object.type && word(name, known) ? 'object' : name;
    const kept = name === 'metadata' ? metadata(value, known) : property(shape, value, known, depth);
    if (kept !== undefined) made[name] = kept;
  }
  return made;
}

function property(name: string, value: unknown, known: Set<string>, depth: number): Json | undefined {
  if (typeof value === 'number')
    return NUMERIC.has(name) && Number.isInteger(value) && Math.abs(value) <= MAX_NUMBER ? value : undefined;
  const shape = BY_NAME.get(name) ?? (WORDS.test(name) ? word : undefined);
  if (value === null) return shape || NUMERIC.has(name) ? null : undefined;
  if (!shape) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return shape(value, known);
  if (Array.isArray(value))
    return value
      .slice(0, LONGEST_LIST)
      .flatMap((item) => (typeof item === 'string' && word(item, known)) || []);
  return isRecord(value) && depth < MAX_DEPTH ? shaped(value, known, depth + 1) : undefined;
}

/** Filters the names and values that a shop has chosen. */
function metadata(value: unknown, known: Set<string>): JsonObject | null {
  if (!isRecord(value)) return null;
  const entries = Object.entries(value).slice(0, MOST_METADATA);
  return Object.fromEntries(
    entries.flatMap(([name, item]) =>
      typeof item === 'string' && text(name, known) === name ? [[name, text(item, known)]] : [],
    ),
  ) as JsonObject;
}
