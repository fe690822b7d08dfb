import { and, desc, eq, gt, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { settings } from '../../kernel/db/tables.js';
import { randomBase62 } from '../../kernel/ids.js';
import type { Secrets } from '../../kernel/secrets.js';
import { OWNER, OWNER_ID, type Person } from '../people/roles.js';
import { people, sessions } from '../people/table.js';
import { REQUIRED } from '../two-factor/two-factor.js';

const LASTS_MS = 12 * 3600 * 1000;

/** Time that people have to give a code after their password. */
const WAITS_MS = 10 * 60 * 1000;

/** A session that is open. */
interface Open {
  person: Person;
  /** Whether everyone needs two-factor, and its person has yet to set it up. */
  mustSetUp: boolean;
}

/** The sessions of everyone who has signed in. They are in the database, so that a restart ends none and every server knows them. */
export interface Sessions {
  /** Opens a session. The token that is returned, which the cookie has, is stored nowhere. */
  open(personId: string, address: string | null, now: Date): Promise<string>;
  /** Notes that somebody has given their password, and is asked for a code. Returns a token as `open` does. */
  wait(personId: string, address: string | null, now: Date): Promise<string>;
  /** Finds whose session a cookie is of. Their role is as it is now. */
  find(token: string, now: Date): Promise<Open | undefined>;
  /** Finds who is asked for a code. */
  findWaiting(token: string, now: Date): Promise<Person | undefined>;
  close(token: string): Promise<void>;
  /** Closes all sessions of a person, except for that of a token. */
  closeAll(personId: string, except?: string): Promise<void>;
  list(personId: string, now: Date): Promise<{ address: string | null; createdAt: Date }[]>;
}

interface Services {
  db: Database;
  secrets: Secrets;
}

/**
 * Creates the sessions of a dashboard. The operator's password is part of every hash, so that a change of it ends
 * all sessions.
 */
export function createSessions(services: Services, password: string): Sessions {
  const hashOf = (token: string) => services.secrets.link(`dashboard ${token} ${password}`);
  const add = async (
    row: { personId: string; address: string | null; needsCode: boolean },
    now: Date,
    lasts: number,
  ) => {
    const token = randomBase62(32);
    const endsAt = new Date(now.getTime() + lasts);
    const values = { ...row, tokenHash: hashOf(token), createdAt: now, endsAt };
    await services.db.insert(sessions).values(values);
    return token;
  };
  const find = async (token: string, now: Date, needsCode: boolean) => {
    const { id, name, email, role, totpSecret } = people;
    const isFound = [eq(sessions.tokenHash, hashOf(token)), gt(sessions.endsAt, now)];
    const [found] = await services.db
      .select({
        person: { id, name, email, role },
        mustSetUp: sql<boolean>`${totpSecret} is null and ${settings.name} is not null`,
      })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.personId))
      .leftJoin(settings, eq(settings.name, REQUIRED))
      .where(and(...isFound, eq(sessions.needsCode, needsCode)));
    return found;
  };

  return {
    async open(personId, address, now) {
      if (personId === OWNER_ID) await addOwner(services.db, now);
      return add({ personId, address, needsCode: false }, now, LASTS_MS);
    },
    wait: (personId, address, now) => add({ personId, address, needsCode: true }, now, WAITS_MS),
    find: (token, now) => find(token, now, false),
    async findWaiting(token, now) {
      return (await find(token, now, true))?.person;
    },
    async close(token) {
      await services.db.delete(sessions).where(eq(sessions.tokenHash, hashOf(token)));
    },
    async closeAll(personId, except) {
      const others = except === undefined ? undefined : ne(sessions.tokenHash, hashOf(except));
      await services.db.delete(sessions).where(and(eq(sessions.personId, personId), others));
    },
    list(personId, now) {
      const { address, createdAt, endsAt, needsCode } = sessions;
      return services.db
        .select({ address, createdAt })
        .from(sessions)
        .where(and(eq(sessions.personId, personId), gt(endsAt, now), eq(needsCode, false)))
        .orderBy(desc(createdAt));
    },
  };
}

async function addOwner(db: Database, now: Date): Promise<void> {
  await db
    .insert(people)
    .values({ ...OWNER, createdAt: now })
    .onConflictDoNothing();
}

/** Deletes sessions that have ended. */
export async function forgetOldSessions(db: Database, now: Date): Promise<void> {
  await db.delete(sessions).where(lt(sessions.endsAt, now));
}
