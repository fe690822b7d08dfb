/** The database can't be used: what is wrong with it, where it is, and what to do, in words without a password. */
export class DataUnusable extends Error {}
