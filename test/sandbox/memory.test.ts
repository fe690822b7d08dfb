import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';

const MiB = 1024 * 1024;

// There is no other way to it in a process that was started without the flag.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The memory of WebAssembly, once those databases are gone that were closed. */
async function ofWebAssembly(): Promise<number> {
  collectGarbage();
  await new Promise(setImmediate);
  collectGarbage();
  const { external, arrayBuffers } = process.memoryUsage();
  return external - arrayBuffers;
}

const before = await ofWebAssembly();
const { db, close } = await openInMemory();
afterAll(close);

test('the embedded database begins with what test data needs, not with what a server would', async () => {
  expect(((await ofWebAssembly()) - before) / MiB).toBeLessThan(150);
});

test('nothing of what the embedded database answered is kept', async () => {
  const rows = () => db.execute(sql`select n from generate_series(1, 1000) as n`);
  await rows();
  collectGarbage();
  const { heapUsed } = process.memoryUsage();
  for (let query = 0; query < 100; query++) await rows();
  collectGarbage();
  expect((process.memoryUsage().heapUsed - heapUsed) / MiB).toBeLessThan(2);
});
