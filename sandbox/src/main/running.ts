import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running sandbox, as its data directory names it to the commands that talk to it. */
export interface Running {
  url: string;
  /** Its secret key of test mode. */
  secretKey: string;
}

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/** Leaves a note in the data directory that a sandbox runs on it. Returns the function that removes it. */
export function noteRunning(dataDir: string, { url, secretKey }: Running): () => void {
  const file = fileIn(dataDir);
  // A file keeps the mode that it was created with, and this one may be older.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify({ url, secretKey })}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Finds the sandbox that runs on a data directory. One that was killed may still be named. */
export function findRunning(dataDir: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
}
