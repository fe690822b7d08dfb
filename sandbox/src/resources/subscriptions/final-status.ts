import type { Database } from '../../kernel/db/database.js';
import { textStatement } from '../../kernel/db/statement.js';
import { settings } from '../../kernel/db/tables.js';

/** What becomes of a subscription after the last attempt to collect one of its invoices. */
type FinalStatus = 'canceled' | 'past_due' | 'unpaid';

const SETTING = 'final_subscription_status';

/** Notes the status for all processes on this database, and for later starts. */
export async function keepFinalStatus(db: Database, value: FinalStatus): Promise<void> {
  const setting = { name: SETTING, value };
  await db.insert(settings).values(setting).onConflictDoUpdate({ target: settings.name, set: setting });
}

const read = textStatement('final_subscription_status', 'select value from settings where name = $1');

export async function finalStatus(db: Database): Promise<FinalStatus> {
  const [row] = await read<{ value: FinalStatus }>(db, [SETTING]);
  return row?.value ?? 'canceled';
}
