/** Names that the build shortens in the page script have to be names of nothing that anyone else reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const { INTERNAL_NAMES } = (await import('../../scripts/internal-names.mjs' as string)) as {
  INTERNAL_NAMES: string[];
};

/** What a page, a binding or a frame reads of the page script. */
const OUTSIDE = [
  'src/page/types',
  'src/page/objects',
  'src/page/errors.ts',
  'src/wire',
  'src/react',
  'src/vue',
];

const sources = OUTSIDE.flatMap((place) =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(place, { encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(place, name)),
);

test.each(INTERNAL_NAMES)('no property outside of the page script is called %s', (name) => {
  const property = new RegExp(`^\\s*(?:readonly )?${name}\\??[:(]`, 'm');
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.filter((path) => property.test(readFileSync(path, 'utf8')))).toEqual([]);
});
