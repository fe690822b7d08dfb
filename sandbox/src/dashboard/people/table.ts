import { index, pgTable, text } from 'drizzle-orm/pg-core';
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
  },
  (table) => [index().on(table.personId), index().on(table.endsAt)],
);
