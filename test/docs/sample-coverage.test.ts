/** Every sample of the guides is run, or is named here with the reason. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Snippet, snippetWith } from './markdown.js';
import { ofServer } from './samples/kinds.js';
import { samples } from './samples/modules.js';

const CODE = new Set([
  'js',
  'jsx',
  'ts',
  'tsx',
  'vue',
  'svelte',
  'html',
  'diff',
  'python',
  'php',
  'ruby',
  'go',
]);

/** Samples in other tests, or in none, by their guides and words. */
const NAMED: [guide: string, words: string[], why: string][] = [
  ['README.md', ['createServer'], 'run by test/browser/readme.test.ts'],
  ['docs/payment-element.md', ['<!doctype html>', 'createServer'], 'run by test/browser/readme.test.ts'],
  ['README.md', ['loadPayframe'], 'the same calls are run by test/browser/packaging.test.ts'],
  ['docs/frameworks.md', ['payframe'], 'built and run by test/ecosystem/frameworks.test.ts'],
  ['docs/hosting.md', ['nginx-locations.mjs'], 'run by test/postgres/fronts.ts'],
  [
    'docs/address-element.md',
    ['await fillAddress'],
    'run by test/browser/samples.test.ts, outside of the page',
  ],
  ['docs/hosting.md', ['integrity='], 'its script is that of a release'],
  ['docs/csp.md', ['nonce='], 'one tag, of another host'],
  [
    'docs/custom-elements.md',
    ['<payframe-card'],
    'its elements are run by test/browser/custom-element.test.ts',
  ],
  ['docs/express-checkout.md', ['id="express"'], 'two nodes, for the sample after them'],
  [
    'docs/express-checkout.md',
    ['ExpressCheckoutElement'],
    'the components are run by test/browser/express-bindings.test.ts',
  ],
  ['docs/guard.md', ['payframeGuard'], 'the plugins are run by test/guard'],
  ['docs/migrating.md', ['Payframe'], 'the ways are run by test/ecosystem/wrappers.test.ts'],
  ['docs/migrating.md', ['loadPayframe', 'payframe-loader'], 'the same'],
  ['docs/migrating.md', ['js.stripe.com'], 'needs Cypress or Puppeteer, which a shop has'],
  ['docs/platforms.md', ['Fill in test data'], 'the same steps are run by test/browser/onboarding.test.ts'],
  ['docs/react.md', ['payframe'], 'the components are run by test/browser/react.test.ts'],
  [
    'docs/vue.md',
    ['payframe', 'nuxt'],
    'the components are run by test/browser/vue.test.ts and test/ecosystem/nuxt.test.ts',
  ],
  ['docs/servers.md', ['api_base', 'BackendConfig'], 'needs the official client of another language'],
  ['docs/testing.md', ['payframe', 'vitest', 'useFakeTimers'], 'the double is run by test/testing'],
  ['docs/testing.md', ['cy.', 'Cypress'], 'needs Cypress; its commands are run by test/testing'],
  ['docs/testing.md', ['createAccount', 'playwright'], 'needs the runner of Vitest or Playwright'],
  [
    'examples/html/README.md',
    ['<payframe-card'],
    'part of the example, which test/browser/html-example.test.ts runs',
  ],
  [
    'examples/react/README.md',
    ['elements', 'Elements'],
    'part of the example, which test/browser/react-example.test.ts runs',
  ],
  [
    'examples/saas/README.md',
    ['Elements'],
    'part of the example, which test/browser/saas-example.test.ts runs',
  ],
  [
    'examples/vue/README.md',
    ['usePayframe'],
    'part of the example, which test/browser/vue-example.test.ts runs',
  ],
  ['examples/checkout-embedded/README.md', ['<div id="checkout">'], 'nodes of the sample after them'],
  ['examples/payment-element/README.md', ['<div id="payment">'], 'nodes of the sample after them'],
  ['examples/script-tag/README.md', ['<script src='], 'one tag, of another host'],
];

/** The samples that `test/browser/samples.test.ts` runs in a page, by guide and words. */
const scenes = [
  ...readFileSync('test/browser/samples.test.ts', 'utf8').matchAll(
    /guide: '([^']+)',\s+samples: (\[.*?\]),\n/gs,
  ),
].map(([, guide = '', words = '[]']) => [guide, new Function(`return ${words}`)() as string[]] as const);

const isNamed = ({ path, code }: Snippet, list: typeof NAMED) =>
  list.some(([guide, words]) => guide === path && words.some((part) => code.includes(part)));

const inPages = scenes.flatMap(([guide, words]) => words.map((part) => snippetWith(guide, part)));

const isInPage = ({ path, line }: Snippet) =>
  inPages.some((sample) => sample.path === path && sample.line === line);

const isRun = (sample: Snippet) => ofServer[sample.path]?.includes(sample) || isInPage(sample);

const code = samples.filter(({ language }) => CODE.has(language));

test('every sample is run, or named with the reason', () => {
  const others = code.filter((sample) => !isRun(sample) && !isNamed(sample, NAMED));
  expect(others.map(({ path, line }) => `${path}:${line}`)).toEqual([]);
});

test('each name is of a sample', () => {
  const idle = NAMED.filter((name) => !code.some((sample) => !isRun(sample) && isNamed(sample, [name])));
  expect(idle.map(([guide, words]) => `${guide} ${words}`)).toEqual([]);
});

test('the samples of pages are found', () => {
  expect(scenes.length).toBeGreaterThan(30);
});
