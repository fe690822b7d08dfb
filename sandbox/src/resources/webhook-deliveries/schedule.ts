const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one is made, in seconds: eight attempts in about three hours. */
export const RETRY_AFTER: readonly number[] = [
  1 * SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  45 * MINUTE,
  2 * HOUR,
];

/** In how many seconds to try again after so many attempts that failed; nothing where it is time to give up. */
export const retryAfter = (attempts: number): number | undefined => RETRY_AFTER[attempts - 1];
