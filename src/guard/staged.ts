import { spawnSync } from 'node:child_process';

interface Blob {
  path: string;
  bytes: Uint8Array;
}

/** Number of files that are read at once. */
const BATCH = 200;
const SUBMODULE = '160000';

/**
 * Yields the files that the next commit adds or changes, with their content in git's index, because the files
 * on disk may differ.
 *
 * @throws outside of a repository, or without git.
 */
export function* stagedFiles(): Generator<Blob> {
  const entries = listStaged();
  for (let start = 0; start < entries.length; start += BATCH) {
    yield* readBlobs(entries.slice(start, start + BATCH));
  }
}

interface Entry {
  path: string;
  id: string;
}

function listStaged(): Entry[] {
  // Outside of a repository `git diff` is another command.
  git(['rev-parse', '--git-dir']);
  const options = [
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-relative',
    '--diff-filter=AMT',
  ];
  const fields = git(['diff', ...options])
    .toString('utf8')
    .split('\0');
  const entries: Entry[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    // :old mode, new mode, old id, new id, status.
    const [, mode, , id = ''] = (fields[at] as string).split(' ');
    if (mode !== SUBMODULE) entries.push({ id, path: fields[at + 1] as string });
  }
  return entries;
}

function* readBlobs(entries: Entry[]): Generator<Blob> {
  const output = git(['cat-file', '--batch'], entries.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const { path } of entries) {
    // Each entry is a line with id, type and size, then the content and a line break.
    const start = output.indexOf('\n', at) + 1;
    const size = Number(output.toString('latin1', at, start).split(' ')[2]);
    if (Number.isNaN(size)) throw new Error(`--staged could not read ${path} from the index.`);
    const end = start + size;
    yield { path, bytes: output.subarray(start, end) };
    at = end + 1;
  }
}

function git(args: string[], input = ''): Buffer {
  const { error, status, stdout, stderr } = spawnSync('git', args, {
    input,
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  if (error) throw new Error(`--staged needs git, which could not be started: ${error.message}.`);
  if (status !== 0)
    throw new Error(`--staged could not read what is staged. ${stderr.toString('utf8').trim()}`);
  return stdout;
}
