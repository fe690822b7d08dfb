import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Database } from '../../kernel/db/database.js';
import { insertion } from '../../kernel/db/statement.js';
import { newId, randomBase62 } from '../../kernel/ids.js';
import { sameSecret } from '../../kernel/same-secret.js';
import type { Work } from '../../kernel/scope.js';
import type { Secrets } from '../../kernel/secrets.js';
import { accountLinks as table } from './table.js';

type LinkRow = typeof table.$inferSelect;

/** A visit of a hosted page: a link that its holder has opened. */
export type Visit = Omit<LinkRow, 'secretHash' | 'visitHash'>;

/** Time in which a link has to be opened. */
export const LINK_LASTS_SECONDS = 5 * 60;

/** Time that a visitor has to finish. */
const VISIT_LASTS_SECONDS = 60 * 60;

const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

const insert = insertion(table);

/** The parts of a link that its platform chooses. */
type LinkRequest = Pick<LinkRow, 'connectedId' | 'purpose'> &
  Partial<Pick<LinkRow, 'eventually' | 'refreshUrl' | 'returnUrl'>>;

/** Creates a link to a hosted page. The address that is returned is stored nowhere. */
export async function createLink(
  { db, accountId, livemode, now, secrets }: Work,
  origin: string,
  request: LinkRequest,
): Promise<string> {
  const secret = newSecret();
  await insert(db, {
    eventually: false,
    refreshUrl: null,
    returnUrl: null,
    ...request,
    id: newId('alink'),
    accountId,
    livemode,
    createdAt: now,
    secretHash: secrets.link(secret),
    expiresAt: after(now, LINK_LASTS_SECONDS),
    visitHash: null,
    visitEndsAt: null,
  });
  return `${origin}/connect/open/${secret}`;
}

/** A digit comes first, so that the log never takes a secret for a word of a path. */
const newSecret = () => `1${randomBase62(32)}`;

const after = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000);

/** An opened link, with the value of the cookie that shows who opened it. */
interface Opened {
  visit: Visit;
  cookie: string;
}

/** What became of a link that is opened: a visit, or for one that was used or has expired, where it leads. */
export type Opening = Opened | Pick<LinkRow, 'refreshUrl'>;

/** Opens a link, which works once. Returns `undefined` for an address that no link has. */
export async function openLink(
  { db, secrets }: { db: Database; secrets: Secrets },
  secret: string,
  now: Date,
): Promise<Opening | undefined> {
  const secretHash = secrets.link(secret);
  const cookie = randomBase62(32);
  const [visit] = await db
    .update(table)
    .set({ visitHash: secrets.link(cookie), visitEndsAt: after(now, VISIT_LASTS_SECONDS) })
    .where(and(eq(table.secretHash, secretHash), isNull(table.visitHash), gt(table.expiresAt, now)))
    .returning();
  if (visit) return { visit, cookie };
  const [used] = await db
    .select({ refreshUrl: table.refreshUrl })
    .from(table)
    .where(eq(table.secretHash, secretHash));
  return used;
}

/** A visit as its address names it: one that goes on, or one that has ended or belongs to another browser. */
export type Found = { visit: Visit } | { ended: Pick<LinkRow, 'refreshUrl'> };

/** Finds a visit for the browser that has its cookie. */
export async function findVisit(
  { db, secrets }: { db: Database; secrets: Secrets },
  id: string,
  cookie: string,
  now: Date,
): Promise<Found | undefined> {
  const [row] = await db.select().from(table).where(eq(table.id, id));
  if (!row?.visitHash) return undefined;
  const goesOn = sameSecret(secrets.link(cookie), row.visitHash) && row.visitEndsAt && row.visitEndsAt > now;
  return goesOn ? { visit: row } : { ended: row };
}

/** Ends a visit: its page shows nothing any more. */
export async function endVisit(db: Database, { id }: Visit, now: Date): Promise<void> {
  await db.update(table).set({ visitEndsAt: now }).where(eq(table.id, id));
}

/** Deletes links that are older than a week. */
export async function forgetOldLinks(db: Database, now: Date): Promise<void> {
  await db.delete(table).where(lt(table.createdAt, new Date(now.getTime() - KEPT_FOR_MS)));
}
