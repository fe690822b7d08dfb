// Browsers remember that a request failed, for as long as the document lives, so the second try has another name.
const importLater = (folder) => `const importLater = (path) =>
  import(${folder} + path).catch(() => import(${folder} + path + "?" + Date.now()))
    .then(({ default: run }) => (run.done ??= run(first)));`;

/**
 * Makes each script that a first one imports later a function of what the first one exports. No other file can import the first one:
 * it is inline in a frame's document, or a page's classic script. `folder` is the code of their common address.
 */
export function laterScripts(folder) {
  return {
    name: 'later-scripts',
    outputOptions: (options) => ({ ...options, format: 'cjs', strict: false, esModule: false }),
    intro: ({ isEntry, dynamicImports }) =>
      [
        isEntry
          ? 'const first = {}, exports = first;'
          : 'export default (first) => { const exports = {}, require = () => first;',
        ...(dynamicImports.length > 0 ? [importLater(folder)] : []),
      ].join(''),
    outro: ({ isEntry }) => (isEntry ? '' : 'return exports; };'),
    renderDynamicImport: () => ({ left: 'importLater(', right: ')' }),
    renderChunk(_, { isEntry, fileName, imports }, __, { chunks }) {
      const others = imports.filter((name) => isEntry || !chunks[name].isEntry);
      if (others.length > 0)
        this.error(
          `${fileName} imports ${others.join()}. Let the first script import what later ones share.`,
        );
    },
  };
}
