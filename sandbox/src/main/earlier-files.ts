import { and, eq, inArray, like, lt, or } from 'drizzle-orm';
import type { Database } from '../kernel/db/database.js';
import type { HostFile, HostFiles } from './host-files.js';
import { hostFiles as table } from './table.js';

/**
 * Time that the files of a build are kept after its last process, in ms. Browsers use a page's script for up
 * to a day, and a tab that has it may stay open. Its frames still load what their build had.
 */
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

/** The same for a script that pages pin: they change it when their shop has its next release. */
const PINNED_FOR_MS = 365 * 24 * 3600 * 1000;

/** Matches a script or a text that a document of some build loads, and a script that pages pin. */
const LATER_FILE = /^\/(?:frame|js)\/v\d+\/[\w-]+-[0-9a-f]{8}(?:\.js|\/[\w-]+\.json)$/;

/** Keeps the files of this build that its frames load later and its pages pin, for the builds that come after it. */
export async function keepFiles(db: Database, files: HostFiles, now: Date): Promise<void> {
  const later = [...files].filter(([path]) => LATER_FILE.test(path));
  if (later.length === 0) return;
  const paths = later.map(([path]) => path);
  const updated = await db
    .update(table)
    .set({ usedAt: now })
    .where(inArray(table.path, paths))
    .returning({ path: table.path });
  const known = new Set(updated.map(({ path }) => path));
  const rows = later
    .filter(([path]) => !known.has(path))
    .map(([path, { headers, body }]) => ({
      path,
      headers,
      body: new TextDecoder().decode(body),
      usedAt: now,
    }));
  if (rows.length > 0) await db.insert(table).values(rows).onConflictDoNothing();
}

/** Finds a file of another build that one of its frames or pages loads. */
export async function findEarlierFile(db: Database, path: string): Promise<HostFile | undefined> {
  if (!LATER_FILE.test(path)) return undefined;
  const [row] = await db.select().from(table).where(eq(table.path, path));
  return row && { headers: row.headers, body: new TextEncoder().encode(row.body), etag: null };
}

/** Deletes the files of builds of which no process has run for a week, and scripts that pages pin after a year. */
export async function forgetOldFiles(db: Database, now: Date): Promise<void> {
  const unusedFor = (time: number) => lt(table.usedAt, new Date(now.getTime() - time));
  const ofFrame = and(like(table.path, '/frame/%'), unusedFor(KEPT_FOR_MS));
  await db.delete(table).where(or(ofFrame, unusedFor(PINNED_FOR_MS)));
}
