/**
 * An error for a database that can't be used. The message says what is wrong with it, where it is and what to
 * do, without a password.
 */
export class DataUnusable extends Error {}

/** An error for a data directory that another process has open. */
export class DirectoryInUse extends Error {
  constructor(directory: string, holder: string) {
    super(
      `The data directory ${directory} is in use by another payframe-sandbox (process ${holder}). ` +
        'Stop it, or choose another directory with --data.',
    );
  }
}
