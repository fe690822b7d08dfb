/** What a soak has measured: a table of it, and what has grown that should not. */

/** By how much a size may grow between the first and the last time it was taken; what is not named may not at all. */
const ALLOWED: Record<string, Record<string, number>> = {
  // The heap's own caches: code that has been compiled, hidden classes.
  page: { heap: 1_000_000 },
  frame: { heap: 1_000_000 },
  // Pages of the database that it has read since are kept, as it is made for.
  sandbox: { rss: 64 * 1024 ** 2, heapUsed: 8 * 1024 ** 2, external: 48 * 1024 ** 2, resources: 2 },
};

export function compare(sizes: Record<string, Record<string, number>[]>): string[] {
  const grown: string[] = [];
  for (const [where, times] of Object.entries(sizes)) {
    const [first = {}, last = {}] = [times[0], times.at(-1)];
    console.log(`  ${where}`);
    for (const name of Object.keys(first)) {
      const row = times.map((time) => time[name] ?? 0);
      console.log(`    ${name.padEnd(14)} ${row.join(' → ')}`);
      const growth = (last[name] ?? 0) - (first[name] ?? 0);
      if (growth > (ALLOWED[where]?.[name] ?? 0))
        grown.push(`The ${name} of the ${where} has grown by ${growth}.`);
    }
  }
  return grown;
}

/** One line of counts, those of several added up. */
export function print(what: string, ...counts: Record<string, number>[]): void {
  const sum: Record<string, number> = {};
  for (const count of counts)
    for (const [name, number] of Object.entries(count)) sum[name] = (sum[name] ?? 0) + number;
  const parts = Object.entries(sum).map(([name, number]) => `${name} ${number}`);
  console.log(`  ${what}: ${parts.join(', ') || 'nothing'}`);
}
