import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../db/database.js';
import { insertion, type NewRow } from '../db/statement.js';
import { randomBase62 } from '../ids.js';
import { sameSecret } from '../same-secret.js';
import type { Work } from '../scope.js';
import type { Secrets } from '../secrets.js';
import type { ListedTable } from '../store/list.js';
import type { linked } from './columns.js';

type Linked = keyof ReturnType<typeof linked>;

/** A table that has the columns of `linked`. */
export type LinkTable = PgTable & Record<Linked, PgColumn>;

type Row = { id: string; visitHash: string | null; visitEndsAt: Date | null };

/** A visit of a hosted page: a link that its holder has opened. */
export type VisitOf<Table extends LinkTable> = Omit<Table['$inferSelect'], 'secretHash' | 'visitHash'>;

/** Time in which a link has to be opened. */
export const LINK_LASTS_SECONDS = 5 * 60;

/** Time that a visitor has to finish. */
const VISIT_LASTS_SECONDS = 60 * 60;

const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

/** What becomes of a link that is opened: a visit with the value of the cookie that shows who opened it, or nothing any more. */
export type Opening<Visit> = { visit: Visit; cookie: string } | { used: Visit };

/** A visit as its address names it: one that goes on, or one that has ended or belongs to another browser. */
export type Found<Visit> = { visit: Visit } | { ended: Visit };

interface Services {
  db: Database;
  secrets: Secrets;
}

/** The links of one kind, each of which is opened once. */
export interface Links<Table extends LinkTable> {
  /** Creates a link. The secret that is returned, which its address ends with, is stored nowhere. */
  create(work: Work, row: NewLink<Table>): Promise<string>;
  /** Opens a link, which works once. Returns `undefined` for a secret that no link has. */
  open(services: Services, secret: string, now: Date): Promise<Opening<VisitOf<Table>> | undefined>;
  /** Finds a visit for the browser that has its cookie. */
  find(services: Services, id: string, cookie: string, now: Date): Promise<Found<VisitOf<Table>> | undefined>;
  /** Ends a visit: its page shows nothing any more. */
  end(db: Database, visit: Pick<Row, 'id'>, now: Date): Promise<void>;
  /** Deletes links that are older than a week. */
  forgetOld(db: Database, now: Date): Promise<void>;
}

type NewLink<Table extends LinkTable> = Omit<NewRow<Table>, Exclude<Linked, 'id'>>;

/**
 * Creates the access to the links of a table.
 *
 * @param lastsSeconds Time in which a link has to be opened.
 */
export function linksIn<Table extends LinkTable>(
  table: Table,
  lastsSeconds = LINK_LASTS_SECONDS,
): Links<Table> {
  const insert = insertion(table as LinkTable & ListedTable);
  const change = (db: Database, values: object) => db.update(table as PgTable).set(values);
  const visitIn = ([row]: object[]) => row as (VisitOf<Table> & Row) | undefined;
  const found = async (db: Database, column: PgColumn, value: string) => {
    const rows = db.select().from(table as PgTable);
    return visitIn(await rows.where(eq(column, value)));
  };

  return {
    async create({ db, accountId, livemode, now, secrets }, row) {
      const secret = newSecret();
      const own = { accountId, livemode, createdAt: now, secretHash: secrets.link(secret) };
      const times = { expiresAt: after(now, lastsSeconds), visitHash: null, visitEndsAt: null };
      await insert(db, { ...row, ...own, ...times } as never);
      return secret;
    },

    async open({ db, secrets }, secret, now) {
      const secretHash = secrets.link(secret);
      const cookie = randomBase62(32);
      const opened = { visitHash: secrets.link(cookie), visitEndsAt: after(now, VISIT_LASTS_SECONDS) };
      const unused = and(eq(table.secretHash, secretHash), isNull(table.visitHash), gt(table.expiresAt, now));
      const visit = visitIn(await change(db, opened).where(unused).returning());
      if (visit) return { visit, cookie };
      const used = await found(db, table.secretHash, secretHash);
      return used && { used };
    },

    async find({ db, secrets }, id, cookie, now) {
      const visit = await found(db, table.id, id);
      if (!visit?.visitHash) return undefined;
      const { visitEndsAt: ends, visitHash } = visit;
      const goesOn = sameSecret(secrets.link(cookie), visitHash) && ends !== null && ends > now;
      return goesOn ? { visit } : { ended: visit };
    },

    async end(db, { id }, now) {
      await change(db, { visitEndsAt: now }).where(eq(table.id, id));
    },

    async forgetOld(db, now) {
      await db.delete(table).where(lt(table.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
    },
  };
}

/** A digit comes first, so that the log never takes a secret for a word of a path. */
const newSecret = () => `1${randomBase62(32)}`;

const after = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000);
