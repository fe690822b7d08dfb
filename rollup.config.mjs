import { readFileSync, rmSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import sandbox from './sandbox/rollup.config.mjs';
import { cardTypes, cssText, frameDocument, frameLocales, hostHeaders } from './scripts/host-plugin.mjs';
import { localesFolder } from './scripts/locales.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const define = { VERSION: JSON.stringify(version), LOCALES: JSON.stringify(`/${localesFolder}`) };
const typescript = () => esbuild({ target: 'es2022', define });
const minify = () =>
  terser({ ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, format: { comments: false } });

// A script's name changes with its content: those of earlier builds would stay.
rmSync('dist/host', { recursive: true, force: true });

/** Collects the headers of every file that the host serves, while the files are made. */
const headers = {};

/** A frame's document and scripts in `dist/host/frame/v1`: what is imported later is a file of its own. */
const frame = (name, css) => ({
  input: { [name]: `src/frame/${name}.ts` },
  output: {
    dir: 'dist/host',
    format: 'es',
    entryFileNames: 'frame/v1/[name]-[hash].js',
    chunkFileNames: 'frame/v1/[name]-[hash].js',
    hashCharacters: 'hex',
  },
  plugins: [
    cardTypes(),
    resolve(),
    commonjs(),
    json(),
    typescript(),
    cssText(),
    minify(),
    frameDocument({ html: `src/frame/${name}.html`, css, path: `frame/v1/${name}.html`, headers }),
  ],
});

/** The script tag's file, as the host serves it and as the package ships it. */
const script = {
  input: 'src/page/script.ts',
  output: { dir: 'dist/host', entryFileNames: 'js/v1/payframe.js', format: 'iife', name: 'Payframe' },
  plugins: [
    typescript(),
    minify(),
    frameLocales({ headers }),
    hostHeaders({ script: 'js/v1/payframe.js', headers }),
  ],
};

/** The npm entry. */
const library = {
  input: 'src/page/index.ts',
  output: [
    { file: 'dist/payframe.mjs', format: 'es', sourcemap: true },
    { file: 'dist/payframe.cjs', format: 'cjs', sourcemap: true },
  ],
  plugins: [typescript()],
};

// The sandbox last: it takes the host's files along.
export default [
  frame('card', 'src/frame/card.css'),
  frame('iban', 'src/frame/card.css'),
  frame('agent'),
  script,
  library,
  ...sandbox,
];
