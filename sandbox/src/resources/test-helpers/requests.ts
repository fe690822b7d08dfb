import * as v from 'valibot';
import type { Call } from '../../kernel/http/route.js';
import { seconds } from '../../kernel/seconds.js';
import { createdParam, type List, type ListParams, list, listParams } from '../../kernel/store/list.js';
import { type RequestRow, requests } from '../../request-log/index.js';

/** A request to the API, as the log has it: without card data and secrets. */
interface LoggedRequest {
  id: string;
  object: 'request';
  /** The connected account that it was about, if a header named one. */
  account: string | null;
  created: number;
  /** Time that the answer took, in ms. */
  duration: number;
  /** The error of the answer, if it was one. */
  error: object | null;
  /** The kind and the last four characters of its key. */
  key: string;
  livemode: boolean;
  method: string;
  params: object;
  path: string;
  status: number;
}

export const requestListParams = v.strictObject({ ...listParams, created: createdParam });

/** Lists the requests of the caller's account, newest first. One is there within a second of its answer. */
export const listRequests = (call: Call<ListParams>): Promise<List<LoggedRequest>> =>
  list(call, requests, 'request', [], requestObject);

const requestObject = (row: RequestRow): LoggedRequest => ({
  id: row.id,
  object: 'request',
  account: row.connectedId,
  created: seconds(row.createdAt),
  duration: row.duration,
  error: (row.error as { error?: object } | null)?.error ?? null,
  key: `${row.keyKind}…${row.keyLast4}`,
  livemode: row.livemode,
  method: row.method,
  params: row.params,
  path: row.path,
  status: row.status,
});
