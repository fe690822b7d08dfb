import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Output } from '../command.js';
import { collectFiles } from '../files.js';
import { withhold } from '../withhold.js';
import { findParts, type Part, type Verdict } from './find-parts.js';

const HELP = `payframe check: says what of a Stripe integration works here, what differs and what is missing.

  payframe check src/ …         files, directories or globs: .js, .ts, .jsx, .tsx, .vue and .html

  --format text|json            how to report (text)
  --help                        print this

Exit code: 0 nothing is missing, 1 something is, 2 the command is wrong or a file could not be read.
`;

/** A part of an integration, and its place. Lines and columns count from 1. */
interface Finding extends Omit<Part, 'offset'> {
  file: string;
  line: number;
  column: number;
}

interface Result {
  findings: Finding[];
  /** Number of files that were read. */
  files: number;
}

class UsageError extends Error {}

/** Runs `payframe check` and returns its exit code. */
export function runCheck(args: string[], { out, err }: Output): number {
  try {
    const { values, positionals } = parse(args);
    if (values.help) {
      out(HELP);
      return 0;
    }
    if (positionals.length === 0) throw new UsageError('Name what to look at, such as src/.');
    const write = Object.hasOwn(FORMATS, values.format) && FORMATS[values.format];
    if (!write) throw new UsageError(`--format takes text or json, not '${values.format}'.`);
    const result = checkFiles(positionals);
    out(withhold(write(result)));
    return Number(result.findings.some(({ verdict }) => verdict === 'missing'));
  } catch (error) {
    const hint = error instanceof UsageError ? '\nSee --help.\n' : '';
    err(`payframe check: ${withhold((error as Error).message)}\n${hint}`);
    return 2;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const SCRIPTS = /^\.[cm]?[jt]sx?$/;
const MARKUP = new Set(['.html', '.vue']);

function checkFiles(patterns: string[]): Result {
  const paths = collectFiles(patterns)
    .map(({ path }) => path)
    .filter((path) => SCRIPTS.test(extname(path)) || MARKUP.has(extname(path)));
  if (paths.length === 0)
    throw new Error(`${patterns.join(', ')}: there are no files of a kind that it reads.`);
  const findings = paths.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return findParts(text, MARKUP.has(extname(path))).map(({ offset, ...part }) => ({
      file: path,
      ...placeOf(text, offset),
      ...part,
    }));
  });
  return { findings, files: paths.length };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

const FORMATS: Record<string, (result: Result) => string> = {
  text: ({ findings, files }) => `${[...findings.map(lineOf), summary(findings, files)].join('\n')}\n`,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
};

const lineOf = ({ file, line, column, verdict, name, note }: Finding) =>
  `${file}:${line}:${column}  ${verdict.padEnd(7)}  ${name}${note ? `: ${note}` : ''}`;

function summary(findings: Finding[], files: number): string {
  const count = (wanted: Verdict) => findings.filter(({ verdict }) => verdict === wanted).length;
  return `${count('works')} work, ${count('differs')} differ, ${count('missing')} are missing, in ${files} ${files === 1 ? 'file' : 'files'}.`;
}
