import { and, eq } from 'drizzle-orm';
import { insertion } from '../../kernel/db/statement.js';
import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import { found, ownRow } from '../../kernel/store/owner.js';
import { tokens } from './table.js';

export type TokenRow = typeof tokens.$inferSelect;

export const insertToken = insertion(tokens);

/**
 * Uses up a token for good.
 *
 * @throws ApiError 404 `resource_missing`, 400 `token_already_used`
 */
export async function spendToken(work: Work, id: string): Promise<TokenRow> {
  const [used] = await work.db
    .update(tokens)
    .set({ used: true })
    .where(and(ownRow(work, tokens, id), eq(tokens.used, false)))
    .returning();
  if (used) return used;
  await findToken(work, id);
  throw invalidRequest(`You cannot use a token more than once: ${id}.`, { code: 'token_already_used' });
}

export async function findToken(work: Work, id: string): Promise<TokenRow> {
  const [row] = await work.db
    .select()
    .from(tokens)
    .where(ownRow(work, tokens, id));
  return found(row, { kind: 'token', id, param: 'token' });
}
