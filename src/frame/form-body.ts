import type { Json, JsonObject } from '../wire/index.js';

/** Deeper than any parameter of the API. */
const MAX_DEPTH = 8;

/**
 * Parameters as a form body with bracketed names, `card[number]=…`: what the public API takes.
 *
 * @throws RangeError for parameters nested more than 8 levels deep.
 */
export function formBody(params: JsonObject): URLSearchParams {
  const body = new URLSearchParams();
  const add = (name: string, value: Json, depth: number) => {
    if (depth > MAX_DEPTH) throw new RangeError(`${name.slice(0, 60)} is nested too deeply.`);
    if (value === null) return;
    if (typeof value !== 'object') return body.append(name, `${value}`);
    for (const [key, item] of Object.entries(value))
      add(`${name}[${Array.isArray(value) ? '' : key}]`, item, depth + 1);
  };
  for (const [name, value] of Object.entries(params)) add(name, value, 0);
  return body;
}
