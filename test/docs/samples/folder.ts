/** A folder with the samples' scripts as files, in which they find the packages as a shop's files do. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf, type Script } from './modules.js';

const root = join(import.meta.dirname, '../../..');

export interface Folder {
  path: string;
  write(file: string, text: string): void;
  remove(): void;
}

/** Writes scripts, and what they have beside them. */
export function writeFolder(scripts: Script[]): Folder {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const path = mkdtempSync(join(root, '.cache/samples-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const [file, text] of filesOf(scripts)) write(file, text);
  cpSync(join(import.meta.dirname, 'beside'), path, { recursive: true });
  return { path, write, remove: () => rmSync(path, { recursive: true }) };
}
