import { readFileSync, rmSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import sandbox from './sandbox/rollup.config.mjs';
import { frameDocument, hostHeaders } from './scripts/host-plugin.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const typescript = () => esbuild({ target: 'es2022', define: { VERSION: JSON.stringify(version) } });
const minify = () =>
  terser({ ecma: 2020, compress: { passes: 3, unsafe_arrows: true }, format: { comments: false } });

// A script's name changes with its content: those of earlier builds would stay.
rmSync('dist/host', { recursive: true, force: true });

/** Collects the headers of every file that the host serves, while the files are made. */
const headers = {};

/** A frame's document and script in `dist/host/frame/v1`. */
const frame = (name, css) => ({
  input: { [name]: `src/frame/${name}.ts` },
  output: {
    dir: 'dist/host',
    format: 'iife',
    entryFileNames: 'frame/v1/[name]-[hash].js',
    hashCharacters: 'hex',
  },
  plugins: [
    resolve(),
    commonjs(),
    typescript(),
    minify(),
    frameDocument({ html: `src/frame/${name}.html`, css, path: `frame/v1/${name}.html`, headers }),
  ],
});

/** The script tag's file, as the host serves it and as the package ships it. */
const script = {
  input: 'src/page/script.ts',
  output: { dir: 'dist/host', entryFileNames: 'js/v1/payframe.js', format: 'iife', name: 'Payframe' },
  plugins: [typescript(), minify(), hostHeaders({ script: 'js/v1/payframe.js', headers })],
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
export default [frame('card', 'src/frame/card.css'), frame('agent'), script, library, ...sandbox];
