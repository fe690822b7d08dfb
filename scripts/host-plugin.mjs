import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build, transform } from 'esbuild';
import { locales, localesFolder } from './locales.mjs';

/** Returns a hash as `integrity` and a CSP write it. */
export const sha = (algorithm, content) =>
  `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;

export const IMMUTABLE = 'public, max-age=31536000, immutable';
// The time is short, so that a release soon reaches everyone. A stale copy is fine while the new one is
// fetched.
export const EVERGREEN = 'public, max-age=300, stale-while-revalidate=86400';

export const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const DENIED_FEATURES = [
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'microphone',
  'midi',
  'usb',
];

/**
 * Returns the headers of a frame's document. It runs its own script, loads the scripts of its own origin and
 * talks to it, and can do nothing else except what `policy` adds; with `forms`, it sends forms to it. A document that `embeds` others cannot
 * require a policy from them that they do not have. One that `pays` may ask the browser for a payment, which then reads
 * the manifests of the addresses in the list. One that `letsPay` lets the documents in it ask.
 */
const documentHeaders = (
  css,
  script,
  { policy = [], embeds = false, forms = false, pays, letsPay = false },
) => ({
  ...COMMON,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': EVERGREEN,
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src 'self' '${sha('sha256', script)}'`,
    `style-src ${css ? `'${sha('sha256', css)}'` : "'none'"}`,
    ["connect-src 'self'", ...(pays ?? [])].join(' '),
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...policy,
  ].join('; '),
  ...(!embeds && { 'Cross-Origin-Embedder-Policy': 'require-corp' }),
  // This serves a shop on the host's own site; a host may leave it out for others, see docs/security.md. An
  // opaque origin is already apart, and Chromium would warn that the header comes too late beside the
  // sandbox's bank page.
  ...(!policy.some((directive) => /^sandbox (?!.*allow-same-origin)/.test(directive)) && {
    'Origin-Agent-Cluster': '?1',
    Vary: 'Sec-Fetch-Site, Sec-CH-UA-Mobile',
  }),
  'Permissions-Policy': [
    ...DENIED_FEATURES.map((feature) => `${feature}=()`),
    `payment=${letsPay ? '*' : pays ? '(self)' : '()'}`,
  ].join(', '),
});

export const scriptHeaders = (cacheControl) => ({
  ...COMMON,
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': cacheControl,
  // Lets a page load the script with `crossorigin` and `integrity`.
  'Access-Control-Allow-Origin': '*',
});

async function minifyCss(...paths) {
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const { code } = await transform(texts.join('\n'), { loader: 'css', minify: true });
  return code.trim();
}

const minifyHtml = (html) => html.replace(/>\s+</g, '><').trim();

/**
 * Reduces the table of card brands to a list: without names for people, which no frame reads, and with common values
 * stated once.
 */
export function cardTypes() {
  const table = 'credit-card-type/dist/lib/card-types';
  const id = `\0${table}`;
  return {
    name: 'card-types',
    resolveId: (source) => (source === table ? id : null),
    load(loaded) {
      if (loaded !== id) return null;
      const types = Object.values(createRequire(import.meta.url)(table));
      return `
        const brand = (type, patterns, lengths, size = ${USUAL[0]}, gaps = ${USUAL[1]}) =>
          ({ type, patterns, lengths, gaps, code: { size } });
        export default [${types.map((type) => `brand(${brandArguments(type)})`)}];`;
    },
  };
}

/** Values of most brands: the length of a code, and the places of a number's gaps. */
const USUAL = ['3', '[4,8,12]'];

function brandArguments({ type, patterns, lengths, code: { size }, gaps }) {
  const list = [type, patterns, lengths, size, gaps].map((value) => JSON.stringify(value));
  while (list.at(-1) === USUAL[list.length - 4]) list.pop();
  return list.join();
}

/**
 * Replaces the tables of IBANs with their values, so that no frame loads the register that they are made from. The values
 * are in a module with the name of its package, by which the list of third-party parts finds them.
 */
export function ibanTables() {
  const register = '\0ibantools';
  let source = '';
  return {
    name: 'iban-tables',
    resolveId: (id) => (id === register ? id : null),
    async load(id) {
      if (id.endsWith('/iban/specs.ts')) {
        source = id;
        return `export * from ${JSON.stringify(register)};`;
      }
      return id === register ? valuesOf(source) : null;
    },
  };
}

/** Runs a module, and returns one that exports the values of its exports. */
async function valuesOf(file) {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, write: false, format: 'cjs' });
  const module = { exports: {} };
  new Function('module', outputFiles[0].text)(module);
  return Object.entries(module.exports)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join('\n');
}

/**
 * Gives each module a copy of the English texts that it names. In one module for all they would be in a frame's first
 * script, those of parts that load later too.
 */
export function englishTexts() {
  const prefix = '\0english-texts:';
  const english = /\/locales\/en\.json$/;
  return {
    name: 'english-texts',
    async resolveId(source, importer) {
      if (!english.test(source) && source !== './en.json') return null;
      const { id } = await this.resolve(source, importer, { skipSelf: true });
      return { id: `${prefix}${importer}?${id}`, moduleSideEffects: false };
    },
    async load(id) {
      if (!id.startsWith(prefix)) return null;
      const file = id.slice(id.lastIndexOf('?') + 1);
      this.addWatchFile(file);
      const texts = Object.entries(JSON.parse(await readFile(file, 'utf8')));
      return texts.map(([key, text]) => `export const ${key} = ${JSON.stringify(text)};`).join('\n');
    },
  };
}

/** Lets a script import a style sheet as a text, for `adoptedStyleSheets`. */
export function cssText() {
  return {
    name: 'css-text',
    async load(id) {
      return id.endsWith('.css') ? `export default ${JSON.stringify(await minifyCss(id))}` : null;
    },
  };
}

/**
 * Returns a frame's document around its script and its style, so that one answer brings a field that can be
 * typed into. Both are pinned by their hashes in the CSP.
 *
 * @param type The script's `type`. A classic script runs before the document is painted, a module after.
 * @returns {Promise<{ source: string, headers: Record<string, string> }>}
 */
export async function frameDocument({ html, css = [], ...permissions }, script, type) {
  const style = await minifyCss(...css);
  const source = minifyHtml(await readFile(html, 'utf8'))
    .replace('<symbol id="brands"></symbol>', () => brandSymbols())
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script${type ? ` type="${type}"` : ''}>${inline(script)}</script>`);
  return { source, headers: documentHeaders(style, script, permissions) };
}

/** Returns the icons of the card's document, for others that show a card's brand. */
function brandSymbols() {
  const html = minifyHtml(readFileSync('src/frame/elements/card/card.html', 'utf8'));
  return html.match(/<symbol .*<\/symbol>/s)[0];
}

/** Returns a script that reads the same inside of a document, where its hash has to fit. */
function inline(script) {
  const [found] = /<\/script|<!--|[\r\0]/i.exec(script) ?? [];
  if (found)
    throw new Error(`A frame's script can't be inline in its document: it has ${JSON.stringify(found)}.`);
  return script;
}

/** Returns a module's code as a classic script: strict, and with names of its own. */
const inBlock = (code) => `"use strict";{${code}}`;

/** Lets V8 compile all functions of a script when it reads them: faster than each at its first call, where most are called. */
const AT_ONCE = '//# allFunctionsCalledOnLoad\n';

/**
 * Turns a frame's first script into its document, and leaves it in `documents` and the headers of its files in `headers`.
 *
 * @param atOnce Whether most functions of the script are called before a person can type.
 */
export function frameFiles({ documents, headers, atOnce, ...document }) {
  return {
    name: 'frame-files',
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (!chunk.isEntry) {
          headers[`/${chunk.fileName}`] = scriptHeaders(IMMUTABLE);
          continue;
        }
        const script = `${atOnce ? AT_ONCE : ''}${inBlock(chunk.code)}`;
        const { source, headers: own } = await frameDocument(document, script);
        chunk.code = source;
        documents[`/${chunk.fileName}`] = source;
        headers[`/${chunk.fileName}`] = own;
      }
    },
  };
}

/** Writes the texts of every locale, each as a file that a frame fetches when it needs that language. */
export function frameLocales({ headers }) {
  return {
    name: 'frame-locales',
    generateBundle() {
      for (const [tag, source] of locales) {
        const fileName = `${localesFolder}/${tag}.json`;
        this.emitFile({ type: 'asset', fileName, source });
        headers[`/${fileName}`] = {
          ...COMMON,
          'Content-Type': 'application/json; charset=utf-8',
          'Cache-Control': IMMUTABLE,
        };
      }
    },
  };
}

/**
 * Writes the list of fonts that may draw the text that a person types. It is empty until a host adds their
 * hashes.
 */
export function approvedFonts({ headers }) {
  const fileName = 'frame/v1/fonts.json';
  return {
    name: 'approved-fonts',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: '{ "sha256": [] }\n' });
      headers[`/${fileName}`] = {
        ...COMMON,
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': EVERGREEN,
      };
    },
  };
}

/**
 * Leaves the page script's headers, and writes all collected headers to `headers.json`: a host must send
 * them.
 */
export function hostHeaders({ script, headers }) {
  return {
    name: 'host-headers',
    generateBundle() {
      headers[`/${script}`] = scriptHeaders(EVERGREEN);
      this.emitFile({
        type: 'asset',
        fileName: 'headers.json',
        source: `${JSON.stringify(headers, null, 2)}\n`,
      });
    },
  };
}
