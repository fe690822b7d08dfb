/** What a page should never do while all is well: write on the console, throw, break a policy, ask a stranger. */
import type { Page } from 'playwright-core';

/** Everything of the kind, as it happens; empty is good. Watch before the first navigation. */
export async function watchTroubles(page: Page, origins: string[]): Promise<string[]> {
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (!origins.includes(origin)) troubles.push(`request: ${request.url()}`);
  });
  // In every frame: a violation is an event of the document that it happened in.
  await page.exposeBinding('policyBroken', (_, text: string) => troubles.push(`policy: ${text}`));
  await page.addInitScript(() => {
    const tell = (window as unknown as { policyBroken(text: string): void }).policyBroken;
    addEventListener('securitypolicyviolation', (event) =>
      tell(`${event.violatedDirective} ${event.blockedURI} in ${location.origin}`),
    );
  });
  return troubles;
}
