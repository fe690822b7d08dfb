type Fields = Record<string, unknown>;

/**
 * Returns the former values of properties that have changed, as an `….updated` event shows them; for a hash,
 * only those of its properties that have changed.
 */
export function previousAttributes(before: object, after: object): Fields {
  const [old, now] = [before as Fields, after as Fields];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, previousValue(old[name], now[name])]));
}

function previousValue(before: unknown, after: unknown): unknown {
  return isHash(before) && isHash(after) ? previousAttributes(before, after) : (before ?? null);
}

const isHash = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
