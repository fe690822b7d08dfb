/** Returns the advice that follows the report of a misspelt name: the nearest name, or all that there are. */
export function nameAdvice(misspelt: string, names: readonly string[]): string {
  const nearest = nearestName(misspelt, names);
  return nearest === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${nearest}?`;
}

/**
 * Returns the name that somebody most likely meant by a misspelt one: the nearest by the number of characters to
 * insert, delete or replace (Levenshtein), unless every name differs in more than half of its characters.
 */
function nearestName(misspelt: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, distance: distance(misspelt.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= Math.max(misspelt.length, one.name.length) / 2)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.name;
}

/** The Levenshtein distance, row by row (Wagner and Fischer). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = Number(row[column - 1]) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, Number(row[column]) + 1, Number(next[column - 1]) + 1));
    }
    row = next;
  }
  return Number(row[to.length]);
}
