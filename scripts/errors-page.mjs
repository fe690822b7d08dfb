/**
 * Writes the host's page on errors, which an error's `doc_url` leads to, from the catalogue in
 * `src/contract/errors.ts`.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { COMMON, EVERGREEN } from './host-plugin.mjs';

const CATALOGUE = 'src/contract/errors.ts';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce3, #3a404b); --soft: light-dark(#f5f6f8, #1f232a);
  --quiet: light-dark(#596171, #a3abba); --link: light-dark(#4338ca, #a5b4fc); }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 100%/1.5 system-ui, sans-serif; overflow-wrap: break-word;
  color: light-dark(#1a1f27, #e9ecf1); background: light-dark(#fff, #15181d); }
a { color: var(--link); }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; }
h3 a { text-decoration: none; }
h3 a:hover { text-decoration: underline; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 1rem 0; padding: 0; }
nav a { display: inline-block; padding: 0.25rem 0; }
article { border-top: 1px solid var(--line); padding: 0.75rem; scroll-margin-top: 1rem; }
article:target { background: var(--soft); border-left: 4px solid var(--link); }
.from { color: var(--quiet); font-size: 0.875rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
`;

const HEADERS = {
  ...COMMON,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': EVERGREEN,
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

/** Emits the page, and leaves its headers for `headers.json`. */
export function errorsPage({ headers }) {
  const fileName = 'docs/errors.html';
  return {
    name: 'errors-page',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: document(await catalogue()) });
      headers[`/${fileName}`] = HEADERS;
    },
  };
}

/** Reads the catalogue from its source, which imports nothing. */
async function catalogue() {
  const { code } = await transform(await readFile(CATALOGUE, 'utf8'), { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

const document = ({ errors, errorTypes }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Errors of Payframe</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Errors</h1>
<p>What each error means, and what to do about it. ${prose('The `doc_url` of an error leads to its place here.')}</p>
<nav aria-label="Types of errors">
<ul>
${Object.keys(errorTypes)
  .map((type) => `<li><a href="#${type}"><code>${type}</code></a></li>`)
  .join('\n')}
</ul>
</nav>
${Object.entries(errorTypes)
  .map(([type, text]) => section(type, text, Object.entries(errors)))
  .join('\n')}
</main>
</body>
</html>
`;

/** Returns the section of a type. An error of several types is in the section of the first. */
const section = (type, text, errors) => `<section>
<h2 id="${type}"><code>${type}</code></h2>
<p>${prose(text)}</p>
${errors
  .filter(([, { types }]) => types[0] === type)
  .map(([code, error]) => article(code, error))
  .join('\n')}
</section>`;

const article = (code, { types, from, status, text, todo }) => `<article id="${code}">
<h3><a href="#${code}"><code>${code}</code></a></h3>
<p class="from">${prose(placeOf(types, from, status))}</p>
<p>${prose(text)}</p>
<p><strong>What to do:</strong> ${prose(todo)}</p>
</article>`;

function placeOf([, ...others], from, status) {
  const source = `From the ${from.join(' and the ')}`;
  const answer = status ? [`HTTP ${status.join(' or ')}`] : [];
  return [source, ...answer, ...others.map((type) => `also of type \`${type}\``)].join(', ');
}

/** Returns text of the catalogue as HTML: text in backticks is code. */
const prose = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
