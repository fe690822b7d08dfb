const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Time between each failed attempt and the next one, in seconds: eight attempts in about three hours. */
export const RETRY_AFTER: readonly number[] = [
  1 * SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  45 * MINUTE,
  2 * HOUR,
];

/**
 * Returns the number of seconds until the next attempt after so many failed ones; `undefined` when it is time
 * to give up.
 */
export const retryAfter = (attempts: number): number | undefined => RETRY_AFTER[attempts - 1];
