import { and, desc, eq, gt, lt, ne } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { randomBase62 } from '../../kernel/ids.js';
import type { Secrets } from '../../kernel/secrets.js';
import { OWNER_ID, type Person } from '../people/roles.js';
import { people, sessions } from '../people/table.js';

const LASTS_MS = 12 * 3600 * 1000;

/** The sessions of everyone who has signed in. They are in the database, so that a restart ends none and every server knows them. */
export interface Sessions {
  /** Opens a session. The token that is returned, which the cookie has, is stored nowhere. */
  open(personId: string, address: string | null, now: Date): Promise<string>;
  /** Finds whose session a cookie is of. Their role is as it is now. */
  find(token: string, now: Date): Promise<Person | undefined>;
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
  return {
    async open(personId, address, now) {
      const token = randomBase62(32);
      const { db } = services;
      if (personId === OWNER_ID) await addOwner(db, now);
      const endsAt = new Date(now.getTime() + LASTS_MS);
      await db
        .insert(sessions)
        .values({ tokenHash: hashOf(token), personId, address, createdAt: now, endsAt });
      return token;
    },
    async find(token, now) {
      const { id, name, email, role } = people;
      const [person] = await services.db
        .select({ id, name, email, role })
        .from(sessions)
        .innerJoin(people, eq(people.id, sessions.personId))
        .where(and(eq(sessions.tokenHash, hashOf(token)), gt(sessions.endsAt, now)));
      return person;
    },
    async close(token) {
      await services.db.delete(sessions).where(eq(sessions.tokenHash, hashOf(token)));
    },
    async closeAll(personId, except) {
      const others = except === undefined ? undefined : ne(sessions.tokenHash, hashOf(except));
      await services.db.delete(sessions).where(and(eq(sessions.personId, personId), others));
    },
    list(personId, now) {
      const { address, createdAt, endsAt } = sessions;
      return services.db
        .select({ address, createdAt })
        .from(sessions)
        .where(and(eq(sessions.personId, personId), gt(endsAt, now)))
        .orderBy(desc(createdAt));
    },
  };
}

async function addOwner(db: Database, now: Date): Promise<void> {
  await db
    .insert(people)
    .values({ id: OWNER_ID, name: 'Owner', role: 'admin', createdAt: now })
    .onConflictDoNothing();
}

/** Deletes sessions that have ended. */
export async function forgetOldSessions(db: Database, now: Date): Promise<void> {
  await db.delete(sessions).where(lt(sessions.endsAt, now));
}
