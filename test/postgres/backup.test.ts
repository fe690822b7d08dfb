/** The guide's commands that back up and restore a PostgreSQL, as an operator types them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { snippetsOf } from '../docs/markdown.js';
import { newestBinaries } from '../sandbox/cluster.js';
import { createPaymentMethod, get, newDatabase, start, temporaryDirectory } from '../sandbox/harness.js';

const folder = temporaryDirectory();

/** Runs the guide's commands that have this text in them. */
function runGuide(text: string, databaseUrl: string): void {
  const snippets = snippetsOf('docs/hosting.md', readFileSync('docs/hosting.md', 'utf8'));
  const { code = '' } = snippets.find(({ language, code }) => language === 'sh' && code.includes(text)) ?? {};
  const env = { ...process.env, DATABASE_URL: databaseUrl, PATH: `${newestBinaries()}:${process.env.PATH}` };
  execFileSync('sh', ['-euc', code], { cwd: folder, env });
}

test('the guide’s commands back up a PostgreSQL that is in use, and bring back its keys and objects', async () => {
  const cluster = inject('postgres') ?? '';
  const [databaseUrl, another] = [await newDatabase(cluster), await newDatabase(cluster)];
  const sandbox = await start({ databaseUrl, memory: false });
  const { json: kept } = await createPaymentMethod(sandbox);
  runGuide('pg_dump', databaseUrl);
  const { json: lost } = await createPaymentMethod(sandbox);
  await sandbox.close();

  runGuide('pg_restore', another);
  const restored = await start({ databaseUrl: another, memory: false });
  expect(restored.secretKey).toBe(sandbox.secretKey);
  expect((await get(restored, `/v1/payment_methods/${kept.id}`)).json).toMatchObject(kept);
  expect((await get(restored, `/v1/payment_methods/${lost.id}`)).status).toBe(404);
  expect((await createPaymentMethod(restored)).status).toBe(200);
  await restored.close();
});
