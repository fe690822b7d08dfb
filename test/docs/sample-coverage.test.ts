/** Every sample of the guides is run, or is named here with the test that runs it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Snippet, snippetWith } from './markdown.js';
import { ofServer } from './samples/kinds.js';
import { samples } from './samples/modules.js';

/** Samples that a test finds in another way than by `snippetWith`, or that cannot be run: words of exactly one sample. */
const NAMED: [guide: string, words: string, where: string][] = [
  ['README.md', 'createServer(async', 'test/browser/readme.test.ts'],
  ['docs/payment-element.md', 'createServer(async', 'test/browser/readme.test.ts'],
  ['docs/payment-element.md', '<!doctype html>', 'test/browser/readme.test.ts'],
  ['docs/address-element.md', 'await fillAddress', 'test/browser/samples.test.ts'],
  ['docs/frameworks.md', "from 'svelte'", 'test/ecosystem/frameworks.test.ts'],
  ['docs/frameworks.md', "from 'solid-js'", 'test/ecosystem/frameworks.test.ts'],
  ['docs/frameworks.md', "from '@angular/core'", 'test/ecosystem/frameworks.test.ts'],
  ['docs/architecture.md', "merchant's page (untrusted with cards)", 'is a picture'],
  ['docs/architecture.md', 'resources/<name>/', 'is a picture'],
  ['docs/live-mode.md', 'page ── frame', 'is a picture'],
  ['docs/security.md', "merchant's page (untrusted with cards)", 'is a picture'],
  ['docs/hosting.md', 'upstream payframe_api', 'test/postgres/fronts.ts'],
  ['docs/hosting.md', 'nginx-locations.mjs', 'test/postgres/fronts.ts'],
  ['docs/migrating.md', 'window.Stripe = Payframe<', 'test/ecosystem/wrappers/build.ts'],
  ['docs/migrating.md', '// vite.config.js', 'test/ecosystem/wrappers/build.ts'],
  ['docs/migrating.md', '// src/payframe-loader.js', 'test/ecosystem/wrappers/build.ts'],
  ['docs/migrating.md', '// Cypress: `body` as above', 'needs Cypress, which a shop has'],
  [
    'docs/testing.md',
    'Cypress.Commands.add',
    'needs Cypress; the same commands are run by test/testing/cypress.test.ts',
  ],
  [
    'docs/testing.md',
    'cy.fillCard',
    'needs Cypress; the same commands are run by test/testing/cypress.test.ts',
  ],
  [
    'docs/testing.md',
    "cy.payByMethod('bancontact'",
    'needs Cypress; the same command is run by test/testing/cypress-payment.test.ts',
  ],
  [
    'docs/testing.md',
    'cy.payCheckout',
    'needs Cypress; the same command is run by test/testing/cypress-checkout.test.ts',
  ],
];

// Of the ecosystem only its own files: it has its packages below it.
const sources = readdirSync('test', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'docs')
  .flatMap(({ name }) =>
    readdirSync(`test/${name}`, { recursive: name !== 'ecosystem', encoding: 'utf8' })
      .filter((path) => /\.test\.tsx?$/.test(path))
      .map((path) => readFileSync(`test/${name}/${path}`, 'utf8')),
  );

/** What a text of a source stands for. */
const written = (literal: string): unknown => new Function(`return ${literal}`)();

const matches = (pattern: RegExp) => sources.flatMap((source) => [...source.matchAll(pattern)]);

/** The samples that tests take from the guides by their words, singly or as the samples of a scene. */
const taken = [
  ...matches(/snippetWith\(\s*'([^']+)',\s*('(?:[^'\\]|\\.)*'|"[^"]*")/g).map(([, guide = '', words = '']) =>
    snippetWith(guide, `${written(words)}`),
  ),
  ...matches(/guide: '([^']+)',\s+samples: (\[.*?\])(?=,\s+(?:async )?\w+[:(]|,?\s+\})/gs).flatMap(
    ([, guide = '', words = '[]']) => (written(words) as string[]).map((part) => snippetWith(guide, part)),
  ),
];

const isSame = (one: Snippet) => (other: Snippet) => one.path === other.path && one.line === other.line;

const isRun = (sample: Snippet) => ofServer[sample.path]?.includes(sample) || taken.some(isSame(sample));

/** All but the commands for a shell, each of which `shell.test.ts` looks after. */
const code = samples.filter(({ language }) => language !== 'sh');

const named = NAMED.map(([guide, words]) =>
  code.filter((sample) => sample.path === guide && sample.code.includes(words)),
);

const place = ({ path, line }: Snippet) => `${path}:${line}`;

test('every sample is run, or named with the test that runs it', () => {
  const others = code.filter((sample) => !isRun(sample) && !named.flat().some(isSame(sample)));
  expect(others.map(place)).toEqual([]);
});

test('each name is of one sample, which no other test takes', () => {
  const wrong = NAMED.filter((_, at) => named[at]?.length !== 1 || named[at]?.some(isRun));
  expect(wrong).toEqual([]);
});

test.each(NAMED)('%s, “%s”: the test that runs it is there', (guide, _, where) => {
  const [path = ''] = where.match(/test\/[\w./-]+\.ts/) ?? [];
  if (path) expect(existsSync(path)).toBe(true);
  if (path === where) expect(readFileSync(path, 'utf8')).toContain(guide);
  else expect(where).toMatch(/^(?:needs |is a picture)/);
});

test('the samples of pages are found', () => {
  expect(taken.length).toBeGreaterThan(80);
});
