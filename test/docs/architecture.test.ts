import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('every file and folder that the architecture names is there', () => {
  const text = readFileSync('docs/architecture.md', 'utf8');
  const named = [...text.matchAll(/`((?:src|sandbox|test)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
