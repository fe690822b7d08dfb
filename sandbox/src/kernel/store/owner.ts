import { missing } from '../errors.js';
import type { Scope } from '../scope.js';

/**
 * Lets an account see what is its own and of the key's mode, and nothing else.
 *
 * @throws ApiError 404 `resource_missing`; it says so where the object is the account's own, in the other mode.
 */
export function visible<Row extends { accountId: string; livemode: boolean }>(
  row: Row | undefined,
  scope: Scope,
  what: { kind: string; id: string; param: string },
): Row {
  if (row?.accountId !== scope.accountId) throw missing(what.kind, what.id, what.param);
  if (row.livemode !== scope.livemode) {
    throw missing(what.kind, what.id, what.param, row.livemode ? 'live' : 'test');
  }
  return row;
}
