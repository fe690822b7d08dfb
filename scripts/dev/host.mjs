import { readFileSync } from 'node:fs';
import { context } from 'esbuild';
import { FRAMES } from '../fixed-frames.mjs';
import { frames } from '../frames.mjs';
import { approvedFonts, cardTypes, cssText, frameDocument, scriptHeaders } from '../host-plugin.mjs';
import { readLocales } from '../locales.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const LOCALES = 'frame/v1/locales';
const SCRIPT = 'js/v1/payframe.js';

const settings = {
  bundle: true,
  write: false,
  metafile: true,
  logLevel: 'silent',
  target: 'es2022',
  sourcemap: 'inline',
  define: {
    VERSION: JSON.stringify(version),
    LOCALES: JSON.stringify(`/${LOCALES}`),
    FRAMES: JSON.stringify(FRAMES),
  },
  plugins: [{ name: 'host', setup: loadAsRollupDoes }],
};

/**
 * Makes esbuild load files that otherwise only the plugins of the build can load: the table of cards, and
 * style sheets as texts.
 */
function loadAsRollupDoes(build) {
  const [cards, css] = [cardTypes(), cssText()];
  const table = /^credit-card-type\/dist\/lib\/card-types$/;
  build.onResolve({ filter: table }, ({ path }) => ({
    path: cards.resolveId(path),
    namespace: 'card-types',
  }));
  build.onLoad({ filter: /.*/, namespace: 'card-types' }, ({ path }) => ({ contents: cards.load(path) }));
  build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await css.load(path) }));
}

/**
 * Builds everything that the host serves, in memory and without minifying.
 *
 * @returns {Promise<{ build(): Promise<Map<string, { body: Uint8Array | string, headers: Record<string,
 * string> }>>,
 * close(): Promise<void> }>} `build` builds the changed files again, and throws esbuild's errors.
 */
export async function createHostBuilder() {
  const scripts = await context({
    ...settings,
    entryPoints: Object.fromEntries(frames.map(({ name, script }) => [`frame/v1/${name}`, script])),
    outdir: '.',
    format: 'esm',
    splitting: true,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'frame/v1/[name]-[hash]',
  });
  const page = await context({
    ...settings,
    entryPoints: ['src/page/script.ts'],
    outfile: SCRIPT,
    format: 'iife',
    globalName: 'Payframe',
    footer: { js: 'Payframe = Payframe.default;' },
  });

  async function build() {
    const built = await Promise.all([scripts.rebuild(), page.rebuild()]);
    const [chunks, [pageChunk]] = built.map(chunksOf);
    const scriptFiles = [...chunks, pageChunk].map(({ fileName, code }) => ({
      fileName,
      source: code,
      headers: scriptHeaders(),
    }));
    const files = [
      ...(await Promise.all(frames.map((frame) => documentOf(frame, chunks)))),
      ...(await listOfFonts()),
      ...[...readLocales()].map(([tag, source]) => ({ fileName: `${LOCALES}/${tag}.json`, source })),
      ...scriptFiles,
    ];
    return new Map(
      files.map(({ fileName, source, headers }) => [
        `/${fileName}`,
        { body: source, headers: { 'Content-Type': 'application/json', ...headers, ...NEVER_KEPT } },
      ]),
    );
  }

  return { build, close: async () => void (await Promise.all([scripts.dispose(), page.dispose()])) };
}

const NEVER_KEPT = { 'Cache-Control': 'no-store' };

/** Returns esbuild's output files in the form that the plugins of the build know. */
function chunksOf({ outputFiles, metafile }) {
  return outputFiles.map(({ path, text }) => {
    const [fileName, { entryPoint }] = Object.entries(metafile.outputs).find(([name]) =>
      path.endsWith(`/${name}`),
    );
    return { fileName, code: text, entryPoint };
  });
}

/** Returns a frame's document, around its first script. */
async function documentOf({ script, path, ...document }, chunks) {
  const { code } = chunks.find(({ entryPoint }) => entryPoint === script);
  return { fileName: path, ...(await frameDocument(document, code, 'module')) };
}

/** Returns the list of fonts that the build writes. */
async function listOfFonts() {
  const headers = {};
  const files = [];
  await approvedFonts({ headers }).generateBundle.call({ emitFile: (file) => files.push(file) });
  return files.map((file) => ({ ...file, headers: headers[`/${file.fileName}`] }));
}
