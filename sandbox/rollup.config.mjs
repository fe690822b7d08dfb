import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import esbuild from 'rollup-plugin-esbuild';
import { makeTemplate } from './build/template.mjs';

const inSandbox = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Puts beside the code what it reads at run time: migrations, the database template and the frames' host. */
const assets = {
  name: 'sandbox-assets',
  async writeBundle() {
    replace(inSandbox('drizzle'), inSandbox('dist/drizzle'));
    replace(inSandbox('../dist/host'), inSandbox('dist/host'));
    await makeTemplate({ migrationsFolder: inSandbox('drizzle'), file: inSandbox('dist/template.tar.gz') });
  },
};

function replace(from, to) {
  rmSync(to, { recursive: true, force: true });
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

export default [
  {
    input: { index: inSandbox('src/index.ts'), cli: inSandbox('src/cli.ts') },
    output: {
      dir: inSandbox('dist'),
      format: 'es',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name].mjs',
      sourcemap: true,
    },
    // Our own modules are bundled, wherever they are; packages stay what npm installed.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Z]:/i.test(id),
    plugins: [resolveSource(), esbuild({ target: 'node20', tsconfig: inSandbox('tsconfig.json') }), assets],
  },
];

/** Source files import each other as `x.js`, and are `x.ts`. */
function resolveSource() {
  return {
    name: 'sandbox-source',
    resolveId(id, importer) {
      if (!importer || !id.startsWith('.')) return null;
      return this.resolve(id.replace(/\.js$/, '.ts'), importer, { skipSelf: true });
    },
  };
}
