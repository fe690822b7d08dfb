/**
 * Returns a page with a text between two comments, which say what it is and which command writes it.
 *
 * @throws Error for a page that has no such comments.
 */
export function withGenerated(page: string, name: string, command: string, text: string): string {
  const opening = `<!-- The ${name}: npm run ${command} -->`;
  const [begin, end] = [page.indexOf(opening), page.indexOf(`<!-- End of the ${name} -->`)];
  if (begin < 0 || end < begin) throw new Error(`The page has no place for the ${name}: ${opening}`);
  return `${page.slice(0, begin + opening.length)}\n\n${text}\n\n${page.slice(end)}`;
}
