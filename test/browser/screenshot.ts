/**
 * Pictures that are compared with stored ones. `UPDATE_SCREENSHOTS=1` stores what is seen now; look at the difference
 * before it is committed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Where the stored pictures are, and where those that differ from them go, which git ignores. */
export const STORED = new URL('screenshots/', import.meta.url);
const DIFFERENT = new URL('../../.cache/screenshots/', import.meta.url);

/**
 * How far a pixel may be off, of 1 for black against white: 8 of 255 greys. Processors differ in the last bits of a blend;
 * no pixel may be off by more.
 */
const THRESHOLD = 0.03;

const update = process.env.UPDATE_SCREENSHOTS === '1';

/**
 * Compares a picture with the stored one of its name.
 *
 * @returns What differs and where to see it; nothing where they are alike, or the picture was stored.
 */
export async function difference(name: string, picture: Buffer): Promise<string | undefined> {
  const path = new URL(`${name}.png`, STORED);
  const actual = PNG.sync.read(picture);
  const expected = existsSync(path) ? PNG.sync.read(readFileSync(path)) : undefined;
  const found = expected ? compare(expected, actual) : { reason: 'has no stored picture' };
  if (!found) return undefined;
  if (!update) return tell(name, actual, found);
  await mkdir(STORED, { recursive: true });
  await writeFile(path, pack(actual));
  return undefined;
}

interface Found {
  reason: string;
  /** Red where the pictures differ. */
  diff?: PNG;
}

function compare(expected: PNG, actual: PNG): Found | undefined {
  const { width, height } = expected;
  if (width !== actual.width || height !== actual.height)
    return { reason: `is ${actual.width} × ${actual.height} pixels, not ${width} × ${height}` };
  const diff = new PNG({ width, height });
  const options = { threshold: THRESHOLD, includeAA: true };
  const pixels = pixelmatch(expected.data, actual.data, diff.data, width, height, options);
  return pixels ? { reason: `differs in ${pixels} pixels`, diff } : undefined;
}

async function tell(name: string, actual: PNG, { reason, diff }: Found): Promise<string> {
  await mkdir(new URL('.', new URL(name, DIFFERENT)), { recursive: true });
  const write = async (kind: string, picture: PNG) => {
    const path = fileURLToPath(new URL(`${name}.${kind}.png`, DIFFERENT));
    await writeFile(path, pack(picture));
    return path;
  };
  const paths = [await write('actual', actual), ...(diff ? [await write('diff', diff)] : [])];
  return `${name} ${reason}: see ${paths.join(' and ')}. UPDATE_SCREENSHOTS=1 stores what is seen now.`;
}

/** Small: without an alpha channel, which no screenshot has a use for, and filters, which plain areas have none for. */
const pack = (picture: PNG) =>
  PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
