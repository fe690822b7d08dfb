/** Returns a time in the API's form: whole seconds since 1970 (UTC). */
export const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
