import { listFindings } from './report.js';
import { type Finding, scan } from './scan.js';
import { withholdNames } from './withhold.js';

/** Files that a bundler is about to write, by name. */
export type Output = Map<string, string | Uint8Array>;

/** Finds the secret keys in a bundler's output, with the original files that its source maps name. */
export function scanOutput(output: Output): Finding[] {
  const readMap = (path: string) => bytesOf(output.get(path));
  return [...output].flatMap(([file, content]) =>
    scan(file, bytesOf(content), { allVariables: true, readMap }).map(withholdNames),
  );
}

/** Returns the message with which a build fails. */
export const failure = (findings: Finding[]): string => `payframe-guard\n${listFindings(findings)}`;

function bytesOf(content: string | Uint8Array): Uint8Array;
function bytesOf(content: string | Uint8Array | undefined): Uint8Array | undefined;
function bytesOf(content: string | Uint8Array | undefined): Uint8Array | undefined {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
