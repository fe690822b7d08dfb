import type { Json, JsonObject } from '../../wire/index.js';

/** Greatest depth, more than any parameter of the API has. */
const MAX_DEPTH = 8;

/**
 * Encodes parameters as a form body with bracketed names, `card[number]=…`, as the public API takes them.
 *
 * @throws RangeError for parameters nested more than 8 levels deep, and for names that contain brackets,
 * because they could stand for another parameter.
 */
export function formBody(params: JsonObject): URLSearchParams {
  const body = new URLSearchParams();
  const add = (name: string, value: Json, depth: number) => {
    if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
    if (value === null) return;
    if (typeof value !== 'object') return body.append(name, `${value}`);
    for (const [key, item] of Object.entries(value)) add(`${name}[${plain(key)}]`, item, depth + 1);
  };
  for (const [name, value] of Object.entries(params)) add(plain(name), value, 0);
  return body;
}

function plain(name: string): string {
  if (/[[\]]/.test(name)) throw new RangeError('a name holds brackets');
  return name;
}
