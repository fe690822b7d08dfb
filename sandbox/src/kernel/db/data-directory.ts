import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataUnusable } from './open-errors.js';

/** Version of PostgreSQL of the embedded database, as its files name it. */
const ENGINE_VERSION = '18';

/**
 * Files without which the engine creates a new database in place of the old one, or dies without a message.
 */
const NEEDED = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal'];

const NOTE = 'payframe-sandbox.txt';
const NOTE_TEXT = `This is the data of a payframe-sandbox. Its database is in the folder db.
To start again, without the data, stop the sandbox and delete this folder and everything in it.
`;

/** The directory that `--data` names, with its database. */
export interface DataDirectory {
  path: string;
  /** Path of the database, whether it exists yet or not. */
  database: string;
  /** Whether a database with content has been here. If so, an empty one is not taken for a new one. */
  hadContent: boolean;
  /** Leaves a note that there is now content. */
  noteContent(): void;
}

/**
 * Creates the directory if it does not exist.
 *
 * @throws DataUnusable where it can't be created, or is a file.
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
 * Tells whether the directory has a database that the engine can try to open. It has none before the first
 * start.
 *
 * @throws DataUnusable for one that has gone, is not whole, or is of another version.
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

/** Creates the error for a database that is open and empty, although it had content. */
export const withoutContent = ({ path, database }: DataDirectory): DataUnusable =>
  new DataUnusable(`The database in ${database} was emptied: its account is gone. ${remedy(path)}`);

/** Creates the error for a database that the engine could not open. The engine's own message is of no use. */
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
    `The data directory ${path} had a database that is no longer complete: ${missing} is missing. ${remedy(path)}`,
  );

const ofOtherVersion = (path: string, database: string, version: string) =>
  new DataUnusable(
    `The database in ${database} is of PostgreSQL ${version.slice(0, 10)}, and this release reads ${ENGINE_VERSION}. Start the ` +
      `release that wrote it, or delete ${path} to start again, without the data.`,
  );

const remedy = (path: string) =>
  `Put back a copy of ${path}, or delete it, with everything in it, to start again, without the data.`;
