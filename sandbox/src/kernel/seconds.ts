/** A time as the API tells it: whole seconds since 1970 (UTC). */
export const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
