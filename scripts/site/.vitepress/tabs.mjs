/**
 * Shows pieces of code that follow each other and have a title each, as in "```js [React]", as tabs of one box. On other
 * sites they stand one below the other.
 */
export function joinTitledCode(md) {
  md.core.ruler.push('join_titled_code', (state) => {
    state.tokens = state.tokens.flatMap((token, at, all) => [
      ...(isTitled(token) && !isTitled(all[at - 1]) ? [edge(state, 'open', 1)] : []),
      token,
      ...(isTitled(token) && !isTitled(all[at + 1]) ? [edge(state, 'close', -1)] : []),
    ]);
  });
}

const isTitled = (token) => token?.type === 'fence' && /\[.+\]/.test(token.info);

/** Where a box begins or ends, as VitePress itself marks it. */
const edge = (state, end, nesting) => {
  const token = new state.Token(`container_code-group_${end}`, 'div', nesting);
  token.block = true;
  return token;
};
