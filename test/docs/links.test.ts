import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, linksOf, texts } from './markdown.js';

const anchors = new Map<string, Set<string>>();

function anchorsIn(path: string): Set<string> {
  const known = anchors.get(path) ?? anchorsOf(readFileSync(path, 'utf8'));
  anchors.set(path, known);
  return known;
}

/** Why a link leads nowhere; nothing where it leads somewhere, or out of the repository. */
function fault(from: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path ? posix.join(posix.dirname(from), decodeURI(path)) : from;
  if (target.startsWith('..') || !existsSync(target)) return `${link}: no such file`;
  if (anchor && !anchorsIn(target).has(anchor)) return `${link}: no such heading`;
  return undefined;
}

test('the texts are found', () => {
  expect([...texts.keys()]).toEqual(
    expect.arrayContaining([
      'README.md',
      'CONTRIBUTING.md',
      'sandbox/README.md',
      join('docs', 'security.md'),
    ]),
  );
});

test.each([...texts])('every link and picture of %s leads somewhere', (path, text) => {
  expect(linksOf(text).flatMap((link) => fault(path, link) ?? [])).toEqual([]);
});

test('links are found, and those that lead nowhere are told', () => {
  const text =
    '# A `b`: c!\n# A b c\n[x](#a-b-c) [y](#a-b-c-1) [z](#a-b) ![p](none.png) `[code](none.md)` <img src="gone.png">';
  expect(linksOf(text)).toEqual(['#a-b-c', '#a-b-c-1', '#a-b', 'none.png', 'gone.png']);
  expect([...anchorsOf(text)]).toEqual(['a-b-c', 'a-b-c-1']);
  expect(fault('README.md', 'none.png')).toBe('none.png: no such file');
  expect(fault('docs/security.md', '../README.md#nowhere')).toBe('../README.md#nowhere: no such heading');
  expect(fault('docs/security.md', '../../README.md')).toBe('../../README.md: no such file');
});
