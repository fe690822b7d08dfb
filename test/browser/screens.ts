/** Screenshots for people to look at, in a folder that git ignores. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = new URL('../../.cache/screens/', import.meta.url);

/** Writes `.cache/screens/<name>.png` and returns the picture. */
export async function screenshot(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  return page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)), fullPage: true, ...options });
}
