import { eq } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import type { Log } from '../../kernel/http/log.js';
import { createAudit } from '../audit/audit.js';
import { RESET_TWO_FACTOR } from '../audit/words.js';
import { PEOPLE } from '../people/people-page.js';
import { OPERATOR, OWNER_ID } from '../people/roles.js';
import { people, sessions } from '../people/table.js';
import { OFF } from './two-factor.js';

interface Services {
  db: Database;
  /** The platform whose dashboard it is. */
  accountId: string;
  log: Log;
}

/**
 * Switches two-factor off for whoever has lost their phone and their recovery codes, and ends their sessions. Without an email
 * it is the owner. The audit log says that the operator did it.
 *
 * @returns Whether there is such a person.
 */
export async function resetTwoFactor(
  { db, accountId, log }: Services,
  email: string | undefined,
): Promise<boolean> {
  const isPerson = email === undefined ? eq(people.id, OWNER_ID) : eq(people.email, email.toLowerCase());
  const [person] = await db.update(people).set(OFF).where(isPerson).returning({ id: people.id });
  if (!person) return false;
  await db.delete(sessions).where(eq(sessions.personId, person.id));
  await createAudit(db, accountId, log).record({
    ...{ action: RESET_TWO_FACTOR, page: PEOPLE, objectId: person.id },
    ...{ personId: OPERATOR.id, personName: OPERATOR.name, status: 200 },
  });
  return true;
}
