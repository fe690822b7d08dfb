/**
 * What a page's renderer holds anywhere in its memory: script, DOM text, typed arrays, buffers of the network and
 * leftovers that nothing refers to any more. Linux only.
 */
import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** How often the needle, as bytes or as UTF-16, is in the memory of the page's renderer; `undefined`: not readable. */
export async function searchMemory(page: Page, needle: string): Promise<number | undefined> {
  const process = await rendererOf(page);
  return process === undefined ? undefined : countIn(process, needle);
}

// The protocol does not say which process renders a page: the one that holds what the page was given to hold.
async function rendererOf(page: Page): Promise<number | undefined> {
  const canary = randomBytes(16).toString('hex');
  await page.evaluate((text) => Object.assign(window, { canary: text }), canary);
  for (const id of await renderers(page)) {
    if (await countIn(id, canary).catch(() => 0)) return id;
  }
  return undefined;
}

async function renderers(page: Page): Promise<number[]> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (!session) return [];
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const chunkSize = 4 << 20;

async function countIn(process: number, needle: string): Promise<number> {
  const patterns = [Buffer.from(needle, 'latin1'), Buffer.from(needle, 'utf16le')];
  const memory = await open(`/proc/${process}/mem`);
  const chunk = Buffer.alloc(chunkSize);
  let count = 0;
  try {
    for (const [start, end] of await writableRegions(process)) {
      // Chunks overlap, lest a match on their border is missed.
      for (let at = start; at < end; at += chunkSize - 2 * needle.length) {
        const length = Math.min(chunkSize, end - at);
        // A region may be gone since it was listed.
        const { bytesRead } = await memory.read(chunk, 0, length, at).catch(() => ({ bytesRead: 0 }));
        for (const pattern of patterns) count += occurrences(chunk.subarray(0, bytesRead), pattern);
      }
    }
  } finally {
    await memory.close();
  }
  return count;
}

async function writableRegions(process: number): Promise<[start: number, end: number][]> {
  const maps = await readFile(`/proc/${process}/maps`, 'utf8');
  const regions = maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm);
  return [...regions].map(([, start = '', end = '']) => [
    Number.parseInt(start, 16),
    Number.parseInt(end, 16),
  ]);
}

function occurrences(bytes: Buffer, pattern: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) count += 1;
  return count;
}
