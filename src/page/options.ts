import { findSecret } from '../keys/index.js';
import { isRecord, type Json, type JsonObject } from '../wire/index.js';
import { IntegrationError } from './errors.js';
import { secretKeyMessage } from './publishable-key.js';

const MAX_DEPTH = 16;

/**
 * A deep, plain copy of what a caller passed, made at once: options may be reactive proxies (which `postMessage`
 * refuses) and may change later. Undefined values and functions are left out; a secret key anywhere in it is refused.
 *
 * @throws IntegrationError where a secret key is found, or nesting goes deeper than 16 levels (or in circles).
 */
export function copyOptions(options: unknown, name: string): JsonObject {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new IntegrationError(`${name} must be an object.`, 'invalid_option', name);
  }
  return copyRecord(options as Record<string, unknown>, name, 0);
}

function copyRecord(record: Record<string, unknown>, path: string, depth: number): JsonObject {
  const copy: JsonObject = {};
  for (const key of Object.keys(record)) {
    const value = copyValue(record[key], `${path}.${key}`, depth);
    // Defined, not assigned: a key named `__proto__` is then a key like any other.
    if (value !== undefined) Object.defineProperty(copy, key, { value, enumerable: true, writable: true });
  }
  return copy;
}

function copyValue(value: unknown, path: string, depth: number): Json | undefined {
  if (depth > MAX_DEPTH) {
    throw new IntegrationError(`${path} is nested too deeply, or in a circle.`, 'invalid_option', path);
  }
  if (typeof value === 'string') return refuseSecret(value, path);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return value.map((item, index) => copyValue(item, `${path}[${index}]`, depth + 1) ?? null);
  if (isRecord(value)) return copyRecord(value, path, depth + 1);
  return undefined;
}

function refuseSecret(text: string, path: string): string {
  const secret = findSecret(text);
  if (secret) throw new IntegrationError(secretKeyMessage(secret, path), 'secret_key_refused', path);
  return text;
}
