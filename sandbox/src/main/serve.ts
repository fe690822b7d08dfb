import { bootstrap, createKeyring, createKeyStore, testKey } from '../api-keys/index.js';
import type { OpenDatabase } from '../kernel/db/open-database.js';
import { clientAddress } from '../kernel/http/client-address.js';
import { faultOf, type Log } from '../kernel/http/log.js';
import { createRateLimiter } from '../kernel/http/rate-limit.js';
import { installQueues } from '../kernel/jobs/boss.js';
import { createJobs } from '../kernel/jobs/jobs.js';
import { takeUpWork } from '../kernel/jobs/take-up.js';
import { inTransaction } from '../kernel/transaction.js';
import { createLiveMode, createUpstream, sessionWallets } from '../live/index.js';
import { createRequestLog } from '../request-log/index.js';
import { createAddressProvider } from '../resources/address-suggestions/index.js';
import { createApplePayGateway } from '../resources/apple-pay-sessions/index.js';
import { registry } from '../resources/registry.js';
import { keepFinalStatus } from '../resources/subscriptions/index.js';
import { createDelivery, releaseAll } from '../resources/webhook-deliveries/index.js';
import { forwardTo as forwardEvents } from '../resources/webhook-endpoints/index.js';
import { addressIn } from './address-in.js';
import { createApp } from './app.js';
import type { HostFiles } from './host-files.js';
import { keepHouse } from './housekeeping.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { listen } from './server.js';

const WRONG_KEYS_A_SECOND = 10;

interface ServerOptions {
  port: number;
  host: string;
  log: Log;
  metrics: SandboxOptions['metrics'];
  rateLimit: number;
  restricted: SandboxOptions['restricted'];
  afterDunning: SandboxOptions['afterDunning'];
  forwardTo: string | undefined;
  dashboardPassword: string | undefined;
  upstream: SandboxOptions['upstream'];
  addressUrl: SandboxOptions['addressUrl'];
  wallets: SandboxOptions['wallets'];
  privateWebhooks: boolean;
  trustedProxies: string[];
  /** Files that the database keeps for the frames of this build. */
  keptFiles: HostFiles;
}

/** Puts the platform together on an open database, and resolves when it takes requests. */
export async function serve(
  database: OpenDatabase,
  hostFiles: HostFiles,
  service: ServerOptions,
): Promise<Sandbox> {
  const { port, host, restricted, forwardTo, dashboardPassword: password, upstream, addressUrl } = service;
  const { db } = database;
  const metrics = service.metrics && (await (await import('./metrics.js')).serveMetrics(db, service.metrics));
  const log: Log = (entry) => {
    service.log(entry);
    metrics?.count(entry);
  };
  const { secrets, accountId, publishableKey, secretKey } = await database.exclusively(bootstrap);
  database.noteContent();
  await database.exclusively(installQueues);
  const { afterDunning } = service;
  if (afterDunning) await database.exclusively((own) => keepFinalStatus(own, afterDunning));
  const mayBePrivate = (address: string, livemode: boolean) =>
    address === forwardTo || (service.privateWebhooks && !livemode);
  const deliver = createDelivery(mayBePrivate, registry.versions);
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
    versions: registry.versions,
    live: createLiveMode(db, upstream && createUpstream(upstream), {
      ...(addressUrl && { findAddresses: createAddressProvider(addressUrl) }),
      ...(service.wallets?.applePay && { startApplePay: createApplePayGateway(service.wallets.applePay) }),
      ...(service.wallets && { wallets: sessionWallets(service.wallets) }),
    }),
  };
  const app = createApp(platform, hostFiles, { accountId, keys, password }, log);
  const server = await listen(app, host, port).catch(async (error) => {
    await metrics?.close();
    throw error;
  });
  const leaveHouse = keepHouse(database, service.keptFiles);
  // No request needs the work of an earlier process, so that none waits for it.
  const jobsStarted = takeUpWork(database, releaseAll)
    .catch((error) => log(faultOf(error, 'jobs')))
    .then(jobs.start);
  const url = `http://${addressIn(host)}:${server.port}`;
  database.announce(url);
  return {
    url,
    script: `${url}/js/v1/payframe.js`,
    publishableKey,
    secretKey,
    ...(webhookSecret && { webhookSecret }),
    ...(metrics && { metrics: metrics.url }),
    ...(restricted && {
      restrictedKey: await testKey(db, secrets, { accountId, kind: 'restricted', permissions: restricted }),
    }),
    keys,
    async close(closing) {
      await server.close(closing);
      await metrics?.close();
      await leaveHouse();
      await jobsStarted;
      await jobs.stop();
      await keyring.close();
      await requests.close();
      await database.close();
    },
  };
}
