/**
 * An error for a database that can't be used. The message says what is wrong with it, where it is and what to
 * do, without a password.
 */
export class DataUnusable extends Error {}

/** The process that has a data directory open. Each part is missing where it did not say so. */
export interface Holder {
  process?: number;
  /** Where it takes requests. */
  url?: string;
}

/** An error for a data directory that another process has open. */
export class DirectoryInUse extends Error {
  constructor(directory: string, { process = Number.NaN, url }: Holder) {
    super(
      `The data directory ${directory} is in use by another payframe-sandbox (process ${process || 'unknown'}). ` +
        (url
          ? `You can use that one: it is at ${url}, and its keys are on ${url}/dashboard/keys. For a second one ` +
            'beside it, choose another directory and a free port: --data DIR --port 0.'
          : 'Stop it, or choose another directory with --data.'),
    );
  }
}
