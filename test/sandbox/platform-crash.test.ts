import { test } from 'vitest';
import { expectBooksInOrder } from './books.js';

test('1,000 random operations on 5 accounts, with a kill -9 on the way: every balance is the sum of its transactions', async () => {
  await expectBooksInOrder({ operations: 1000, kills: 1, seed: 1 });
}, 900_000);
