import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const SOURCE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What was found in each state that a document of this worker was in. */
const known = new Map<string, string[]>();

/** Returns what axe-core finds in a page and in every frame of it. */
export async function findingsInFrames(page: Page): Promise<string[]> {
  const found: string[] = [];
  const backdrop = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  for (const frame of page.frames()) {
    // A frame lets the page shine through, which axe-core cannot know.
    if (frame !== page.mainFrame())
      await frame.evaluate((colour) => {
        document.documentElement.style.backgroundColor = colour;
      }, backdrop);
    // A frame is part of a page: what only a whole page has, it has not.
    const partial = frame === page.mainFrame() ? [] : ['landmark-one-main', 'page-has-heading-one', 'region'];
    const rules = await findingsOnce(frame);
    found.push(...rules.filter((text) => !partial.some((rule) => text.startsWith(`${rule}:`))));
  }
  return found;
}

/** Returns what axe-core finds in a document. A state that a document was in before is not examined again. */
export async function findingsOnce(frame: Frame): Promise<string[]> {
  const state = await frame.evaluate(stateOfDocument);
  const found = known.get(state) ?? (await findings(frame));
  known.set(state, found);
  return found;
}

/** Runs in a document. Returns all that decides what is there, how it is drawn, and what it tells a screen reader. */
function stateOfDocument(): string {
  const nodes = [...document.querySelectorAll('*')];
  const matching = (selector: string) =>
    nodes.flatMap((node, index) => (node.matches(selector) ? [index] : []));
  const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
  const queries = ['(forced-colors: active)', '(prefers-color-scheme: dark)', '(prefers-reduced-motion)'];
  return JSON.stringify([
    document.documentElement.outerHTML,
    sheets.map(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)),
    nodes.map((node) => (node as HTMLInputElement).value),
    [':focus', ':focus-visible', ':hover', ':active', ':disabled', ':autofill'].map(matching),
    [innerWidth, innerHeight, scrollX, scrollY, devicePixelRatio],
    queries.map((query) => matchMedia(query).matches),
  ]);
}

/** Returns what axe-core finds in a document, each with the node. It is evaluated, since a policy may forbid script tags. */
export async function findings(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(SOURCE);
  const run = (options: RunOptions) =>
    (window as unknown as { axe: { run(o: RunOptions): Promise<AxeResults> } }).axe.run(options);
  const options: RunOptions = {
    // Each document is looked at by itself: axe-core cannot speak with one of another origin.
    iframes: false,
    resultTypes: ['violations'],
    // New in WCAG 2.2, and off by default.
    rules: { 'target-size': { enabled: true } },
  };
  const { violations } = await frame.evaluate(run as (given: unknown) => Promise<AxeResults>, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}
