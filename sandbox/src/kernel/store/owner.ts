import { missing } from '../errors.js';
import type { Scope } from '../scope.js';

/**
 * Lets an account see only its own objects of the key's mode.
 *
 * @throws ApiError 404 `resource_missing`. The message says so where the account has the object in the other
 * mode.
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
