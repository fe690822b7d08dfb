import { FRAMES } from './fixed-frames.mjs';

// All documents of a frame import from one folder, whatever their own addresses are.
// Browsers remember that a request failed, for as long as the document lives, so the second try has another name.
const IMPORT_LATER = `const importLater = (path) =>
  import("${FRAMES}/" + path).catch(() => import("${FRAMES}/" + path + "?" + Date.now()))
    .then(({ default: run }) => (run.done ??= run(first)));`;

/**
 * Makes each script that a frame imports later a function of what the first one exports. The first script is
 * inline in the frame's document, where no other file can import it.
 */
export function laterScripts() {
  return {
    name: 'later-scripts',
    outputOptions: (options) => ({ ...options, format: 'cjs', strict: false, esModule: false }),
    intro: ({ isEntry, dynamicImports }) =>
      [
        isEntry
          ? 'const first = {}, exports = first;'
          : 'export default (first) => { const exports = {}, require = () => first;',
        ...(dynamicImports.length > 0 ? [IMPORT_LATER] : []),
      ].join(''),
    outro: ({ isEntry }) => (isEntry ? '' : 'return exports; };'),
    renderDynamicImport: () => ({ left: 'importLater(', right: ')' }),
    renderChunk(_, { isEntry, fileName, imports }) {
      const others = imports.filter((name) => isEntry || !name.endsWith('.html'));
      if (others.length > 0)
        this.error(
          `${fileName} imports ${others.join()}. Let the first script import what later ones share.`,
        );
    },
  };
}
