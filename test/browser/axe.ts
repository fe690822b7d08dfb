import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';

const SOURCE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe-core finds in a document, each with the node. Evaluated, since a policy may forbid script tags. */
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
