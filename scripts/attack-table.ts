/**
 * Writes the tables of `docs/security.md`: each attack, its result, and the tests of it. `npm run attacks`; a
 * test fails when they are out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, GROUPS } from '../test/attacks/cases.js';
import { withGenerated } from './generated-part.js';

export const SECURITY_FILE = 'docs/security.md';

const IDS = /\[([A-Z]\d+(?:, [A-Z]\d+)*)\](?=['"`])/g;
const CALL = /\b(inEveryEngine|inEveryEngineWith|test|describe)(?:\.\w+)*\(/g;

/** A test that names a case. */
export interface NamedTest {
  id: string;
  file: string;
  /** Where the test runs. */
  engines: 'every engine' | 'Chromium' | 'no browser';
}

/** Matches imports that give a test a browser. */
const BROWSER =
  /\/(checkout|chromium|split-fields|hot|demo-shop|packed-shop|example-checkout|site|every-engine)\.js'/;

/** Returns the tests of a file that name cases. */
export function namedTests(file: string, source: string): NamedTest[] {
  return [...source.matchAll(IDS)].flatMap(({ 1: ids = '', index }) => {
    const call = [...source.slice(0, index).matchAll(CALL)].at(-1)?.[1] ?? '';
    const engines = call.startsWith('inEveryEngine')
      ? 'every engine'
      : BROWSER.test(source)
        ? 'Chromium'
        : 'no browser';
    return ids.split(', ').map((id): NamedTest => ({ id, file, engines }));
  });
}

/** Returns every test that names a case. */
export const findNamedTests = (): NamedTest[] =>
  readdirSync('test', { encoding: 'utf8', recursive: true })
    .filter((path) => /\.test\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => join('test', path))
    .sort()
    .flatMap((file) => namedTests(file, readFileSync(file, 'utf8')));

/** Returns the faults in the cases and in the tests that name them. */
export function faultsOf(cases: Record<string, Case>, tests: NamedTest[]): string[] {
  const unknown = tests.filter(({ id }) => !Object.hasOwn(cases, id));
  return [
    ...unknown.map(({ id, file }) => `${file} names ${id}, which is no case.`),
    ...Object.entries(cases).flatMap(([id, { chromium, untested }]) => {
      const own = tests.filter((test) => test.id === id);
      const runs = (engines: NamedTest['engines']) => own.some((test) => test.engines === engines);
      const isChromiums = runs('Chromium') && !runs('every engine');
      if (own.length === 0 && !untested) return `No test names ${id}, and it has no reason for that.`;
      if (own.length > 0 && untested) return `${id} is tested, and says why it is not.`;
      if (isChromiums && !chromium) return `${id} runs in Chromium only, and has no reason for that.`;
      if (!isChromiums && chromium) return `${id} says why it runs in Chromium only, and does not.`;
      return [];
    }),
  ];
}

function row(id: string, { attack, outcome, chromium, untested }: Case, tests: NamedTest[]): string {
  const files = [...new Set(tests.filter((test) => test.id === id).map(({ file }) => file))];
  const links = files.map((file) => `[${file.replace(/^test\/|\.test\.tsx?$/g, '')}](../${file})`);
  const everywhere = tests.some((test) => test.id === id && test.engines === 'every engine');
  const where = everywhere ? 'every engine' : chromium ? `Chromium: ${chromium}` : 'no browser';
  return `| ${[id, attack, outcome, untested ?? `${links.join(', ')}; ${where}`].join(' | ')} |`;
}

/** Returns the tables, one for each group of cases. */
export function attackTables(tests: NamedTest[] = findNamedTests()): string {
  const tables = GROUPS.map(({ name, cases }) =>
    [
      `### ${name}`,
      '',
      '| case | what is done | what happens | tests |',
      '| --- | --- | --- | --- |',
      ...Object.entries(cases).map(([id, one]) => row(id, one, tests)),
    ].join('\n'),
  );
  return tables.join('\n\n');
}

/** Returns the page with the tables in their place. */
export const withAttackTables = (page: string): string =>
  withGenerated(page, 'attacks', 'attacks', attackTables());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(SECURITY_FILE, withAttackTables(readFileSync(SECURITY_FILE, 'utf8')));
