import { bigint, index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { accounts } from '../../kernel/db/tables.js';
import { time } from '../../kernel/db/time.js';

/** What people did in the dashboard. It holds no value of a form, and stays when its person is removed. */
export const actions = pgTable(
  'dashboard_actions',
  {
    id: text().primaryKey(),
    /** The platform whose dashboard it is. */
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    createdAt: time().notNull(),
    /** `null` for whoever tried to sign in with an email that nobody has. */
    personId: text(),
    /** Name and email as they were then. */
    personName: text().notNull(),
    personEmail: text(),
    /** Address that it was sent from. */
    address: text(),
    /** In words, as in `Refund a payment`. */
    action: text().notNull(),
    /** The page of the object that it was about, without the id. */
    page: text(),
    objectId: text(),
    /** The connected account that the object belongs to; `null` for the platform's own. */
    connectedId: text(),
    /** Status of the answer. */
    status: smallint().notNull(),
  },
  (table) => [
    index().on(table.accountId, table.createdAt.desc().nullsFirst(), table.seq.desc().nullsFirst()),
    index().on(table.createdAt),
  ],
);
