import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { requests } from '../../sandbox/src/request-log/table.js';
import { get, post, start, temporaryDirectory, withDatabase } from './harness.js';

test('requests are written down in their order, whatever characters are in them', async () => {
  const dataDir = temporaryDirectory();
  const sandbox = await start({ memory: false, dataDir });
  const params = { description: 'a “quote”, \\u0000\n', metadata: { zz: '\u{1f600}', a: '"' } };
  const form = { description: params.description, 'metadata[zz]': '\u{1f600}', 'metadata[a]': '"' };
  const first = await post(sandbox, '/v1/customers', form, { key: sandbox.secretKey });
  await get(sandbox, '/v1/customers?limit=3&colour=%22');
  await get(sandbox, '/v1/customers?limit=2');
  await sandbox.close();

  const rows = await withDatabase(dataDir, (db) => db.select().from(requests).orderBy(asc(requests.seq)));
  expect(rows).toMatchObject([
    {
      id: first.headers['request-id'],
      method: 'POST',
      path: '/v1/customers',
      status: 200,
      livemode: false,
      keyKind: 'secret',
      keyLast4: sandbox.secretKey.slice(-4),
      params,
    },
    { status: 400, params: { limit: '3', colour: '"' }, error: { error: { param: 'colour' } } },
    { status: 200, params: { limit: '2' }, error: null },
  ]);
});
