import { bigint, boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { time } from '../../kernel/db/time.js';
import { ROLE_NAMES } from './roles.js';

/** The people who may sign in to the dashboard. */
export const people = pgTable('dashboard_people', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** In lower case; `null` for the owner, who has the operator's password. */
  email: text().unique(),
  role: text({ enum: ROLE_NAMES }).notNull(),
  /** Hash of the password that they chose, with its salt and costs; `null` until they chose one. */
  passwordHash: text(),
  /** Keyed hash of the link by which they choose a password, until it was used. */
  inviteHash: text().unique(),
  inviteEndsAt: time(),
  /** The sealed secret of their authenticator app; `null` while two-factor is off. */
  totpSecret: text(),
  /** The step of time of the last code that was right, so that none is right twice. */
  totpStep: bigint({ mode: 'number' }),
  /** Keyed hashes of the recovery codes that they have left. */
  recoveryCodes: text().array(),
  /** Number of wrong codes in a row. */
  wrongCodes: integer().notNull().default(0),
  codesBlockedUntil: time(),
  createdAt: time().notNull(),
});

/** Their sessions. A session is found by the cookie's token, of which only a hash is stored. */
export const sessions = pgTable(
  'dashboard_sessions',
  {
    tokenHash: text().primaryKey(),
    personId: text()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Where they signed in from. */
    address: text(),
    createdAt: time().notNull(),
    endsAt: time().notNull(),
    /** Whether only the password was given, and a code is still to come. */
    needsCode: boolean().notNull().default(false),
  },
  (table) => [index().on(table.personId), index().on(table.endsAt)],
);
