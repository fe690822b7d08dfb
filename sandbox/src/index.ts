import type { OpenDatabase } from './db/database.js';
import { createApp } from './http/app.js';
import { type HostFiles, readHostFiles } from './http/host-files.js';
import { forgetOldKeys } from './http/idempotency.js';
import type { Log } from './http/log.js';
import { createRateLimiter } from './http/rate-limit.js';
import { listen } from './http/server.js';
import { bootstrap } from './keys/bootstrap.js';
import { createKeyring } from './keys/keyring.js';
import { defaultHostDir } from './paths.js';

export { DEBIT_BEHAVIOURS, type DebitBehaviour, type TestIban, testIbans } from './banks/test-ibans.js';
export {
  type Behaviour,
  type TestCard,
  type TestCardGroup,
  testCardGroups,
  testCards,
} from './cards/test-cards.js';
export { DirectoryInUse } from './db/directory-lock.js';

export interface SandboxOptions {
  /** `0` picks a free one. */
  port?: number;
  /** The address to bind. By default loopback alone. */
  host?: string;
  /** Keeps nothing on disk; `dataDir` and `databaseUrl` are not used then. */
  memory?: boolean;
  /** Where the embedded database lives. By default `.payframe` in the working directory. */
  dataDir?: string;
  /** A PostgreSQL to use instead of the embedded one. Any number of sandboxes may share it. */
  databaseUrl?: string;
  /** The built frames and SDK to serve, with their `headers.json`. */
  hostDir?: string;
  /** Takes the request log line by line. By default nothing is logged. */
  log?: Log;
  /** How many tokens and payment methods a publishable key may make a second, from one address. */
  rateLimit?: number;
}

export interface Sandbox {
  url: string;
  /** The address of the SDK's script. */
  script: string;
  publishableKey: string;
  secretKey: string;
  /** Answers the requests in flight, takes no new ones, and closes the database. */
  close(): Promise<void>;
}

const HOUR_MS = 3600 * 1000;

/**
 * Starts the platform: database, keys, API and frames on one origin.
 *
 * @throws DirectoryInUse where another process has the data directory open; the system's error where the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port = 4242,
    host = '127.0.0.1',
    hostDir = defaultHostDir,
    log = () => {},
    rateLimit = 100,
  } = options;
  const hostFiles = readHostFiles(hostDir);
  if (hostFiles.size === 0)
    log(`No frames to serve in ${hostDir}: run the build first. The API works without.`);
  const database = await openDatabase(options);
  try {
    return await serve(database, hostFiles, { port, host, log, rateLimit });
  } catch (error) {
    await database.close();
    throw error;
  }
}

// Only the engine that is used is loaded: each takes a while.
async function openDatabase({
  memory = false,
  databaseUrl,
  dataDir = '.payframe',
}: SandboxOptions): Promise<OpenDatabase> {
  if (databaseUrl && !memory) {
    const { openPostgres } = await import('./db/postgres.js');
    return openPostgres(databaseUrl);
  }
  const { openInDirectory, openInMemory } = await import('./db/pglite.js');
  return memory ? openInMemory() : openInDirectory(dataDir);
}

async function serve(
  database: OpenDatabase,
  hostFiles: HostFiles,
  { port, host, log, rateLimit }: { port: number; host: string; log: Log; rateLimit: number },
): Promise<Sandbox> {
  const { db } = database;
  const { secrets, publishableKey, secretKey } = await database.exclusively(bootstrap);
  const jobs = { enqueue: async () => {}, wake() {} };
  const platform = {
    db,
    secrets,
    keyring: createKeyring(db, secrets),
    allows: createRateLimiter(rateLimit),
    jobs,
  };
  const server = await listen(createApp(platform, hostFiles, log), host, port);
  const cleaning = setInterval(() => forgetOldKeys(db, new Date()).catch(() => {}), HOUR_MS).unref();
  const url = `http://${addressIn(host)}:${server.port}`;
  return {
    url,
    script: `${url}/js/v1/payframe.js`,
    publishableKey,
    secretKey,
    async close() {
      clearInterval(cleaning);
      await server.close();
      await database.close();
    },
  };
}

/** How a client on this machine reaches what is bound to an address. */
function addressIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
