/** The embedded database after a query that it refused: the driver goes on with another connection then. */
import { afterAll, expect, test } from 'vitest';
import { openInMemory } from '../../sandbox/src/kernel/db/pglite.js';
import { textStatement } from '../../sandbox/src/kernel/db/statement.js';

const { db, close } = await openInMemory();
afterAll(close);

test('a statement that was prepared before a query failed can be asked again', async () => {
  const half = textStatement('half', 'select 10 / $1::int as half');
  expect(await half(db, [2])).toEqual([{ half: 5 }]);
  await expect(half(db, [0])).rejects.toThrow();
  expect(await half(db, [5])).toEqual([{ half: 2 }]);
});

test('a statement that failed the first time that it was asked can be asked again', async () => {
  const quarter = textStatement('quarter', 'select 10 / $1::int as quarter');
  await expect(quarter(db, ['\0'])).rejects.toThrow();
  expect(await quarter(db, [5])).toEqual([{ quarter: 2 }]);
});
