import { expect, test } from 'vitest';
import { runGuard } from '../../src/guard/command.js';

const FOLDERS = ['dist', 'docs', 'examples', 'src', 'sandbox/src', 'scripts', 'bench', 'test', 'README.md'];

test.each(FOLDERS)('no secret key is in %s, whole, encoded or in pieces [G8, K13]', (folder) => {
  const lines: string[] = [];
  const output = { out: (text: string) => lines.push(text), err: (text: string) => lines.push(text) };
  expect(runGuard([folder], output), lines.join('')).toBe(0);
});
