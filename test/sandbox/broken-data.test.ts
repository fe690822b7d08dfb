/** @module-tag thorough */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestBinaries, startCluster } from './cluster.js';
import { run, startCommand } from './command.js';
import { createPaymentMethod, get, temporaryDirectory, withDatabase } from './harness.js';

/** Ends as a start does that says in words why: on one line of stderr, without a stack. */
async function refused(running: ReturnType<typeof run>): Promise<string> {
  expect(await running.exited).toBe(1);
  expect(running.output.stdout).toBe('');
  const { stderr } = running.output;
  expect(stderr).toMatch(/^payframe-sandbox: .*\.\n$/);
  expect(stderr).not.toMatch(/Aborted|ASSERTIONS|RuntimeError| {4}at /);
  return stderr;
}

describe('a data directory', () => {
  let whole: string;
  beforeAll(async () => {
    const sandbox = await startCommand();
    await createPaymentMethod(sandbox);
    sandbox.child.kill('SIGINT');
    await sandbox.exited;
    whole = sandbox.cwd;
  });

  /** A copy of one that a payment method was made in, with something done to its database. */
  function broken(harm: (database: string, directory: string) => void): string {
    const cwd = temporaryDirectory();
    cpSync(whole, cwd, { recursive: true });
    harm(join(cwd, '.payframe/db'), join(cwd, '.payframe'));
    return cwd;
  }

  const start = (cwd: string) => run(['--json', '--port', '0'], cwd);
  // But for the note that the engine makes of who runs it.
  const filesIn = (cwd: string) =>
    readdirSync(join(cwd, '.payframe'), { recursive: true }).filter((name) => name !== 'db/postmaster.pid');
  const overwrite = (file: string) => writeFileSync(file, Buffer.alloc(statSync(file).size, 0x5a));

  test('of before starts as it was', async () => {
    const { json } = await createPaymentMethod(
      await startCommand(
        [],
        broken(() => {}),
      ),
    );
    expect(json.id).toMatch(/^pm_/);
  });

  test.each<[string, (database: string, directory: string) => void, string]>([
    ['whose database was deleted', (db) => rmSync(db, { recursive: true }), '.payframe/db is missing'],
    [
      'whose database was emptied',
      (db) => {
        rmSync(db, { recursive: true });
        mkdirSync(db);
      },
      '.payframe/db/PG_VERSION is missing',
    ],
    ['without its version', (db) => rmSync(join(db, 'PG_VERSION')), '.payframe/db/PG_VERSION is missing'],
    [
      'without its tables',
      (db) => rmSync(join(db, 'base'), { recursive: true }),
      '.payframe/db/base is missing',
    ],
    [
      'with garbage in its write-ahead log',
      (db) => {
        const log = readdirSync(join(db, 'pg_wal'), { withFileTypes: true }).filter((entry) =>
          entry.isFile(),
        );
        for (const { name } of log) overwrite(join(db, 'pg_wal', name));
      },
      '.payframe/db/pg_wal',
    ],
    ['with garbage in its control file', (db) => overwrite(join(db, 'global/pg_control')), 'is damaged'],
    ['of another PostgreSQL', (db) => writeFileSync(join(db, 'PG_VERSION'), '15\n'), 'is of PostgreSQL 15'],
    [
      'with a file in place of the database',
      (db) => {
        rmSync(db, { recursive: true });
        writeFileSync(db, 'a backup, perhaps');
      },
      '.payframe/db is a file',
    ],
  ])('%s is refused, with what to do, and left as it is', async (_, harm, says) => {
    const cwd = broken(harm);
    const before = filesIn(cwd);
    const message = await refused(start(cwd));
    expect(message).toContain(says);
    expect(message).toContain('delete');
    expect(message).toContain('to start again');
    expect(filesIn(cwd)).toEqual(before);
  });

  test('whose tables were emptied is refused', async () => {
    const cwd = broken(() => {});
    await withDatabase(join(cwd, '.payframe'), (db) => db.execute(sql`truncate accounts cascade`));
    expect(await refused(start(cwd))).toContain('was emptied');
  });

  test('that is a file is refused', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, '.payframe'), '');
    expect(await refused(start(cwd))).toContain('The data directory .payframe is a file');
  });

  test('that is deleted whole, as the message says, starts over', async () => {
    const cwd = broken((_, directory) => rmSync(directory, { recursive: true }));
    const sandbox = await startCommand([], cwd);
    expect((await get(sandbox, '/v1/customers')).json.data).toEqual([]);
    expect(existsSync(join(cwd, '.payframe/payframe-sandbox.txt'))).toBe(true);
  });

  test('of an earlier release, which left no note in it, starts, and has one from then on', async () => {
    const cwd = broken((_, directory) => rmSync(join(directory, 'payframe-sandbox.txt')));
    await startCommand([], cwd);
    expect(readFileSync(join(cwd, '.payframe/payframe-sandbox.txt'), 'utf8')).toContain('To start again');
  });
});

describe('DATABASE_URL', () => {
  const password = 'hunter2';

  async function refusedFor(databaseUrl: string): Promise<string> {
    const message = await refused(run(['--json', '--port', '0'], undefined, databaseUrl));
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain(password);
    return message;
  }

  test.each([
    'mysql://root:hunter2@localhost/x',
    'localhost:5432',
    'hunter2',
    'postgres://user:hunter2/x@host/db',
    'http://user:hunter2@localhost/x',
  ])('that is no address of a PostgreSQL is refused as such: %s', async (url) => {
    expect(await refusedFor(url)).toContain('is not the address of a PostgreSQL');
  });

  test('that leads to a host that is not there, or to a port where none listens, says so', async () => {
    expect(await refusedFor(`postgres://user:${password}@127.0.0.1:1/x`)).toContain(
      '127.0.0.1:1/x, but no PostgreSQL answers there',
    );
    expect(await refusedFor(`postgres://user:${password}@no-such-host.invalid/x`)).toContain(
      'no-such-host.invalid/x, but there is no host of this name',
    );
  });

  test('that leads to something else says so', async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await refusedFor(`postgres://user:${password}@127.0.0.1:${port}/x`)).toContain(
      'no PostgreSQL answers there',
    );
    server.close();
  });

  describe.skipIf(!newestBinaries())('of a PostgreSQL', () => {
    let cluster: Awaited<ReturnType<typeof startCluster>>;
    beforeAll(async () => {
      cluster = await startCluster(newestBinaries() ?? '');
    });
    afterAll(() => cluster.stop());

    test('that has no such database, or no such user, says which', async () => {
      expect(await refusedFor(cluster.url.replace(/[^/]+$/, 'nowhere'))).toContain(
        'has no database of this name',
      );
      expect(await refusedFor(cluster.url.replace('payframe@', `nobody:${password}@`))).toContain(
        'does not let this user in',
      );
    });
  });
});
