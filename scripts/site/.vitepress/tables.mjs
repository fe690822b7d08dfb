/** Makes the empty corner of a table a plain cell: a screen reader would announce a header without a name. */
export function emptyCorners(md) {
  md.core.ruler.push('empty_corners', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type !== 'th_open' || tokens[at + 1].content) continue;
      for (const cell of [token, tokens[at + 2]]) cell.tag = 'td';
    }
  });
}
