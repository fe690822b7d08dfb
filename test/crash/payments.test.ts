import { test } from 'vitest';
import { expectPaymentsKept } from '../sandbox/kept-payments.js';

test('2,000 payments by 16 clients, with 5 kill -9 on the way: each is there once, the balance adds up, and every event was delivered', async () => {
  await expectPaymentsKept(2000);
}, 1_800_000);
