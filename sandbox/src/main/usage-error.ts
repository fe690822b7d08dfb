/** An error for a command line, or a variable, that asks for something that does not exist. */
export class UsageError extends Error {}
