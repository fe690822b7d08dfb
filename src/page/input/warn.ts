const said = new Set<string>();

/** Warns on the console which options were ignored and why, once for each page and option. */
export function warnOnce(lines: string[]): void {
  const news = lines.filter((line) => !said.has(line));
  for (const line of news) said.add(line);
  if (news.length) console.warn(`Payframe left out what it cannot use:\n${news.join('\n')}`);
}
