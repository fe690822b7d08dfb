/** Keeps Vue from reading the braces in pieces of code, such as `options={{ … }}`, as its own. */
export function keepBraces(md) {
  md.core.ruler.push('keep_braces', ({ tokens }) => {
    const parts = tokens.flatMap(({ children }) => children ?? []);
    for (const token of parts) if (token.type === 'code_inline') token.attrSet('v-pre', '');
  });
}
