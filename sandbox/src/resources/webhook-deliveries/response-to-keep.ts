import { redact } from '../../kernel/redact.js';
import { redactObject } from '../../request-log/index.js';

/** Longest part of an answer that is kept, in characters. */
const KEPT = 500;

/** Returns the beginning of an endpoint's answer as it may be stored: without what could be a secret or card data. */
export function responseToKeep(response: string): string {
  // PostgreSQL accepts no text with a zero character.
  return redacted(response).replaceAll('\0', '\ufffd').slice(0, KEPT);
}

/** Redacts JSON by the names in it too. Only an answer that was read to its end is JSON. */
function redacted(response: string): string {
  try {
    const value: unknown = JSON.parse(response);
    return typeof value === 'object' && value !== null
      ? JSON.stringify(redactObject(value))
      : redact(response);
  } catch {
    return redact(response);
  }
}
