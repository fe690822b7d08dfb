import { and, asc, eq, gt, ne } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import type { Secrets } from '../../kernel/secrets.js';
import { hashPassword, isPassword } from './password.js';
import { OWNER_ID, type Person, type Role } from './roles.js';
import { people, sessions } from './table.js';

const INVITE_LASTS_MS = 24 * 3600 * 1000;

/** A person as others see them. */
export interface Listed extends Person {
  createdAt: Date;
  /** Whether they have chosen a password, or are the owner. */
  hasJoined: boolean;
  /** When the link by which they choose a password ends; `null` where there is none. */
  inviteEndsAt: Date | null;
  hasTwoFactor: boolean;
}

/** The people of the dashboard beside the owner, who has the operator's password. */
export interface People {
  list(): Promise<Listed[]>;
  find(id: string): Promise<Listed | undefined>;
  findByEmail(email: string): Promise<Person | undefined>;
  /** Adds a person; `undefined` where somebody has that address. */
  add(person: Omit<Person, 'id'> & { email: string }, now: Date): Promise<Person | undefined>;
  /** Returns the secret of a new link by which a person chooses a password. Earlier links no longer work. */
  invite(id: string, now: Date): Promise<string>;
  /** Finds whom a link is for, as long as it works. */
  invited(secret: string, now: Date): Promise<Person | undefined>;
  /** Sets the password of the person whom a link is for, and ends their sessions. A link works once. */
  join(secret: string, password: string, now: Date): Promise<Person | undefined>;
  /** Finds the person who has an address and a password. */
  check(email: string, password: string): Promise<Person | undefined>;
  changeRole(id: string, role: Role): Promise<void>;
  /** Removes a person with their sessions. */
  remove(id: string): Promise<void>;
}

interface Services {
  db: Database;
  secrets: Secrets;
}

export function createPeople(services: Services): People {
  const hashOf = (secret: string) => services.secrets.link(`invitation ${secret}`);
  const find = async (id: string) => {
    const [row] = await services.db.select().from(people).where(eq(people.id, id));
    return row && listed(row);
  };
  const withEmail = async (email: string) => {
    const [row] = await services.db.select().from(people).where(eq(people.email, email.toLowerCase()));
    return row;
  };

  return {
    async list() {
      return (await services.db.select().from(people).orderBy(asc(people.createdAt))).map(listed);
    },
    find,
    async findByEmail(email) {
      const row = await withEmail(email);
      return row && personOf(row);
    },
    async add({ name, email, role }, now) {
      const values = { id: newId('person'), name, email: email.toLowerCase(), role, createdAt: now };
      const [row] = await services.db.insert(people).values(values).onConflictDoNothing().returning();
      return row && personOf(row);
    },
    async invite(id, now) {
      const secret = newSecret();
      const inviteEndsAt = new Date(now.getTime() + INVITE_LASTS_MS);
      await services.db
        .update(people)
        .set({ inviteHash: hashOf(secret), inviteEndsAt })
        .where(notOwner(id));
      return secret;
    },
    async invited(secret, now) {
      const [row] = await services.db
        .select()
        .from(people)
        .where(isInvited(hashOf(secret), now));
      return row && personOf(row);
    },
    async join(secret, password, now) {
      const passwordHash = await hashPassword(password);
      return services.db.transaction(async (tx) => {
        const [row] = await tx
          .update(people)
          .set({ passwordHash, inviteHash: null, inviteEndsAt: null })
          .where(isInvited(hashOf(secret), now))
          .returning();
        if (row) await tx.delete(sessions).where(eq(sessions.personId, row.id));
        return row && personOf(row);
      });
    },
    async check(email, password) {
      const row = await withEmail(email);
      // An address that nobody has takes as long as one with a wrong password.
      return (await isPassword(password, row?.passwordHash)) && row ? personOf(row) : undefined;
    },
    async changeRole(id, role) {
      await services.db.update(people).set({ role }).where(notOwner(id));
    },
    async remove(id) {
      await services.db.delete(people).where(notOwner(id));
    },
  };
}

type Row = typeof people.$inferSelect;

const personOf = ({ id, name, email, role }: Row): Person => ({ id, name, email, role });

const listed = (row: Row): Listed => ({
  ...personOf(row),
  createdAt: row.createdAt,
  hasJoined: row.id === OWNER_ID || row.passwordHash !== null,
  inviteEndsAt: row.inviteEndsAt,
  hasTwoFactor: row.totpSecret !== null,
});

const notOwner = (id: string) => and(eq(people.id, id), ne(people.id, OWNER_ID));

const isInvited = (hash: string, now: Date) => and(eq(people.inviteHash, hash), gt(people.inviteEndsAt, now));

/** A digit comes first, so that the log never takes a secret for a word of a path. */
const newSecret = () => `1${randomBase62(32)}`;
