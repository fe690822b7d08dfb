/** Returns a time in the API's form: whole seconds since 1970 (UTC). */
export const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);

/** Returns the whole seconds from now until a time, after which it has come. */
export const secondsUntil = (time: Date, now: Date): number =>
  Math.ceil((time.getTime() - now.getTime()) / 1000);

/** Returns the beginning of the day, in UTC, that is some days after that of a time. */
export const daysAfter = (time: Date, days: number): Date =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate() + days));

/** Returns the beginning of the day after a time, in UTC. */
export const nextDay = (time: Date): Date => daysAfter(time, 1);
