/**
 * The guide's commands that back up and restore the embedded database, as an operator types them.
 *
 * @module-tag thorough
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { snippetsOf } from '../docs/markdown.js';
import { startCommand } from './command.js';
import { createPaymentMethod, get } from './harness.js';

/** The guide's commands for the embedded database: those that back up, and those that restore. */
function commands(): [string, string] {
  const snippets = snippetsOf('docs/hosting.md', readFileSync('docs/hosting.md', 'utf8'));
  const [backup, restore] = snippets
    .filter(({ language, code }) => language === 'sh' && code.includes('payframe-data.tgz'))
    .map(({ code }) => code);
  return [backup ?? '', restore ?? ''];
}

const runIn = (cwd: string, script: string) => execFileSync('sh', ['-euc', script], { cwd });

test('the guide’s commands bring back keys and objects of the embedded database, as they were at the backup', async () => {
  const [backup, restore] = commands();
  const first = await startCommand();
  const { json: kept } = await createPaymentMethod(first);
  first.child.kill('SIGINT');
  await first.exited;
  runIn(first.cwd, backup);

  const second = await startCommand([], first.cwd);
  const { json: lost } = await createPaymentMethod(second);
  second.child.kill('SIGKILL');
  await second.exited;
  runIn(first.cwd, restore);

  const restored = await startCommand([], first.cwd);
  expect(restored.secretKey).toBe(first.secretKey);
  expect((await get(restored, `/v1/payment_methods/${kept.id}`)).json).toMatchObject(kept);
  expect((await get(restored, `/v1/payment_methods/${lost.id}`)).status).toBe(404);
});
