import { expect, test } from 'vitest';
import { entries } from './exports.js';
import { texts } from './markdown.js';

test('every entry of the package is in the reference', () => {
  expect([...entries.keys()]).toEqual(
    expect.arrayContaining(['payframe', 'payframe/react', 'payframe/guard']),
  );
  for (const entry of entries.keys()) expect(texts.get('docs/api/README.md')).toContain(`(${entry}.md)`);
});

test.each([...entries])(
  '%s: the reference has each name, and no other (`npm run reference` writes it anew)',
  (entry, names) => {
    const headings = [...(texts.get(`docs/api/${entry}.md`) ?? '').matchAll(/^### (?:abstract )?(\w+)/gm)];
    expect(new Set(headings.map(([, name]) => name))).toEqual(names);
  },
);
