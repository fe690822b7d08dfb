/** The guides' commands for a shell: each is one, starts what there is, and is run by a test. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import config from '../../vitest.config.js';
import { linesOf, shellSamples } from './samples/shell.js';

/** Commands that none of the tests for a kind runs, with the test that does, or with what it would take. */
const NAMED: [line: string, where: string][] = [
  ['DATABASE_URL=postgres://… npx payframe-sandbox', 'test/postgres/rolling-restart.test.ts'],
  ['DATABASE_URL=postgres://… npx payframe-sandbox --port 4242', 'test/postgres/rolling-restart.test.ts'],
  ['DATABASE_URL=postgres://… npx payframe-sandbox --port 4243', 'test/postgres/rolling-restart.test.ts'],
  ['pg_dump --format=custom', 'test/postgres/backup.test.ts'],
  ['pg_restore --no-owner', 'test/postgres/backup.test.ts'],
  ['tar -czf payframe-data.tgz', 'test/sandbox/backup.test.ts'],
  ['rm -r .payframe && tar -xzf', 'test/sandbox/backup.test.ts'],
  ['node examples/dispute-monitor/server.mjs', 'test/sandbox/dispute-monitor.test.ts'],
  ['npm ci && npm run build && diff -r dist/host', 'test/ecosystem/reproducible.test.ts'],
  ['sha256sum inter-latin.woff2', 'test/sandbox/output-samples.test.ts'],
  ['docker build', 'needs Docker; its files are held by test/sandbox/container.test.ts'],
  ['docker run', 'needs Docker; its files are held by test/sandbox/container.test.ts'],
  ['docker compose', 'needs Docker; its files are held by test/sandbox/container.test.ts'],
  ['cd sandbox/deploy && mkdir tls', 'needs Docker; its files are held by test/sandbox/container.test.ts'],
  ['openssl req -x509', 'needs Docker; its files are held by test/sandbox/container.test.ts'],
];

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const projects = (config.test?.projects ?? []).flatMap((project) =>
  typeof project === 'object' && 'test' in project ? [project.test?.name] : [],
);

test.each(shellSamples)('$path:$line parses', ({ code }) => {
  expect(() => execFileSync('bash', ['-n'], { input: code, stdio: 'pipe' })).not.toThrow();
});

test.each(linesOf('npm'))('$guide: `$text` names what there is', ({ text }) => {
  const [, script] = /npm (?:run )?([\w:]+)/.exec(text) ?? [];
  if (script && script !== 'install') expect(Object.keys(scripts)).toContain(script);
  const [, project] = /--project (\w+)/.exec(text) ?? [];
  if (project) expect(projects).toContain(project);
  for (const path of text.match(/test\/[\w/.-]+/g) ?? []) expect(existsSync(path)).toBe(true);
});

test('every other command is run by a test, or named with what it would take', () => {
  const others = linesOf('other').filter(({ text }) => !NAMED.some(([line]) => text.includes(line)));
  expect(others).toEqual([]);
});

test.each(NAMED)('`%s`: a guide has it, and its test is there', (line, where) => {
  expect(linesOf('other').some(({ text }) => text.includes(line))).toBe(true);
  const [path = ''] = where.match(/test\/[\w./-]+\.ts/) ?? [];
  expect(existsSync(path)).toBe(true);
  if (path !== where) expect(where).toMatch(/^needs /);
});
