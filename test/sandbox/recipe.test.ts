/** The recipe "add a resource" of docs/architecture.md: `recipe/notes` is the folder, `recipe/notes.sql` the migration. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { keyTable } from '../../scripts/key-table.js';
import { openApi } from '../../scripts/openapi.js';
import { get, post, start } from './harness.js';

// The files of a worker share their modules: this one has its own, and leaves none of them behind.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('../../sandbox/src/resources/registry.js');
  vi.doUnmock('../../sandbox/src/paths.js');
  vi.resetModules();
});

/** The one line: the registry with the new resource. */
vi.mock('../../sandbox/src/resources/registry.js', async (original) => {
  const { registry } = await original<typeof import('../../sandbox/src/resources/registry.js')>();
  const { createRegistry } = await import('../../sandbox/src/kernel/registry.js');
  const { resource } = await import('./recipe/notes/resource.js');
  return { registry: createRegistry<string>([...registry.resources, resource]) };
});

/** The one migration, after those that there are. */
vi.mock('../../sandbox/src/paths.js', async (original) => {
  const paths = await original<typeof import('../../sandbox/src/paths.js')>();
  return { ...paths, migrationsFolder: withMigration(paths.migrationsFolder) };
});

const folders = vi.hoisted((): string[] => []);

function withMigration(migrations: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'payframe-recipe-'));
  folders.push(folder);
  cpSync(migrations, folder, { recursive: true });
  cpSync('test/sandbox/recipe/notes.sql', join(folder, '9999_notes.sql'));
  const file = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8'));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_notes' });
  writeFileSync(file, JSON.stringify(journal));
  return folder;
}

let sandbox: Sandbox;
let customer: string;
beforeAll(async () => {
  sandbox = await start({ memory: true });
  customer = (await post(sandbox, '/v1/customers', 'name=Ada', { key: sandbox.secretKey })).json.id;
});
afterAll(async () => {
  await sandbox.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('a new resource answers on its routes, lists, and is found by expand', async () => {
  const key = { key: sandbox.secretKey };
  const first = await post(sandbox, '/v1/notes', `customer=${customer}&text=Call%20back`, key);
  expect(first.status).toBe(200);
  expect(first.json).toMatchObject({ object: 'note', customer, text: 'Call back', livemode: false });
  const answer = await post(
    sandbox,
    '/v1/notes',
    `customer=${customer}&text=Done&reply_to=${first.json.id}&expand[]=reply_to&expand[]=customer`,
    key,
  );
  expect(answer.json).toMatchObject({ reply_to: first.json, customer: { object: 'customer', name: 'Ada' } });
  const { json } = await get(sandbox, '/v1/notes?limit=1');
  expect(json).toMatchObject({ object: 'list', has_more: true, url: '/v1/notes' });
  expect(json.data[0].id).toBe(answer.json.id);
  expect((await get(sandbox, '/v1/notes/note_none')).json.error).toMatchObject({
    code: 'resource_missing',
    message: "No such note: 'note_none'",
  });
});

test('a restricted key needs permission for a new resource', async () => {
  const make = (permissions: object) =>
    sandbox.keys.create({ livemode: false, kind: 'restricted', permissions });
  const [without, reading] = [await make({ customers: 'write' }), await make({ notes: 'read' })];
  expect((await get(sandbox, '/v1/notes', without.key)).status).toBe(403);
  expect((await get(sandbox, '/v1/notes', reading.key)).status).toBe(200);
  const written = await post(sandbox, '/v1/notes', `customer=${customer}&text=x`, { key: reading.key });
  expect(written.status).toBe(403);
});

test('a new resource is in the table of keys and in the description of the API', () => {
  expect(keyTable()).toContain('| POST | `/v1/notes` | notes | no | yes | `notes=write` |');
  expect(Object.keys(JSON.parse(openApi()).paths)).toEqual(
    expect.arrayContaining(['/v1/notes', '/v1/notes/{id}']),
  );
});
