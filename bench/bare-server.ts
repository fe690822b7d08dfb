/**
 * A bare server of Node that runs the statements of a request and answers with the same bytes: what an API on that
 * database could reach at most. `bench/sandbox.ts` forks it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { openInDirectory } from '../sandbox/src/kernel/db/pglite.js';
import { openPostgres } from '../sandbox/src/kernel/db/postgres.js';
import { runTrace, type Trace } from './statements.js';

/** The database to open, and what to do for each request. */
export interface BareService {
  dataDir?: string;
  databaseUrl?: string;
  trace: Trace;
}

process.once('message', async ({ dataDir = '', databaseUrl, trace }: BareService) => {
  const database = await (databaseUrl ? openPostgres(databaseUrl) : openInDirectory(dataDir));
  const pool = (database.db as unknown as { $client: Pool }).$client;
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(trace.answer),
  };
  const server = createServer((request, response) => {
    request.resume().on('end', async () => {
      await runTrace(pool, trace);
      response.writeHead(200, headers).end(trace.answer);
    });
  });
  server.listen(0, '127.0.0.1', () =>
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
  );
  process.once('message', async () => {
    server.closeAllConnections();
    await database.close();
    process.exit();
  });
});
