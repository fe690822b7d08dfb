import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  faultsOf,
  findNamedTests,
  namedTests,
  SECURITY_FILE,
  withAttackTables,
} from '../../scripts/attack-table.js';
import { CASES } from './cases.js';

describe('the attacks (npm run attacks)', () => {
  test('each have a test that names them, or a reason why not; each test names one that there is', () => {
    expect(faultsOf(CASES, findNamedTests())).toEqual([]);
  });

  test('are in the guide as the tests have them', () => {
    const page = readFileSync(SECURITY_FILE, 'utf8');
    expect(withAttackTables(page)).toBe(page);
  });
});

describe('what is wrong with a case is told:', () => {
  const one = { attack: 'a', outcome: 'b' };
  const inEngines = (engines: 'every engine' | 'Chromium' | 'no browser') => [
    { id: 'A1', file: 'f', engines },
  ];

  test.each([
    ['no test names it', one, [], /^No test names A1/],
    ['it is tested after all', { ...one, untested: 'why' }, inEngines('no browser'), /^A1 is tested/],
    ['it runs in Chromium only', one, inEngines('Chromium'), /no reason for that/],
    ['it runs everywhere after all', { ...one, chromium: 'why' }, inEngines('every engine'), /and does not/],
  ])('%s', (_, known, tests, fault) => {
    expect(faultsOf({ A1: known }, tests)).toEqual([expect.stringMatching(fault)]);
  });

  test('a test names none that there is', () => {
    expect(faultsOf({}, inEngines('Chromium'))).toEqual(['f names A1, which is no case.']);
  });
});

test('ids are found at the end of a name, with where the test runs', () => {
  const id = (text: string) => `[${text}]`;
  const source = `import '../browser/checkout.js';
    inEveryEngine('one ${id('A1, B22')}', async (tab) => {});
    test.for(rows)(
      'two %s ${id('C3')}',
      () => {},
    );
    test('none ${id('D4')} of these', () => list[0]);`;
  expect(namedTests('f', source)).toEqual([
    { id: 'A1', file: 'f', engines: 'every engine' },
    { id: 'B22', file: 'f', engines: 'every engine' },
    { id: 'C3', file: 'f', engines: 'Chromium' },
  ]);
});
