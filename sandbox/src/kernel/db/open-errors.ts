/** The database can't be used. The message says what is wrong with it, where it is and what to do, without a password. */
export class DataUnusable extends Error {}

/** Another process has the data directory open. */
export class DirectoryInUse extends Error {
  constructor(directory: string, holder: string) {
    super(
      `The data directory ${directory} is in use by another payframe-sandbox (process ${holder}). ` +
        'Stop it, or choose another directory with --data.',
    );
  }
}
