import { test } from 'vitest';
import { expectBooksInOrder } from '../sandbox/books.js';

test('10,000 random operations on 5 accounts, with 5 kill -9 on the way: every balance is the sum of its transactions', async () => {
  await expectBooksInOrder({ operations: 10_000, kills: 5, seed: 2 });
}, 1_800_000);
