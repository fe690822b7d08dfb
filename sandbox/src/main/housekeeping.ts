import { lt } from 'drizzle-orm';
import { forgetOldActions, forgetOldSessions } from '../dashboard/index.js';
import type { Database } from '../kernel/db/database.js';
import type { OpenDatabase } from '../kernel/db/open-database.js';
import { forgetOldKeys } from '../kernel/http/idempotency.js';
import { forgetOldRequests } from '../request-log/index.js';
import { accountLinks } from '../resources/account-links/index.js';
import { portalSessions } from '../resources/billing-portal/index.js';
import { events } from '../resources/events/index.js';
import { verificationLinks } from '../resources/identity/index.js';
import { forgetOldDeliveries } from '../resources/webhook-deliveries/index.js';
import { forgetOldFiles, keepFiles } from './earlier-files.js';
import type { HostFiles } from './host-files.js';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const EVENTS_KEPT_FOR_MS = 30 * 24 * HOUR_MS;

/**
 * Keeps the database small and fast while it is open, and in it the files of the host. A task that fails is
 * tried again at its next time.
 *
 * @returns Ends it.
 */
export function keepHouse(database: OpenDatabase, files: HostFiles): () => Promise<void> {
  const { db } = database;
  const keep = () => keepFiles(db, files, new Date()).catch(() => {});
  let keeping = keep();
  const timers = [
    setInterval(() => {
      keeping = keep().then(() => forgetOld(db, new Date()).catch(() => {}));
    }, HOUR_MS),
    setInterval(() => database.maintain().catch(() => {}), MINUTE_MS),
  ];
  for (const timer of timers) timer.unref();
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await keeping;
  };
}

/**
 * Deletes answers to idempotency keys after a day, requests, links to hosted pages and the files of earlier builds after a week, and
 * events after 30 days, as publicly documented. Sessions of the dashboard are deleted once they have ended, and what was done in it after
 * a year.
 */
export async function forgetOld(db: Database, now: Date): Promise<void> {
  await forgetOldKeys(db, now);
  await forgetOldRequests(db, now);
  await forgetOldFiles(db, now);
  await forgetOldSessions(db, now);
  await forgetOldActions(db, now);
  await accountLinks.forgetOld(db, now);
  await portalSessions.forgetOld(db, now);
  await verificationLinks.forgetOld(db, now);
  const oldest = new Date(now.getTime() - EVENTS_KEPT_FOR_MS);
  await forgetOldDeliveries(db, oldest);
  await db.delete(events).where(lt(events.writtenAt, oldest));
}
