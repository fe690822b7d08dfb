import { lt } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { OpenDatabase } from '../kernel/db/open-database.js';
import { forgetOldKeys } from '../kernel/http/idempotency.js';
import { forgetOldRequests } from '../request-log/index.js';
import { events } from '../resources/events/index.js';
import { webhookDeliveries } from '../resources/webhook-deliveries/index.js';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const EVENTS_KEPT_FOR_MS = 30 * 24 * HOUR_MS;

/** Keeps the database small and fast while it is open. A task that fails is tried again at its next time. */
export function keepHouse(database: OpenDatabase): () => void {
  const timers = [
    setInterval(() => forgetOld(database.db, new Date()).catch(() => {}), HOUR_MS),
    setInterval(() => database.maintain().catch(() => {}), MINUTE_MS),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/**
 * Deletes answers to idempotency keys after a day, requests after a week, and events after 30 days, as
 * publicly documented.
 */
export async function forgetOld(db: Database, now: Date): Promise<void> {
  await forgetOldKeys(db, now);
  await forgetOldRequests(db, now);
  const oldest = new Date(now.getTime() - EVENTS_KEPT_FOR_MS);
  await db.delete(webhookDeliveries).where(lt(webhookDeliveries.createdAt, oldest));
  await db.delete(events).where(lt(events.createdAt, oldest));
}
