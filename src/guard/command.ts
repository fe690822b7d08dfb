import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collectFiles } from './files.js';
import { FORMATS, type Format, type Result } from './report.js';
import { type Finding, scan } from './scan.js';
import { stagedFiles } from './staged.js';
import { withhold, withholdNames } from './withhold.js';

const HELP = `payframe-guard: finds secret keys in what a browser, or a repository, is about to get.

  payframe-guard dist/ …        files, directories or globs: what was built, and .env files
  payframe-guard --staged       what the next commit adds or changes, for a pre-commit hook

  --format text|json|sarif      how to report (text)
  --help                        print this

Exit code: 0 no key was found, 1 one was, 2 the command is wrong or a file could not be read.
`;

/** Destination of a command's text, so that a command can also run inside a process that continues. */
export interface Output {
  out(text: string): unknown;
  err(text: string): unknown;
}

export const standardOutput: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Error in the command line. */
class UsageError extends Error {}

interface Command {
  help: boolean;
  staged: boolean;
  format: Format;
  paths: string[];
}

/** Runs `payframe-guard` and returns its exit code. */
export function runGuard(args: string[], { out, err }: Output): number {
  try {
    const command = readCommand(args);
    if (command.help) {
      out(HELP);
      return 0;
    }
    const { failures, ...result } = command.staged ? scanStaged() : scanFiles(command.paths);
    out(FORMATS[command.format]({ ...result, findings: result.findings.map(withholdNames) }));
    for (const failure of failures) err(`payframe-guard: ${withhold(failure)}\n`);
    return failures.length ? 2 : Number(result.findings.length > 0);
  } catch (error) {
    const hint = error instanceof UsageError ? '\nSee --help.\n' : '';
    err(`payframe-guard: ${withhold((error as Error).message)}\n${hint}`);
    return 2;
  }
}

function readCommand(args: string[]): Command {
  const { values, positionals: paths } = parse(args);
  const { help, staged, format } = values;
  if (!help && staged && paths.length) {
    throw new UsageError('--staged looks at what git has staged: leave the paths out.');
  }
  if (!help && !staged && !paths.length)
    throw new UsageError('Name what to look at, such as dist/, or --staged.');
  if (!Object.hasOwn(FORMATS, format)) {
    throw new UsageError(`--format takes text, json or sarif, not '${format}'.`);
  }
  return { help, staged, format: format as Format, paths };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        staged: { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

interface Scanned extends Result {
  /** Reasons why files could not be read. That is a failure, because nobody knows what is in them. */
  failures: string[];
}

function scanFiles(paths: string[]): Scanned {
  const findings: Finding[] = [];
  const failures: string[] = [];
  const targets = collectFiles(paths);
  for (const { path, allVariables } of targets) {
    try {
      findings.push(...scan(path, readFileSync(path), { allVariables, readMap }));
    } catch (error) {
      failures.push(`${path} could not be read: ${(error as Error).message}`);
    }
  }
  return { findings, failures, files: targets.length };
}

function readMap(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function scanStaged(): Scanned {
  const findings: Finding[] = [];
  let files = 0;
  for (const { path, bytes } of stagedFiles()) {
    files++;
    findings.push(...scan(path, bytes, { allVariables: true }));
  }
  return { findings, failures: [], files };
}
