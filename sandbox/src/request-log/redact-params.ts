import { redact } from '../kernel/redact.js';

/**
 * Names of parameters that hold card data, numbers of accounts and ids, or secrets, in lower case and reduced to letters
 * and digits. So does every name that ends with `secret`.
 */
const SECRET = new Set([
  'accountnumber',
  'cardcode',
  'cardnumber',
  'cardverificationcode',
  'cardverificationvalue',
  'cav',
  'cav2',
  'cid',
  'csc',
  'cvc',
  'cvc2',
  'cvcupdate',
  'cvd',
  'cvn',
  'cvn2',
  'cvv',
  'cvv2',
  'expmonth',
  'expyear',
  'iban',
  'idnumber',
  'idnumbersecondary',
  'key',
  'number',
  'pan',
  'registrationnumber',
  'securitycode',
  'ssnlast4',
  'taxid',
  'token',
  'vatid',
  'verificationcode',
  'verificationvalue',
]);

function isSecret(name: string): boolean {
  const bare = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
  return SECRET.has(bare) || bare.endsWith('secret');
}

/**
 * Returns the same value, with `[redacted]` in place of secrets; text that looks like a secret is redacted
 * under every name.
 */
export function redactObject(value: unknown): unknown {
  return redacted(value, (name) => isSecret(name));
}

/** Parameters about a card, or about a person whose identity is verified. */
const PRIVATE = new Set(['card', 'provided_details', 'verified_outputs']);

/**
 * Redacts a request's parameters like `redactObject`, and leaves nothing of what is private, whatever its parts are
 * named.
 */
export function redactParams(value: unknown): unknown {
  return redacted(value, (name) => isSecret(name) || PRIVATE.has(name));
}

function redacted(value: unknown, isHidden: (name: string) => boolean): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, isHidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redact(name),
      isHidden(name) ? hidden(item) : redacted(item, isHidden),
    ]),
  );
}

/** Returns only the names of the parts that were sent, without names that could themselves be secret. */
export function hidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '[redacted]';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      /^[a-z_]+$/i.test(name) ? name : '[redacted]',
      hidden(item),
    ]),
  );
}
