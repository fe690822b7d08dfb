import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { licenses } from './build/licenses.mjs';
import { keepTemplate } from './build/template.mjs';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

const inSandbox = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Puts beside the code what it reads at run time: migrations, texts, the database template and the frames' host. */
const assets = {
  name: 'sandbox-assets',
  writeBundle(_, bundle) {
    // A chunk of an earlier build would be packed with the others.
    for (const name of readdirSync(inSandbox('dist')))
      if (/\.mjs(\.map)?$/.test(name) && !(name in bundle)) rmSync(inSandbox(`dist/${name}`));
    replace(inSandbox('drizzle'), inSandbox('dist/drizzle'));
    replace(inSandbox('src/hosted/locales'), inSandbox('dist/locales'));
    replace(inSandbox('../dist/host'), inSandbox('dist/host'));
    keepTemplate({
      maker: inSandbox('dist/make-template.mjs'),
      sources: ['src/kernel/db/make-template.ts', 'src/kernel/jobs/boss.ts', 'build/run-maker.mjs'].map(
        inSandbox,
      ),
      migrationsFolder: inSandbox('drizzle'),
      file: inSandbox('dist/template.tar.gz'),
    });
  },
};

/** The fonts of PDFs. Each PDF takes the letters along that it has. */
const fonts = {
  name: 'sandbox-fonts',
  generateBundle() {
    const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
    const files = { 'DejaVuSans.ttf': 'ttf/', 'DejaVuSans-Bold.ttf': 'ttf/', LICENSE: '' };
    for (const [name, place] of Object.entries(files)) {
      const originalFileName = `${folder}/${place}${name}`;
      const source = readFileSync(originalFileName);
      this.emitFile({ type: 'asset', fileName: `fonts/${name}`, originalFileName, source });
    }
  },
};

function replace(from, to) {
  rmSync(to, { recursive: true, force: true });
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

export default [
  {
    input: {
      index: inSandbox('src/index.ts'),
      cli: inSandbox('src/main/cli.ts'),
      'make-template': inSandbox('src/kernel/db/make-template.ts'),
    },
    output: {
      dir: inSandbox('dist'),
      format: 'es',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name].mjs',
      sourcemap: true,
    },
    // Drizzle's modules have no side effects, as its package.json says. Rollup learns that of its
    // entries only. Where an entry is also imported by its path, the import that comes first would decide, and two
    // builds would differ.
    treeshake: { moduleSideEffects: (id) => !/[\\/]node_modules[\\/]drizzle-orm[\\/]/.test(id) },
    // Packages are bundled: to find and read their many small modules takes a fifth of a start. Only those stay
    // outside that read files of their own, or that hardly a start needs; npm installs these.
    external: Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [
      resolveSource(),
      nodeResolve({ exportConditions: ['node'], preferBuiltins: true }),
      commonjs({ ignoreDynamicRequires: true }),
      json(),
      esbuild({ target: 'node20', tsconfig: inSandbox('tsconfig.json') }),
      licenses('licenses.txt'),
      fonts,
      assets,
    ],
  },
];

/** Source files import each other as `x.js`, and are `x.ts` or `x.tsx`. */
function resolveSource() {
  return {
    name: 'sandbox-source',
    resolveId(id, importer) {
      if (!importer?.match(/\.tsx?$/) || !id.startsWith('.')) return null;
      const [ts, tsx] = ['.ts', '.tsx'].map((extension) =>
        resolve(dirname(importer), id.replace(/\.js$/, extension)),
      );
      return existsSync(ts) ? ts : tsx;
    },
  };
}
