/**
 * Writes the tables of `docs/errors.md` from `src/contract/errors.ts`. `npm run contract`; a test fails when
 * they are out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type ErrorType, errors, errorTypes, type KnownError } from '../src/contract/errors.js';
import { withGenerated } from './generated-part.js';

export const ERRORS_FILE = 'docs/errors.md';

const HEAD = ['| `code` | from | what it means | what to do |', '| --- | --- | --- | --- |'];

/** Returns a row. An error of several types is in the table of each; links lead to the first. */
function row(type: ErrorType, [code, { types, from, status, text, todo }]: [string, KnownError]): string {
  const anchor = types[0] === type ? `<a id="${code}"></a>` : '';
  const answer = status && from.includes('API') ? `, ${status.join(' or ')}` : '';
  return `| ${anchor}\`${code}\` | ${from.join(', ')}${answer} | ${text} | ${todo} |`;
}

function section([type, text]: [string, string]): string {
  const ofType = Object.entries<KnownError>(errors).filter(([, { types }]) =>
    types.includes(type as ErrorType),
  );
  const table = [...HEAD, ...ofType.map((entry) => row(type as ErrorType, entry))];
  return [`## \`${type}\``, '', text, ...(ofType.length > 0 ? ['', ...table] : [])].join('\n');
}

export const errorTables = (): string => Object.entries(errorTypes).map(section).join('\n\n');

/** Returns the page with the tables in their place. */
export const withErrorTables = (page: string): string =>
  withGenerated(page, 'errors', 'contract', errorTables());

if (import.meta.url === `file://${process.argv[1]}`)
  writeFileSync(ERRORS_FILE, withErrorTables(readFileSync(ERRORS_FILE, 'utf8')));
