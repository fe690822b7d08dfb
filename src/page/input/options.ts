import { findSecret } from '../../keys/index.js';
import { isRecord, type Json, type JsonObject } from '../../wire/index.js';
import { IntegrationError } from '../errors.js';
import { secretKeyMessage } from './publishable-key.js';

const MAX_DEPTH = 16;

/**
 * Values that options of a group and of a Payment Element take: for each the pattern of its path, and its texts or the type of its
 * values. The first pattern that fits counts.
 */
const VALUES =
  'layout(.type)?=accordion|tabs|auto fields.*address=auto|never|if_required fields.*name|fields.phone|terms.+=auto|never|always (fields|wallets).+=auto|never fields|terms|wallets=object'.split(
    ' ',
  );

/** @throws IntegrationError that says what an option takes, and what was given. */
export function refuse(option: string, right: string, given: unknown): never {
  throw new IntegrationError(`options.${option} must be ${right}, not ${given}.`, 'invalid_option', option);
}

/**
 * Checks the value of an option: a text, or the type of any other value, has to match `right`.
 *
 * @throws IntegrationError for any other value.
 */
export function takes(option: string, right: string, value: unknown, also = ''): void {
  const given = text(value) ?? typeof value;
  if (!RegExp(`^(${right}${also})$`).test(given)) refuse(option, right, given);
}

/** Checks an option by its path. An object passes, because its entries are options of their own. */
const checkValue = (value: unknown, path: string) =>
  VALUES.some((rule) => {
    const [name, right] = rule.split('=') as [string, string];
    const found = RegExp(`^options.(${name})$`).test(path);
    if (found) takes(path.slice(8), right, value, '|object|undefined');
    return found;
  });

/**
 * Makes a deep, plain copy of options, because they may be reactive proxies, which `postMessage` refuses, and may change
 * later. It leaves out functions and undefined values.
 *
 * @throws IntegrationError when it finds a secret key, or more than 16 levels of nesting (or a circle).
 */
export function copyOptions(options: unknown, name: string): JsonObject {
  return copyRecord(requireObject(options, name), name, 0);
}

/** @throws IntegrationError for options that are neither an object nor left out */
export function requireObject(options: unknown, name: string): Record<string, unknown> {
  const record = options ?? {};
  if (typeof record !== 'object' || Array.isArray(record)) {
    throw new IntegrationError(`${name} must be a plain object.`, 'invalid_option', name);
  }
  return record as Record<string, unknown>;
}

function copyRecord(record: Record<string, unknown>, path: string, depth: number): JsonObject {
  // Without a prototype, `__proto__` is a name like any other, and a missing option is not inherited.
  const copy: JsonObject = { __proto__: null };
  for (const key of Object.keys(record)) {
    refuseSecret(key, path, `A name in ${path}`);
    const value = copyValue(record[key], `${path}.${key}`, depth);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

function copyValue(value: unknown, path: string, depth: number): Json | undefined {
  if (depth > MAX_DEPTH) {
    throw new IntegrationError(`${path} must be a plain object.`, 'invalid_option', path);
  }
  checkValue(value, path);
  if (typeof value === 'string') return refuseSecret(value, path);
  if (typeof value === 'boolean' || value === null || Number.isFinite(value)) return value as Json;
  if (isDate(value)) return value.toJSON();
  if (Array.isArray(value))
    return Array.from(value, (item, index) => copyValue(item, `${path}[${index}]`, depth + 1) ?? null);
  if (isRecord(value)) return copyRecord(value, path, depth + 1);
  return undefined;
}

/** Returns an option that has to be a text, and `undefined` for any other value. */
export const text = (option: unknown): string | undefined =>
  typeof option === 'string' ? option : undefined;

const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

/**
 * Returns the text if it contains no secret key.
 *
 * @throws IntegrationError when it contains one; `path` says where the text was.
 */
export function refuseSecret(text: string, path: string, where = path): string {
  const secret = findSecret(text);
  if (secret) throw new IntegrationError(secretKeyMessage(secret, where), 'secret_key_refused', path);
  return text;
}
