import { isDatabaseAway } from '../db/away.js';
import { ApiError, databaseUnavailable, internalError } from '../errors.js';
import { faultOf, type Log } from './log.js';

/** Returns what a client is told of an error. One that is a fault of ours is logged under the request's id. */
export function explained(error: unknown, requestId: string, log: Log): ApiError {
  if (error instanceof ApiError) return error;
  log(faultOf(error, requestId));
  return isDatabaseAway(error) ? databaseUnavailable() : internalError(requestId);
}
