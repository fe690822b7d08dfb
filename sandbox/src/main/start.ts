import { jsonOf, type Log, textOf } from '../kernel/http/log.js';
import { defaultHostDir } from '../paths.js';
import { openDatabase } from './database.js';
import { approveFonts, type HostFiles, readHostFiles, withDomainAssociation } from './host-files.js';
import { noteRunning } from './running.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { settings } from './settings.js';

/**
 * Starts the platform: database, keys, API and frames on one origin. Resolves when it takes requests.
 *
 * @throws DirectoryInUse where another process has the data directory open; DataUnusable where the database
 * is damaged, was emptied, or cannot be reached; the system's error, with its `code`, where the port is
 * taken or a file of `fonts` or `wallets` can't be read; Error where `upstream` has an address to which no card should
 * be sent, `addressUrl` is no address with `{query}`, or `trustedProxies` has an entry that is no address.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 4242, host = '127.0.0.1', hostDir = defaultHostDir, rateLimit = 100, fonts = [] } = options;
  const log = logOf(options);
  const opening = openDatabase(options);
  try {
    // The engine is compiled on other threads while the server's modules are loaded.
    const serving = import('./serve.js');
    const frames = approveFonts(readHostFiles(hostDir, options.shops), fonts);
    if (frames.size === 0) log({ at: new Date(), kind: 'note', text: noFrames(hostDir) });
    const hostFiles = withDomainAssociation(frames, options.wallets?.applePay?.domainAssociation);
    const [{ serve }, database] = await Promise.all([serving, opening]);
    const { restricted, forwardTo, dashboardPassword, upstream, addressUrl, wallets, metrics } = options;
    const { afterDunning, privateWebhooks = true, trustedProxies = [] } = options;
    const given = {
      afterDunning,
      restricted,
      forwardTo,
      dashboardPassword,
      upstream,
      addressUrl,
      wallets,
      metrics,
      privateWebhooks,
      trustedProxies,
    };
    // A database in memory has no later build to keep files for.
    const keptFiles: HostFiles = options.memory ? new Map() : hostFiles;
    const service = { port, host, log, rateLimit, keptFiles, ...given };
    const sandbox = await serve(database, hostFiles, service);
    return options.memory || database.shared
      ? sandbox
      : noted(sandbox, options.dataDir ?? settings.data.default);
  } catch (error) {
    const database = await opening;
    await database.close();
    throw error;
  }
}

const noFrames = (hostDir: string) =>
  `No frames to serve in ${hostDir}: run the build first. The API works without.`;

function logOf({ log, logFormat = 'text' }: SandboxOptions): Log {
  if (!log) return () => {};
  const lineOf = logFormat === 'json' ? jsonOf : textOf;
  return (entry) => log(lineOf(entry));
}

/** Notes in the data directory where the sandbox is, for as long as it takes requests. */
function noted(sandbox: Sandbox, dataDir: string): Sandbox {
  const forget = noteRunning(dataDir, sandbox);
  return {
    ...sandbox,
    close(how) {
      forget();
      return sandbox.close(how);
    },
  };
}
