/** Screenshots for people to look at, in a folder that git ignores. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = new URL('../../.cache/screens/', import.meta.url);

/** With SCREENS in the environment, writes `.cache/screens/<name>.png`: a picture of a whole page takes long. */
export async function screenshot(
  page: Page,
  name: string,
  options: { fullPage?: boolean } = {},
): Promise<void> {
  if (!process.env.SCREENS) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)), fullPage: true, ...options });
}
