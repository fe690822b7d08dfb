/** Line and column, both counted from 1. Columns count UTF-16 code units, as editors do. */
export interface Position {
  line: number;
  column: number;
}

export const START: Position = { line: 1, column: 1 };

/**
 * Returns the position after reading on. `text` has one byte in each character, as {@link findKeys} takes it.
 */
export function advance({ line, column }: Position, text: string): Position {
  const last = text.lastIndexOf('\n');
  const rest = Buffer.from(text.slice(last + 1), 'latin1').toString('utf8').length;
  if (last === -1) return { line, column: column + rest };
  let lines = 1;
  for (let at = text.indexOf('\n'); at < last; at = text.indexOf('\n', at + 1)) lines++;
  return { line: line + lines, column: 1 + rest };
}
