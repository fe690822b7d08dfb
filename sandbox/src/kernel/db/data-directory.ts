import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataUnusable } from './open-errors.js';

/** The version of PostgreSQL that the embedded database is, as its files name it. */
const ENGINE_VERSION = '18';

/** Without these, the engine makes a new database in the place of the one that was there, or dies without a word. */
const NEEDED = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal'];

const NOTE = 'payframe-sandbox.txt';
const NOTE_TEXT = `This is the data of a payframe-sandbox. Its database is in the folder db.
To start anew, without the data, stop the sandbox and delete this folder, with all that is in it.
`;

/** The directory that `--data` names, with the database in it. */
export interface DataDirectory {
  path: string;
  /** Where the database is, or will be. */
  database: string;
  /** Whether a database with content has been here, so that one without is not taken for a new one. */
  hadContent: boolean;
  /** Leaves a note that there is content now. */
  noteContent(): void;
}

/**
 * Makes the directory, where there is none.
 *
 * @throws DataUnusable where it can't be made, or is a file.
 */
export function dataDirectory(path: string): DataDirectory {
  makeDirectory(path);
  const note = join(path, NOTE);
  return {
    path,
    database: join(path, 'db'),
    hadContent: existsSync(note),
    noteContent: () => writeFileSync(note, NOTE_TEXT, { mode: 0o600 }),
  };
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    throw new DataUnusable(
      isFile
        ? `The data directory ${path} is a file, or is in one. Choose another with --data.`
        : `The data directory ${path} could not be made (${code}). Choose another with --data.`,
      { cause: error },
    );
  }
}

/**
 * Whether the directory has a database that the engine can try to open. It has none before the first start.
 *
 * @throws DataUnusable for one that is there no more, is not whole, or is of another version.
 */
export function hasDatabase({ path, database, hadContent }: DataDirectory): boolean {
  if (!existsSync(database)) {
    if (hadContent) throw emptied(path, database);
    return false;
  }
  if (!statSync(database).isDirectory()) {
    throw new DataUnusable(
      `The data in ${path} cannot be read: ${database} is a file, where the folder of the database should be. ${remedy(path)}`,
    );
  }
  const missing = NEEDED.map((name) => join(database, name)).find((file) => !existsSync(file));
  if (missing) throw emptied(path, missing);
  const version = readFileSync(join(database, 'PG_VERSION'), 'utf8').trim();
  if (version !== ENGINE_VERSION) throw ofOtherVersion(path, database, version);
  return true;
}

/** A database that is open and has nothing in it, though there was something. */
export const withoutContent = ({ path, database }: DataDirectory): DataUnusable =>
  new DataUnusable(`The database in ${database} was emptied: its account is gone. ${remedy(path)}`);

/** What the engine could not open, whatever it said: it says nothing of use. */
export function notOpened({ path, database }: DataDirectory, cause: unknown): DataUnusable {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOSPC') {
    return new DataUnusable(`The data in ${path} cannot be read and written by this user (${code}).`, {
      cause,
    });
  }
  return new DataUnusable(
    `The database in ${database} is damaged: it could not be opened from its files and its write-ahead log ` +
      `(${join(database, 'pg_wal')}). ${remedy(path)}`,
    { cause },
  );
}

const emptied = (path: string, missing: string) =>
  new DataUnusable(
    `The data directory ${path} had a database that is not whole any more: ${missing} is missing. ${remedy(path)}`,
  );

const ofOtherVersion = (path: string, database: string, version: string) =>
  new DataUnusable(
    `The database in ${database} is of PostgreSQL ${version.slice(0, 10)}, and this release reads ${ENGINE_VERSION}. Start the ` +
      `release that wrote it, or delete ${path} to start anew, without the data.`,
  );

const remedy = (path: string) =>
  `Put back a copy of ${path}, or delete it, with all that is in it, to start anew, without the data.`;
