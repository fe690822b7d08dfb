/** The host after an upgrade: frames of earlier builds are in caches and open tabs, and load what their build had. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../sandbox/src/kernel/db/open-database.js';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { findEarlierFile, keepFiles } from '../../sandbox/src/main/earlier-files.js';
import { readHostFiles } from '../../sandbox/src/main/host-files.js';
import { forgetOld } from '../../sandbox/src/main/housekeeping.js';
import { send, start, temporaryDirectory } from './harness.js';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Writes a build: a document under its two addresses, two files that it loads later, and a script that pages pin. */
function build(hash: string, [script, texts]: [string, string]): string {
  const folder = temporaryDirectory();
  const files: Record<string, string> = {
    '/frame/v1/card.html': `document of ${hash}`,
    [`/frame/v1/${hash}/card.html`]: `document of ${hash}`,
    [`/frame/v1/calls-${script}.js`]: `script ${script}`,
    [`/frame/v1/locales-${texts}/de.json`]: `{"text":"Größe ${texts}"}`,
    [`/js/v1/payframe-${script}.js`]: `pinned ${script}`,
  };
  const headers = Object.keys(files).map((path) => [
    path,
    {
      'Content-Type': path.endsWith('.js') ? 'text/javascript' : 'text/plain',
      'Cache-Control': path === '/frame/v1/card.html' ? 'public, max-age=300' : IMMUTABLE,
    },
  ]);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(Object.fromEntries(headers)));
  return folder;
}

const builds = {
  first: build('11111111', ['aaaaaaaa', 'bbbbbbbb']),
  second: build('22222222', ['cccccccc', 'bbbbbbbb']),
};

test('a new build on the same data serves what frames of the one before load later, and the newest document in the place of its own', async () => {
  const dataDir = temporaryDirectory();
  const before = await start({ memory: false, dataDir, hostDir: builds.first });
  const served = await send(`${before.url}/frame/v1/calls-aaaaaaaa.js`);
  await before.close();

  const after = await start({ memory: false, dataDir, hostDir: builds.second });
  const at = (path: string) => send(`${after.url}/frame/v1/${path}`);
  const earlier = await at('calls-aaaaaaaa.js');
  expect([earlier.status, earlier.text]).toEqual([200, 'script aaaaaaaa']);
  expect(earlier.headers).toMatchObject({ 'content-type': 'text/javascript', 'cache-control': IMMUTABLE });
  const names = ({ headers }: typeof served) => Object.keys(headers).sort();
  expect(names(earlier)).toEqual(names(served));
  expect((await at('locales-bbbbbbbb/de.json')).text).toBe('{"text":"Größe bbbbbbbb"}');
  expect((await send(`${after.url}/js/v1/payframe-aaaaaaaa.js`)).text).toBe('pinned aaaaaaaa');
  expect((await at('11111111/card.html')).text).toBe('document of 22222222');
  expect((await at('calls-dddddddd.js')).status).toBe(404);
  await after.close();
});

let database: OpenDatabase;
beforeAll(async () => {
  database = await openInMemory();
});
afterAll(() => database.close());

const DAY_MS = 24 * 3600 * 1000;
const NOW = Date.parse('2026-06-01T12:00:00Z');
const day = (count: number) => new Date(NOW + count * DAY_MS);

test('a file is kept for a week after the last process that has it, and one of the newest build for good', async () => {
  const { db } = database;
  const [first, second] = [readHostFiles(builds.first), readHostFiles(builds.second)];
  const isThere = async (path: string) => (await findEarlierFile(db, `/frame/v1/${path}`)) !== undefined;
  await keepFiles(db, first, day(0));
  await keepFiles(db, first, day(20));
  await keepFiles(db, second, day(21));
  await forgetOld(db, day(26.9));
  expect(await isThere('calls-aaaaaaaa.js')).toBe(true);
  await keepFiles(db, second, day(27));
  await forgetOld(db, day(27.1));
  expect(await isThere('calls-aaaaaaaa.js')).toBe(false);
  expect(await isThere('calls-cccccccc.js')).toBe(true);
  expect(await isThere('locales-bbbbbbbb/de.json')).toBe(true);
});

test('a script that pages pin is kept for a year', async () => {
  const { db } = database;
  const path = '/js/v1/payframe-aaaaaaaa.js';
  await keepFiles(db, readHostFiles(builds.first), day(100));
  await forgetOld(db, day(464.9));
  expect(await findEarlierFile(db, path)).toBeDefined();
  await forgetOld(db, day(465.1));
  expect(await findEarlierFile(db, path)).toBeUndefined();
});

test('no document is kept: its policy is the one of the day', async () => {
  await keepFiles(database.db, readHostFiles(builds.first), day(0));
  for (const path of ['card.html', '11111111/card.html'])
    expect(await findEarlierFile(database.db, `/frame/v1/${path}`)).toBeUndefined();
});
