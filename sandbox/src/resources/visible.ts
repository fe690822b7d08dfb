import { missing } from '../errors.js';
import type { ApiKey } from '../keys/keyring.js';

/**
 * Lets a key see what is its account's and of its mode, and nothing else.
 *
 * @throws ApiError 404 `resource_missing`; it says so where the object is the account's own, in the other mode.
 */
export function visible<Row extends { accountId: string; livemode: boolean }>(
  row: Row | undefined,
  key: ApiKey,
  what: { kind: string; id: string; param: string },
): Row {
  if (row?.accountId !== key.accountId) throw missing(what.kind, what.id, what.param);
  if (row.livemode !== key.livemode) {
    throw missing(what.kind, what.id, what.param, row.livemode ? 'live' : 'test');
  }
  return row;
}
