/** Runs the parts that the command line names, one after the other, or all. */
export async function runParts(parts: Record<string, () => Promise<void> | void>): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !Object.hasOwn(parts, name));
  if (unknown)
    throw new Error(`There is no part "${unknown}": name some of ${Object.keys(parts).join(', ')}.`);
  for (const [name, print] of Object.entries(parts))
    if (named.length === 0 || named.includes(name)) await print();
}
