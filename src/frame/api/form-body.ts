import type { Json, JsonObject } from '../../wire/index.js';

/** Deeper than any parameter of the API. */
const MAX_DEPTH = 8;

/**
 * Parameters as a form body with bracketed names, `card[number]=…`: what the public API takes.
 *
 * @throws RangeError for parameters nested more than 8 levels deep, and for names that hold brackets of their own: they
 * could stand for another parameter.
 */
export function formBody(params: JsonObject): URLSearchParams {
  const body = new URLSearchParams();
  const add = (name: string, value: Json, depth: number) => {
    if (depth > MAX_DEPTH) throw new RangeError('The parameters are nested too deeply.');
    if (value === null) return;
    if (typeof value !== 'object') return body.append(name, `${value}`);
    for (const [key, item] of Object.entries(value)) add(`${name}[${plain(key)}]`, item, depth + 1);
  };
  for (const [name, value] of Object.entries(params)) add(plain(name), value, 0);
  return body;
}

function plain(name: string): string {
  if (/[[\]]/.test(name)) throw new RangeError('The name of a parameter holds brackets.');
  return name;
}
