import { invalidRequest } from '../../kernel/errors.js';
import type { Work } from '../../kernel/scope.js';
import type { TokenKind } from '../../methods/index.js';
import { spendToken, type TokenRow } from '../tokens/index.js';

/**
 * Uses up a token of a kind.
 *
 * @param param The parameter that it was sent in.
 * @throws ApiError 404 or 400 for a token that can't be used.
 */
export async function spend(
  work: Work,
  id: string,
  { type, prefix }: Pick<TokenKind, 'prefix' | 'type'>,
  param: string,
): Promise<TokenRow> {
  const row = await spendToken(work, id);
  if (row.type === type) return row;
  throw invalidRequest(`${id} is not a token for ${param}: the id of one begins with ${prefix}_.`, { param });
}
