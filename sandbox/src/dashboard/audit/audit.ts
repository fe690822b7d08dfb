import { lt } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { faultOf, type Log } from '../../kernel/http/log.js';
import { newId } from '../../kernel/ids.js';
import { actions } from './table.js';

/** An action as it is stored. */
export type ActionRow = typeof actions.$inferSelect;

type NewAction = Omit<typeof actions.$inferInsert, 'accountId' | 'createdAt' | 'id'>;

/** The log of what people did in a dashboard. */
export interface Audit {
  /** Stores an action. Where that fails, a fault is logged, because the action has been done. */
  record(action: NewAction): Promise<void>;
}

const KEPT_FOR_MS = 365 * 24 * 3600 * 1000;

export const createAudit = (db: Database, accountId: string, log: Log): Audit => ({
  async record(action) {
    try {
      await db.insert(actions).values({ ...action, id: newId('action'), accountId, createdAt: new Date() });
    } catch (error) {
      log(faultOf(error, `audit log: ${action.action} by ${action.personId ?? 'unknown'}`));
    }
  },
});

/** Deletes actions that are older than a year. */
export async function forgetOldActions(db: Database, now: Date): Promise<void> {
  await db.delete(actions).where(lt(actions.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
}
