import { and, eq, sql } from 'drizzle-orm';
import { invalidRequest } from '../../kernel/errors.js';
import type { ScopedDatabase, Work } from '../../kernel/scope.js';
import { ownedBy } from '../../kernel/store/owner.js';
import type { SessionRow } from './store.js';
import { checkoutSessions as table } from './table.js';

/** Returns how many sessions of a Payment Link are complete. */
export const completedOf = (owner: ScopedDatabase, link: string): Promise<number> =>
  owner.db.$count(
    table,
    and(ownedBy(owner, table), eq(table.paymentLinkId, link), eq(table.status, 'complete')),
  );

/**
 * Checks that a session of a Payment Link can still be completed. Those of the same link wait for each other until the transaction ends.
 *
 * @throws ApiError 400 where the link has sold all that it sells.
 */
export async function requirePlace(work: Work, { hidden, paymentLinkId: link }: SessionRow): Promise<void> {
  if (link === null || hidden.limit === null) return;
  await work.db.execute(sql`select pg_advisory_xact_lock(hashtext(${link}))`);
  if ((await completedOf(work, link)) < hidden.limit) return;
  throw invalidRequest('Everything that this link sells is sold.', { code: 'status_transition_invalid' });
}
