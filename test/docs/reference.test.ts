import { expect, test } from 'vitest';
import { entries } from './exports.js';
import { linksOf, texts } from './markdown.js';

/** The names whose pages a page of the reference leads to. */
const namesIn = (path: string) =>
  new Set(linksOf(texts.get(path) ?? '').map((link) => /([^/]+)\.md$/.exec(link)?.[1]));

test('every entry of the package is in the reference', () => {
  expect([...entries.keys()]).toEqual(
    expect.arrayContaining(['payframe', 'payframe/react', 'payframe/guard']),
  );
  for (const entry of entries.keys())
    expect(linksOf(texts.get('docs/api/README.md') ?? '')).toContain(`${entry}/README.md`);
});

test.each([...entries])(
  '%s: the reference has a page for each name, and no other (`npm run reference` writes it anew)',
  (entry, names) => {
    expect(namesIn(`docs/api/${entry}/README.md`)).toEqual(names);
  },
);

test('every parameter has a name', () => {
  const nameless = [...texts].filter(([, text]) => text.includes('__namedParameters'));
  expect(nameless.map(([path]) => path)).toEqual([]);
});
