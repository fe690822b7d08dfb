const said = new Set<string>();

/** Says on the console which options had no effect and why, each once a page. */
export function warnOnce(lines: string[]): void {
  const news = lines.filter((line) => !said.has(line));
  for (const line of news) said.add(line);
  if (news.length) console.warn(`Payframe left out what it cannot use:\n${news.join('\n')}`);
}
