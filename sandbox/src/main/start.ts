import type { KeyStore } from '../api-keys/api-key.js';
import { bootstrap, createKeyring, createKeyStore, testKey } from '../api-keys/index.js';
import type { Permissions } from '../api-keys/permissions.js';
import type { OpenDatabase } from '../kernel/db/open-database.js';
import { clientAddress } from '../kernel/http/client-address.js';
import { faultLine, type Log } from '../kernel/http/log.js';
import { createRateLimiter } from '../kernel/http/rate-limit.js';
import { installQueues } from '../kernel/jobs/boss.js';
import { createJobs } from '../kernel/jobs/jobs.js';
import { takeUpWork } from '../kernel/jobs/take-up.js';
import { inTransaction } from '../kernel/transaction.js';
import { createLiveMode, createUpstream } from '../live/index.js';
import type { UpstreamOptions } from '../live/upstream.js';
import { defaultHostDir } from '../paths.js';
import { createRequestLog } from '../request-log/index.js';
import { registry } from '../resources/registry.js';
import { createDelivery, releaseAll } from '../resources/webhook-deliveries/index.js';
import { forwardTo as forwardEvents } from '../resources/webhook-endpoints/index.js';
import { createApp } from './app.js';
import { approveFonts, type HostFiles, readHostFiles } from './host-files.js';
import { keepHouse } from './housekeeping.js';
import { listen } from './server.js';

/** Settings of a sandbox, which the flags and variables of the command `payframe-sandbox` also set. */
export interface SandboxOptions {
  /** The port to listen on, by default 4242. `0` picks a free one. */
  port?: number;
  /** The address to bind. By default `127.0.0.1`, which only this machine can reach. */
  host?: string;
  /** Stores nothing on disk; `dataDir` and `databaseUrl` are ignored. */
  memory?: boolean;
  /** Directory of the embedded database. By default `.payframe` in the working directory. */
  dataDir?: string;
  /** A PostgreSQL (15 or later) to use instead of the embedded one: `postgres://…`. Any number of sandboxes may share it. */
  databaseUrl?: string;
  /** The built frames and SDK to serve, with their `headers.json`. */
  hostDir?: string;
  /**
   * Font files that may draw the text that a person types, where a page's `fonts` has the same bytes. By
   * default only the system's fonts do.
   */
  fonts?: string[];
  /**
   * The origins of the shops that may show the frames, such as `https://shop.example.com`. A page of another
   * origin may not show them, and may not embed such a shop. By default every page may.
   */
  shops?: string[];
  /** Takes the request log line by line, without ends of line. By default nothing is logged. */
  log?: (line: string) => void;
  /** Number of objects that a publishable key may create per second from one address, by default 100. */
  rateLimit?: number;
  /** Sends all events of test mode to this address: `http://localhost:3000/webhook`. */
  forwardTo?: string;
  /**
   * Whether events of test mode may be sent to this machine and to private networks, as by default. With
   * `false` they go only to public addresses, and to that of `forwardTo`. Events of live mode always go only
   * to public addresses.
   */
  privateWebhooks?: boolean;
  /**
   * The proxies in front, by address or range (`10.0.0.0/8`). Where one of them passes a request on, the
   * client's address is read from `X-Forwarded-For`. By default the header is ignored.
   */
  trustedProxies?: string[];
  /**
   * Password with which people can see the dashboard from anywhere. By default it can be seen only from this
   * machine.
   */
  dashboardPassword?: string;
  /** The API that live cards and payments are sent to. Without one, live mode says how to configure it. */
  upstream?: UpstreamOptions;
  /** Creates a restricted key of test mode with these permissions, or finds the one of an earlier start. */
  restricted?: Permissions;
}

/** A sandbox that takes requests. */
export interface Sandbox {
  /** The origin of the API, the frames and the dashboard: `http://127.0.0.1:4242`. */
  url: string;
  /** The address of the SDK's script. */
  script: string;
  /** Test mode key for pages. */
  publishableKey: string;
  /** Test mode key only for servers. */
  secretKey: string;
  /** The secret that signs events to the address of `forwardTo`. */
  webhookSecret?: string;
  /** The restricted key, where `restricted` asked for one. */
  restrictedKey?: string;
  /** The account's keys, to create, roll and revoke them. */
  keys: KeyStore;
  /** Answers the requests in flight, takes no new ones, and closes the database. */
  close(): Promise<void>;
}

const WRONG_KEYS_A_SECOND = 10;

/**
 * Starts the platform: database, keys, API and frames on one origin. Resolves when it takes requests.
 *
 * @throws DirectoryInUse where another process has the data directory open; DataUnusable where the database
 * is damaged, was emptied, or cannot be reached; the system's error, with its `code`, where the port is
 * taken or a file of `fonts` can't be read; Error where `upstream` has an address to which no card should
 * be sent, or `trustedProxies` has an entry that is no address.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    port = 4242,
    host = '127.0.0.1',
    hostDir = defaultHostDir,
    log = () => {},
    rateLimit = 100,
    fonts = [],
  } = options;
  const hostFiles = approveFonts(readHostFiles(hostDir, options.shops), fonts);
  if (hostFiles.size === 0)
    log(`No frames to serve in ${hostDir}: run the build first. The API works without.`);
  const database = await openDatabase(options);
  try {
    const { restricted, forwardTo, dashboardPassword, upstream } = options;
    const { privateWebhooks = true, trustedProxies = [] } = options;
    const given = { restricted, forwardTo, dashboardPassword, upstream, privateWebhooks, trustedProxies };
    // A database in memory has no later build to keep files for.
    const keptFiles: HostFiles = options.memory ? new Map() : hostFiles;
    return await serve(database, hostFiles, { port, host, log, rateLimit, keptFiles, ...given });
  } catch (error) {
    await database.close();
    throw error;
  }
}

// Only the engine in use is loaded, because each takes a while.
async function openDatabase({
  memory = false,
  databaseUrl,
  dataDir = '.payframe',
}: SandboxOptions): Promise<OpenDatabase> {
  if (databaseUrl && !memory) {
    const { openPostgres } = await import('../kernel/db/postgres.js');
    return openPostgres(databaseUrl);
  }
  const { openInDirectory, openInMemory } = await import('../kernel/db/pglite.js');
  return memory ? openInMemory() : openInDirectory(dataDir);
}

interface ServerOptions {
  port: number;
  host: string;
  log: Log;
  rateLimit: number;
  restricted: Permissions | undefined;
  forwardTo: string | undefined;
  dashboardPassword: string | undefined;
  upstream: UpstreamOptions | undefined;
  privateWebhooks: boolean;
  trustedProxies: string[];
  /** Files that the database keeps for the frames of this build. */
  keptFiles: HostFiles;
}

async function serve(database: OpenDatabase, hostFiles: HostFiles, service: ServerOptions): Promise<Sandbox> {
  const { port, host, log, restricted, forwardTo, dashboardPassword: password, upstream } = service;
  const { db } = database;
  const { secrets, accountId, publishableKey, secretKey } = await database.exclusively(bootstrap);
  database.noteContent();
  await database.exclusively(installQueues);
  const mayBePrivate = (address: string, livemode: boolean) =>
    address === forwardTo || (service.privateWebhooks && !livemode);
  const deliver = createDelivery(mayBePrivate);
  const jobs = createJobs({ db, secrets, log, types: registry.jobs, deliver });
  const webhookSecret =
    forwardTo &&
    (await database.exclusively((own) =>
      inTransaction({ db: own, secrets, jobs }, { accountId, livemode: false }, (work) =>
        forwardEvents(work, forwardTo),
      ),
    ));
  const keys = createKeyStore(db, secrets, database.signals, accountId);
  const requests = createRequestLog(db);
  const keyring = createKeyring(db, secrets, database.signals);
  const platform = {
    db,
    secrets,
    keyring,
    clientAddress: clientAddress(service.trustedProxies),
    allows: createRateLimiter(service.rateLimit),
    allowsWrongKey: createRateLimiter(WRONG_KEYS_A_SECOND),
    jobs,
    requests,
    objects: registry,
    live: createLiveMode(db, upstream && createUpstream(upstream)),
  };
  const server = await listen(createApp(platform, hostFiles, { accountId, keys, password }, log), host, port);
  const leaveHouse = keepHouse(database, service.keptFiles);
  // No request needs the work of an earlier process, so that none waits for it.
  const jobsStarted = takeUpWork(database, releaseAll)
    .catch((error) => log(faultLine(error, 'jobs')))
    .then(jobs.start);
  const url = `http://${addressIn(host)}:${server.port}`;
  return {
    url,
    script: `${url}/js/v1/payframe.js`,
    publishableKey,
    secretKey,
    ...(webhookSecret && { webhookSecret }),
    ...(restricted && {
      restrictedKey: await testKey(db, secrets, { accountId, kind: 'restricted', permissions: restricted }),
    }),
    keys,
    async close() {
      await server.close();
      await leaveHouse();
      await jobsStarted;
      await jobs.stop();
      await keyring.close();
      await requests.close();
      await database.close();
    },
  };
}

/** Returns the address at which a client on this machine reaches a server that is bound to `host`. */
function addressIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
