import { setTimeout as sleep } from 'node:timers/promises';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { openPostgres } from '../../sandbox/src/kernel/db/postgres.js';
import { idempotencyKeys } from '../../sandbox/src/kernel/db/tables.js';
import { newestBinaries, startCluster } from './cluster.js';
import { createPaymentMethod, createToken, get, post, start } from './harness.js';

const binaries = newestBinaries();
if (!binaries)
  console.warn(
    'PostgreSQL is not installed here (no /usr/lib/postgresql/*/bin/initdb): its tests are skipped.',
  );

describe.skipIf(!binaries)('on PostgreSQL', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  let sandboxes: Sandbox[];

  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '');
    // Three processes that start on an empty database at the same moment.
    const options = { memory: false, databaseUrl: cluster.url };
    sandboxes = await Promise.all([start(options), start(options), start(options)]);
  });
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await cluster.stop();
  });

  const [first, second] = [0, 1].map((index) => () => sandboxes[index] as Sandbox) as [
    () => Sandbox,
    () => Sandbox,
  ];

  test('several that start at once share one account and its keys', () => {
    expect(new Set(sandboxes.map(({ publishableKey }) => publishableKey)).size).toBe(1);
    expect(new Set(sandboxes.map(({ secretKey }) => secretKey)).size).toBe(1);
  });

  test('a connection that breaks in a transaction fails that one, and neither the process nor the next', async () => {
    const { db, close } = await openPostgres(cluster.url);
    const broken = db.transaction(async (tx) => {
      const { rows } = (await tx.execute(sql`select pg_backend_pid() as pid`)) as unknown as {
        rows: { pid: number }[];
      };
      await db.execute(sql`select pg_terminate_backend(${rows[0]?.pid})`);
      // Meanwhile the connection hears of its end, and nobody asks it anything.
      await sleep(500);
      await tx.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect(await db.execute(sql`select 1 as one`)).toMatchObject({ rows: [{ one: 1 }] });
    await close();
  });

  test('what one makes, the other reads', async () => {
    const form = { 'metadata[order]': '6735', 'billing_details[name]': 'Jenny "Rosen" \\ 🦊' };
    const { json: made } = await createPaymentMethod(first(), form, { key: first().secretKey });
    expect((await get(second(), `/v1/payment_methods/${made.id}`)).json).toEqual(made);
    const { json: token } = await createToken(first());
    expect((await get(second(), `/v1/tokens/${token.id}`)).json).toMatchObject({ id: token.id, used: false });
  });

  test('one idempotency key at several at once makes one object', async () => {
    const headers = { 'Idempotency-Key': 'shared' };
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        createPaymentMethod(sandboxes[index % 3] as Sandbox, {}, { headers }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const declined = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        createToken(
          sandboxes[index % 3] as Sandbox,
          { 'card[cvc]': '1' },
          { headers: { 'Idempotency-Key': 'declined' } },
        ),
      ),
    );
    expect(new Set(declined.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  });

  test('one token at several at once is used once, and each retry gets its own first answer', async () => {
    const { json: token } = await createToken(first());
    const form = { type: 'card', 'card[token]': token.id };
    const attempt = (index: number) =>
      post(sandboxes[index % 3] as Sandbox, '/v1/payment_methods', form, {
        headers: { 'Idempotency-Key': `use ${index % 6}` },
      });
    const answers = await Promise.all(Array.from({ length: 18 }, (_, index) => attempt(index)));
    const made = answers.filter(({ status }) => status === 200);
    expect(new Set(made.map(({ json }) => json.id)).size).toBe(1);
    const retries = await Promise.all(Array.from({ length: 6 }, (_, index) => attempt(index)));
    for (const [index, { text }] of retries.entries()) expect(answers[index]?.text).toBe(text);
  });

  test('an idempotency key that another transaction holds for long gets 409', async () => {
    const { db, close } = await openPostgres(cluster.url);
    const headers = { 'Idempotency-Key': 'held' };
    await createToken(first(), {}, { headers });
    const [record] = await db
      .select()
      .from(idempotencyKeys)
      .orderBy(desc(idempotencyKeys.createdAt))
      .limit(1);
    await db.delete(idempotencyKeys).where(eq(idempotencyKeys.keyHash, record?.keyHash ?? ''));
    await db.transaction(async (tx) => {
      await tx.insert(idempotencyKeys).values(record as typeof idempotencyKeys.$inferInsert);
      const { status, json } = await createToken(first(), {}, { headers });
      expect(status).toBe(409);
      expect(json.error).toMatchObject({ type: 'idempotency_error', code: 'idempotency_key_in_use' });
    });
    await close();
  });

  test('a key that one revokes, rolls or changes is refused by all at once, though they have seen it before', async () => {
    const { keys } = first();
    const make = () => keys.create({ livemode: false, kind: 'restricted', permissions: { balance: 'read' } });
    const everywhere = (key: string) =>
      Promise.all(sandboxes.map(async (sandbox) => (await get(sandbox, '/v1/balance', key)).status));
    for (const [end, expected] of [
      [(id: string) => keys.revoke(id), 401],
      [(id: string) => keys.roll(id, 0), 401],
      [(id: string) => keys.change(id, { permissions: {} }), 403],
    ] as const) {
      // More than once: what is told by chance is not told each time.
      for (let round = 0; round < 5; round++) {
        const { key, row } = await make();
        expect(await everywhere(key)).toEqual([200, 200, 200]);
        await end(row.id);
        expect(await everywhere(key)).toEqual([expected, expected, expected]);
      }
    }
  });

  test('a restart finds everything', async () => {
    const { json } = await createPaymentMethod(first());
    const restarted = await start({ memory: false, databaseUrl: cluster.url });
    expect(restarted.secretKey).toBe(first().secretKey);
    expect((await get(restarted, `/v1/payment_methods/${json.id}`)).status).toBe(200);
    await restarted.close();
  });
});
