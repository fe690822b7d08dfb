/** A type of payment method is known by the list of Elements: the page asks it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ELEMENTS } from '../../src/wire/index.js';

const SOURCE = 'src/page';

/** The files that may name a type, each with the reason. */
const EXCEPTIONS: Record<string, string> = {
  'methods/calls.ts': 'a token stands for a card, and for no other method',
};

const types = [...new Set(Object.values(ELEMENTS).map(({ method }) => method))].filter(
  (method) => method && method !== 'payment',
);
const named = new RegExp(`['"\`](?:${types.join('|')})['"\`]`);

/** Returns a source text without its comments, which may speak of a type. */
const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

test('no file of the page names a type of payment method, except where its reason is known', () => {
  const naming = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^(?:types|objects)\//.test(path))
    .filter((path) => named.test(withoutComments(readFileSync(join(SOURCE, path), 'utf8'))));
  expect(types).toContain('sepa_debit');
  expect(naming.sort()).toEqual(Object.keys(EXCEPTIONS));
});
