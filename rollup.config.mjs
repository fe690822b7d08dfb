import { readFileSync, rmSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import sandbox from './sandbox/rollup.config.mjs';
import { errorsPage } from './scripts/errors-page.mjs';
import { FRAMES, fixedFrames } from './scripts/fixed-frames.mjs';
import { frames } from './scripts/frames.mjs';
import {
  approvedFonts,
  cardTypes,
  cssText,
  englishTexts,
  frameFiles,
  frameLocales,
  hostHeaders,
  ibanTables,
} from './scripts/host-plugin.mjs';
import { shortNames } from './scripts/internal-names.mjs';
import { laterScripts } from './scripts/later-scripts.mjs';
import { localesFolder } from './scripts/locales.mjs';
import { minify } from './scripts/minify.mjs';
import { pageScript, SCRIPTS } from './scripts/page-script.mjs';
import { pinned } from './scripts/pinned.mjs';
import { withSbom } from './scripts/sbom.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const define = { VERSION: JSON.stringify(version), LOCALES: JSON.stringify(`/${localesFolder}`) };
const typescript = (more = { FRAMES: JSON.stringify(FRAMES) }) =>
  esbuild({ target: 'es2022', define: { ...define, ...more } });

// A script's name changes with its content: those of earlier builds would stay.
rmSync('dist/host', { recursive: true, force: true });

/** Collects the frames' documents, and the headers of every file that the host serves, while the files are made. */
const host = { documents: {}, headers: {} };

/** A frame's document and its later scripts in `dist/host/frame/v1`. */
const frame = ({ name, script, ...document }) => ({
  input: { [name]: script },
  output: {
    dir: 'dist/host',
    compact: true,
    entryFileNames: 'frame/v1/[name].html',
    chunkFileNames: 'frame/v1/[name]-[hash].js',
    hashCharacters: 'hex',
  },
  plugins: [
    cardTypes(),
    ibanTables(),
    englishTexts(),
    resolve(),
    commonjs(),
    json(),
    typescript(),
    cssText(),
    // All documents of a frame import from one folder, whatever their own addresses are.
    laterScripts(JSON.stringify(`${FRAMES}/`)),
    minify({ module: true }),
    frameFiles({ ...document, ...host }),
  ],
});

/** The host's script, which asks for the frames and the later scripts of its own build. */
const hostScript = {
  input: 'src/page/host-script.ts',
  // The first script also exports what the later one shares with it.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist/host',
    compact: true,
    entryFileNames: 'js/v1/payframe.js',
    chunkFileNames: 'js/v1/later-[hash].js',
    hashCharacters: 'hex',
  },
  plugins: [
    typescript({}),
    fixedFrames(host),
    pageScript(host),
    laterScripts(SCRIPTS),
    // The global stays, although nothing of the script itself reads it.
    minify({ ...shortNames, toplevel: false }),
    frameLocales(host),
    errorsPage(host),
    approvedFonts(host),
    hostHeaders({ ...host, script: 'js/v1/payframe.js' }),
  ],
};

/** The script for pages that pin it, in one file. It asks for the host's newest frames, as the npm entry does. */
const pinnedScript = {
  input: 'src/page/script.ts',
  output: {
    file: 'dist/payframe.js',
    format: 'iife',
    name: 'Payframe',
    compact: true,
    inlineDynamicImports: true,
  },
  plugins: [typescript(), minify(shortNames), pinned(host)],
};

/** The npm entry, in one file: a shop's bundler may make a script that cannot be split, and leaves out what is not used. */
const library = {
  input: 'src/page/index.ts',
  output: ['mjs', 'cjs'].map((extension) => ({
    file: `dist/payframe.${extension}`,
    format: extension === 'mjs' ? 'es' : 'cjs',
    inlineDynamicImports: true,
    // Parcel keeps whatever is the argument of a call.
    freeze: false,
    sourcemap: true,
  })),
  plugins: [typescript()],
};

/** The React binding. Next.js and its like look for the directive in the first line. */
const react = {
  input: 'src/react/index.ts',
  external: ['react'],
  output: [
    { file: 'dist/react.mjs', format: 'es', sourcemap: true, banner: "'use client';" },
    { file: 'dist/react.cjs', format: 'cjs', sourcemap: true, banner: "'use client';" },
  ],
  plugins: [typescript()],
};

/** The Vue binding. */
const vue = {
  input: 'src/vue/index.ts',
  external: ['vue'],
  output: [
    { file: 'dist/vue.mjs', format: 'es', sourcemap: true },
    { file: 'dist/vue.cjs', format: 'cjs', sourcemap: true },
  ],
  plugins: [typescript()],
};

/** The custom elements, for a bundler or for a page's module script as they are. */
const element = {
  input: 'src/element/index.ts',
  output: [
    { file: 'dist/element.mjs', format: 'es', sourcemap: true },
    { file: 'dist/element.cjs', format: 'cjs', sourcemap: true },
  ],
  plugins: [typescript()],
};

/**
 * What a shop's own tests use: the frames' rules, and the npm entry itself beside it, so that its errors are the same
 * classes.
 */
const testing = {
  input: 'src/testing/index.ts',
  external: /\/page\/index\.js$/,
  output: ['mjs', 'cjs'].map((extension) => ({
    file: `dist/testing.${extension}`,
    format: extension === 'mjs' ? 'es' : 'cjs',
    sourcemap: true,
    // What a frame loads later is there from the start: a test should not wait for it.
    inlineDynamicImports: true,
    paths: (id) => (/\/page\/index\.js$/.test(id) ? `./payframe.${extension}` : id),
  })),
  plugins: [cardTypes(), resolve(), commonjs(), json(), typescript(), cssText()],
};

/** The guard's plugins and commands, for Node. */
const guard = [
  {
    input: {
      index: 'src/guard/index.ts',
      payframe: 'src/guard/payframe-command.ts',
      'payframe-guard': 'src/guard/guard-command.ts',
    },
    output: {
      dir: 'dist/guard',
      format: 'es',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name].mjs',
      sourcemap: true,
    },
    external: /^node:/,
    plugins: [typescript()],
  },
  {
    input: 'src/guard/index.ts',
    output: { file: 'dist/guard/index.cjs', format: 'cjs', sourcemap: true },
    external: /^node:/,
    plugins: [typescript()],
  },
];

// The sandbox last: it takes the host's files along.
export default withSbom([
  ...frames.map(frame),
  pinnedScript,
  hostScript,
  library,
  ...guard,
  testing,
  react,
  vue,
  element,
  ...sandbox,
]);
