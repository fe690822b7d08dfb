import { findSecret } from '../../keys/index.js';
import { isRecord, type Json, type JsonObject } from '../../wire/index.js';
import { IntegrationError } from '../errors.js';
import { secretKeyMessage } from './publishable-key.js';

const MAX_DEPTH = 16;

/**
 * Makes a deep, plain copy of options, because they may be reactive proxies, which `postMessage` refuses, and may change
 * later. It leaves out functions and undefined values.
 *
 * @throws IntegrationError when it finds a secret key, or more than 16 levels of nesting (or a circle).
 */
export function copyOptions(options: unknown, name: string): JsonObject {
  const record = options ?? {};
  if (typeof record !== 'object' || Array.isArray(record)) {
    throw new IntegrationError(`${name} must be an object.`, 'invalid_option', name);
  }
  return copyRecord(record as Record<string, unknown>, name, 0);
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
    throw new IntegrationError(`${path} is nested too deeply.`, 'invalid_option', path);
  }
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

const said = new Set<string>();

/** Warns on the console which options were ignored and why, once for each page and option. */
export function warnOnce(lines: string[]): void {
  const news = lines.filter((line) => !said.has(line) && said.add(line));
  if (news.length) console.warn(`Payframe left out what it cannot use:\n${news.join('\n')}`);
}
