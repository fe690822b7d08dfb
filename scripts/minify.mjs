import { minify as shrink } from 'terser';

/**
 * Minifies a script that browsers load. `unsafe` turns `String(x)` and template literals into additions, which throw for a Symbol: a
 * text is made only of texts, numbers and parts of errors. Comparisons as they are written compress better than with the constant first.
 */
export const minify = (options) => [
  letDeclarations(),
  terser({
    ...options,
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, inline: 1, unsafe: true, lhs_constants: false },
    format: { comments: false, wrap_iife: true },
  }),
];

/** Terser, in this process: its own plugin starts a worker for each build, in which it is never warm. */
const terser = (options) => ({
  name: 'terser',
  async renderChunk(code, _chunk, { format }) {
    const { code: result } = await shrink(code, { module: format === 'es', ...options });
    return { code: result, map: null };
  },
});

/**
 * Declares constants with `let`: declarations of one kind can be joined, and compress better. That nothing
 * assigns to a constant, the compiler has checked.
 */
function letDeclarations() {
  return {
    name: 'let-declarations',
    renderChunk(code) {
      let result = code;
      for (const start of constantsIn(this.parse(code)))
        result = `${result.slice(0, start)}let  ${result.slice(start + 'const'.length)}`;
      return { code: result, map: null };
    },
  };
}

/** Finds the places of all `const` declarations in a syntax tree. */
function constantsIn(node) {
  if (Array.isArray(node)) return node.flatMap(constantsIn);
  if (typeof node?.type !== 'string') return [];
  const isConstant = node.type === 'VariableDeclaration' && node.kind === 'const';
  return [...(isConstant ? [node.start] : []), ...Object.values(node).flatMap(constantsIn)];
}
